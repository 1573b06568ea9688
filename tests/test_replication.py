"""The replication runs what it plans, and no run is lost or done twice, whatever stops it."""

import concurrent.futures
import contextlib
import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from unittest import mock

import numpy as np
import pytest

from companion import replication
from companion.datasets import load_mnist
from companion.models import build_mlp
from companion.replication import COLUMNS, RESULTS, TABLE, Run, plan, read_results, run_missing, train_one

RUNS = [Run(row, 2, 0.01, 4000, 0, seed, 1) for row in (1, 2, 3) for seed in (0, 1)]


def result_of(run):
    """What `train_one` would return, without training."""
    measured = {"running_accuracy": 0.9, "train_accuracy": 0.91, "validation_accuracy": float("nan")}
    texts = {name: "text" for name, kind in COLUMNS.items() if kind is str}
    return {
        **run._asdict(),
        **measured,
        "test_accuracy": run.row / 10 + run.seed / 1000,
        "seconds": 1.5,
        **texts,
    }


@pytest.fixture
def executor(monkeypatch):
    monkeypatch.setattr(replication, "train_one", result_of)
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        yield executor


def runs_in(path):
    return [Run(*line.tolist()[: len(Run._fields)]) for line in read_results(path)]


def test_the_plan_has_every_row_with_five_seeds_and_every_variant_with_three():
    runs = plan()
    assert len(set(runs)) == len(runs)
    groups = Counter(run._replace(seed=0) for run in runs)
    for number, row in enumerate(TABLE, start=1):
        rate = {"SGD": 0.01, "Adam": 0.001, "RMSprop": 0.001}[row.optimizer]
        at_best = 0.1 if row.optimizer == "SGD" else rate
        assert groups.pop(Run(number, 2, rate, 60_000, 0, 0, 20)) == 5
        assert groups.pop(Run(number, 3, rate, 60_000, 0, 0, 20)) == 3
        assert groups.pop(Run(number, 2, at_best, 55_000, 5_000, 0, 20)) == 3
        if row.optimizer == "SGD":
            assert groups.pop(Run(number, 2, 0.1, 60_000, 0, 0, 20)) == 3
            assert groups.pop(Run(number, 3, 0.1, 60_000, 0, 0, 20)) == 3
    assert not groups
    assert plan(rows=[4], seeds=1, epochs=2, digits=1200)[-1] == Run(4, 2, 0.1, 1100, 100, 0, 2)


@pytest.mark.parametrize(
    "run, parameters, rate",
    [
        (Run(1, 3, 0.01, 1, 0, 0, 1), 784 * 256 + 256 + 2 * (256 * 256 + 256) + 2570, None),
        (Run(9, 2, 0.1, 1, 0, 0, 1), 784 * 256 + 256 + 256 * 512 + 512 + 512 * 10 + 10, 0.45),
        (Run(12, 3, 0.1, 1, 0, 0, 1), 784 * 512 + 512 + 512 * 1024 + 1024 + 1024 * 512 + 512 + 5130, 0.45),
        (Run(18, 2, 0.001, 1, 0, 0, 1), 784 * 128 + 128 + 128 * 128 + 128 + 1290, 0.45),
    ],
)
def test_a_run_builds_its_row(run, parameters, rate):
    model = replication.build(run)
    assert model.count_params() == parameters
    assert {layer.rate for layer in model.layers if hasattr(layer, "rate")} == ({rate} if rate else set())
    assert type(model.optimizer).__name__ == TABLE[run.row - 1].optimizer
    assert float(model.optimizer.learning_rate) == pytest.approx(run.learning_rate)
    activation = [layer.activation.__name__ for layer in model.layers if hasattr(layer, "activation")]
    assert activation[:-1][1::2] == [TABLE[run.row - 1].activation] * run.hidden_layers or run.row != 1


def test_l2_is_on_the_hidden_weights_only():
    model = replication.build(Run(3, 2, 0.01, 1, 0, 0, 1))
    penalties = [layer.kernel_regularizer for layer in model.layers if hasattr(layer, "kernel_regularizer")]
    assert [penalty and round(float(penalty.l2), 6) for penalty in penalties] == [0.01, 0.01, None]


def test_a_run_measures_what_it_says():
    digits = len(load_mnist()[0][0])
    result = train_one(Run(18, 2, 0.001, digits - 100, 100, 0, 1))
    assert list(result) == list(COLUMNS)
    assert 0.2 < result["running_accuracy"] < result["train_accuracy"] < 1
    assert 0.5 < result["test_accuracy"] < 1
    assert (100 * result["validation_accuracy"]) == pytest.approx(round(100 * result["validation_accuracy"]))
    with pytest.raises(ValueError, match=rf"wants 7 training digits, but load_mnist finds {digits}"):
        train_one(Run(18, 2, 0.001, 7, 0, 0, 1))


def test_a_run_uses_its_digits_and_its_seed_and_measures_each_part(monkeypatch):
    rng = np.random.default_rng(0)
    x, x_test = rng.random((50, 784), "float32"), rng.random((30, 784), "float32")
    y, y_test = rng.integers(0, 10, 50), rng.integers(0, 10, 30)
    fit = mock.Mock(side_effect=replication.train)
    monkeypatch.setattr(replication, "_digits", lambda: (x, y, x_test, y_test))
    monkeypatch.setattr(replication, "train", fit)
    result = train_one(Run(18, 2, 0.001, 40, 10, seed=3, epochs=4))
    (model, *given), arguments = fit.call_args
    assert arguments == {"epochs": 4, "batch_size": 128, "seed": 3}
    parts = {"train": (x[:40], y[:40]), "validation": (x[40:], y[40:]), "test": (x_test, y_test)}
    for found, expected in zip(given, parts["train"], strict=True):
        np.testing.assert_array_equal(found, expected)
    for name, (images, labels) in parts.items():
        right = model.predict(images, verbose=0).argmax(axis=1) == labels
        assert result[f"{name}_accuracy"] == round(float(right.mean()), 6)
    assert result["running_accuracy"] == round(model.history.history["accuracy"][-1], 6)
    assert result["seconds"] > 0


def test_each_seed_has_its_own_initial_weights():
    for seed in 1, 2:
        built = replication.build(Run(18, 2, 0.001, 1, 0, seed, 1)).get_weights()[0]
        expected = build_mlp([128, 128], rate=0.45, seed=seed).get_weights()[0]
        np.testing.assert_array_equal(built, expected)


def test_results_are_written_once_and_read_back(executor, tmp_path, capsys):
    path = tmp_path / "results.csv"
    assert run_missing(RUNS[:2], path, executor) == 2
    assert run_missing(RUNS, path, executor) == 4
    before = path.read_bytes()
    capsys.readouterr()
    assert run_missing(RUNS, path, executor) == 0
    assert "There are 6 of 6 runs in results.csv, 0 to go." in capsys.readouterr().out
    assert path.read_bytes() == before
    results = read_results(path)
    assert sorted(runs_in(path)) == sorted(RUNS)
    assert sorted(results["test_accuracy"][results["row"] == 2].tolist()) == pytest.approx([0.2, 0.201])
    assert np.isnan(results["validation_accuracy"]).all()


def test_a_line_cut_off_anywhere_is_removed_and_run_again(executor, tmp_path):
    path = tmp_path / "results.csv"
    run_missing(RUNS, path, executor)
    whole = path.read_bytes()
    last = whole[whole[:-1].rfind(b"\n") + 1 :]
    header = whole[: whole.find(b"\n") + 1]
    for length in range(len(last)):
        path.write_bytes(whole[: len(whole) - len(last) + length])
        assert run_missing(RUNS, path, executor) == 1
        assert sorted(runs_in(path)) == sorted(RUNS)
    for length in range(len(header)):
        path.write_bytes(header[:length])
        assert run_missing(RUNS, path, executor) == 6
        assert sorted(runs_in(path)) == sorted(RUNS)


def test_a_run_that_is_asked_for_twice_is_trained_once(executor, tmp_path):
    path = str(tmp_path / "results.csv")
    assert run_missing(RUNS + RUNS, path, executor) == 6
    assert sorted(runs_in(path)) == sorted(RUNS)


def test_a_disk_that_fills_up_leaves_whole_lines(executor, tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "results.csv"
    run_missing(RUNS[:2], path, executor)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, hard))
    try:
        with pytest.raises(OSError, match=r"results\.csv"):
            run_missing(RUNS, path, executor)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert run_missing(RUNS, path, executor) == 4


BAD_FILES = {
    "a number too large": (lambda text: text.replace("\n", f"\n{10**25}", 1), "line 2 cannot be read"),
    "a field too long": (lambda text: text.replace("text", 200_000 * "x", 1), "line 2 cannot be read"),
    "half a line": (lambda text: text[:-5], "ends in a half-written line"),
    "another file": (lambda text: "a,b\n1,2\n", "is not a file of results"),
    "no header": (lambda text: text.partition("\n")[2], "is not a file of results"),
    "an empty file": (lambda text: "", "is not a file of results"),
    "a number mangled": (lambda text: text.replace("0.91", "O.91", 1), "line 2 cannot be read"),
    "a column missing": (lambda text: text.replace(",0.91", "", 1), "line 2 cannot be read"),
    "a run twice": (lambda text: text + text.splitlines(keepends=True)[-1], "line 8 repeats an earlier one"),
}


@pytest.mark.parametrize("spoil, message", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_one_clear_error_and_kept(spoil, message, executor, tmp_path):
    path = tmp_path / "results.csv"
    run_missing(RUNS, path, executor)
    path.write_text(spoil(path.read_text()))
    before = path.read_bytes()
    with pytest.raises(ValueError, match=message):
        read_results(path)
    if "half-written" not in message and before:
        with pytest.raises(ValueError, match=message):
            run_missing(RUNS, path, executor)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b'{"no": "results"}', b"a,b\n1,2", b"PK\x03\x04\n\xff"])
def test_a_foreign_file_is_left_as_it_was(content, executor, tmp_path):
    path = tmp_path / "important"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="important is not a file of results: it is left as it was"):
        run_missing(RUNS, path, executor)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "options, message",
    {
        "--seeds 0": "--seeds must be 1 or more",
        "--epochs -1": "--epochs must be 1 or more",
        "--workers 0": "--workers must be 1 or more",
        "--rows 19": "invalid choice: 19",
        "--output .": "--output: . cannot be written",
        "--output no/such/folder.csv": "cannot be written",
    }.items(),
)
def test_odd_options_are_one_clear_error(options, message, monkeypatch, capsys):
    monkeypatch.setattr(replication, "run_missing", lambda *_: pytest.fail("it runs them"))
    monkeypatch.setattr(replication, "load_mnist", lambda: ((np.zeros((60_000, 1, 1)), None), None))
    monkeypatch.setattr(sys, "argv", ["companion.replication", *options.split()])
    with pytest.raises(SystemExit):
        replication._main()
    assert message in capsys.readouterr().err


def test_without_options_it_runs_the_whole_plan(monkeypatch):
    given = []
    monkeypatch.setattr(replication, "run_missing", lambda runs, path, _: given.append((runs, path)))
    monkeypatch.setattr(replication, "load_mnist", lambda: ((np.zeros((60_000, 1, 1)), None), None))
    monkeypatch.setattr(sys, "argv", ["companion.replication"])
    replication._main()
    assert given == [(plan(), RESULTS)]


def git(folder, *arguments):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def test_a_change_since_the_commit_is_marked(tmp_path, monkeypatch):
    path = tmp_path / "replication.py"
    path.write_text("")
    for command in ["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]:
        git(tmp_path, *command)
    monkeypatch.setattr(replication, "__file__", str(path))
    commit = replication._commit()
    assert re.fullmatch("[0-9a-f]{10}", commit)
    path.write_text("changed")
    assert replication._commit() == commit + "+"


def test_the_commit_is_the_books_own(tmp_path, monkeypatch):
    for command in ["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "somebody else's"]:
        git(tmp_path, *command)
    monkeypatch.setattr(replication, "__file__", str(tmp_path / "replication.py"))
    assert replication._commit() == "unknown"


def test_a_failed_run_loses_no_other(executor, tmp_path, monkeypatch):
    path = tmp_path / "results.csv"

    def fail_on_row_2(run):
        if run.row == 2:
            raise MemoryError("no room")
        return result_of(run)

    monkeypatch.setattr(replication, "train_one", fail_on_row_2)
    with pytest.raises(RuntimeError, match=r"2 of 6 runs failed.*MemoryError: no room"):
        run_missing(RUNS, path, executor)
    assert {run.row for run in runs_in(path)} == {1, 3}
    monkeypatch.setattr(replication, "train_one", result_of)
    assert run_missing(RUNS, path, executor) == 2


@pytest.mark.parametrize("options", [[], ["--output", RESULTS.name]])
def test_the_books_results_take_no_runs_on_the_sample(options, monkeypatch, capsys):
    monkeypatch.chdir(RESULTS.parent)
    monkeypatch.setattr(replication, "run_missing", lambda *_: pytest.fail("it runs them"))
    monkeypatch.setattr(replication, "load_mnist", lambda: ((np.zeros((4000, 28, 28)), None), None))
    monkeypatch.setattr(sys, "argv", ["companion.replication", *options])
    with pytest.raises(SystemExit):
        replication._main()
    assert "or name another file with --output" in capsys.readouterr().err


def test_the_books_results_are_complete():
    assert sorted(runs_in(RESULTS)) == sorted(plan())


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is not made for Windows")
def test_two_at_once_are_kept_apart(executor, tmp_path):
    path = tmp_path / "results.csv"
    with open(path, "ab") as file:
        replication._lock(file)
        with pytest.raises(ValueError, match="another process is writing"):
            run_missing(RUNS, path, executor)
    assert run_missing(RUNS, path, executor) == 6


# With real processes, on whatever digits there are: row 18, the smallest network, for one epoch.

OPTIONS = ["--rows", "18", "--seeds", "1", "--epochs", "1"]


def start(path, *options):
    command = [sys.executable, "-m", "companion.replication", *OPTIONS, "--output", path, *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def test_a_disk_without_locks_is_written_to(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def flock(*_):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    with open(tmp_path / "results.csv", "w+b") as file:
        replication._lock(file)


def wait_for_lines(path, count, process):
    deadline = time.monotonic() + 300
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("how", ["interrupted", "killed"])
def test_stopped_it_waits_for_no_worker_and_leaves_none(how, tmp_path):
    path = tmp_path / "results.csv"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    process = start(path, "--workers", "1", "--epochs", "100000")
    signal.signal(signal.SIGINT, before)
    try:
        wait_for_lines(path, 1, process)
        time.sleep(10)  # then the worker trains
        if how == "interrupted":
            os.killpg(process.pid, signal.SIGINT)  # Ctrl-C reaches the workers, too
        else:
            process.kill()
        output, _ = process.communicate(timeout=120)  # until the last process has closed its output
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert "Traceback" not in output and runs_in(path) == []
    assert ("Stopped. The next start goes on" in output) == (how == "interrupted")


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The results of a local run that was killed and continued, and what it printed then."""
    path = tmp_path_factory.mktemp("local") / "results.csv"
    killed = start(path, "--workers", "1")
    wait_for_lines(path, 2, killed)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    with open(path, "ab") as file:
        file.write(b"18,2,0.001,")  # as if it had been killed in the middle of a line
    continued = start(path)
    output, _ = continued.communicate(timeout=600)
    assert continued.returncode == 0, output
    return path, output


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_killed_and_continued_every_run_is_there_once(local):
    path, output = local
    assert "Removed a half-written line" in output
    assert sorted(runs_in(path)) == sorted(plan(len(load_mnist()[0][0]), rows=[18], seeds=1, epochs=1))
    output, _ = start(path).communicate(timeout=600)
    assert "There are 3 of 3 runs in results.csv, 0 to go." in output


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_cluster_gives_the_same_and_a_killed_worker_loses_nothing(local, tmp_path):
    distributed = pytest.importorskip("distributed")
    local_results, _ = local
    path = tmp_path / "results.csv"
    with distributed.LocalCluster(
        2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        process = start(path, "--cluster", cluster.scheduler_address)
        wait_for_lines(path, 2, process)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        output, _ = process.communicate(timeout=600)
    assert process.returncode == 0, output
    assert sorted(runs_in(path)) == sorted(runs_in(local_results))
    for name in "train_accuracy", "test_accuracy":
        ours, theirs = (np.sort(read_results(file)[name]) for file in (path, local_results))
        np.testing.assert_allclose(ours, theirs, atol=0.02)
