"""The replication runs what it plans, and no run is lost or done twice, whatever stops it."""

import concurrent.futures
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import replicate

from companion import replication
from companion.models import build_mlp
from companion.replication import PILOT, RESULTS, TABLE, Run, plan, read_results, train_one

RUNS = [Run(row, 2, 0.01, 4000, 0, seed, 1) for row in (1, 2, 3) for seed in (0, 1)]


def runs_in(path):
    return [Run(*line[: len(Run._fields)]) for line in read_results(path).tolist()]


def test_the_plan_has_every_cell_six_times_and_no_two_of_them_share_a_seed():
    runs = plan()
    assert len(set(runs)) == len(runs)
    groups = Counter(run._replace(seed=0) for run in runs)
    for number, row in enumerate(TABLE, start=1):
        default = {"SGD": 0.01, "Adam": 0.001, "RMSprop": 0.001}[row.optimizer]
        rates = {default, 0.1} if row.optimizer == "SGD" else {default}
        for layers, rate in itertools.product((2, 3), rates):
            assert groups.pop(Run(number, layers, rate, 60_000, 0, 0, 20)) == 6
        assert groups.pop(Run(number, 2, max(rates), 55_000, 5_000, 0, 20)) == 3
    assert not groups
    alone = [run.seed for run in runs if not run.validation_size]
    assert len(set(alone)) == len(alone) == 372
    assert {run.seed for run in runs if run.validation_size} == {3, 4, 5}  # and 0 to 2 in the pilot
    assert plan(rows=[4], epochs=2, digits=1200)[-1] == Run(4, 2, 0.1, 1100, 100, 5, 2)


def test_every_row_builds_what_the_table_says():
    for number, expected in enumerate(TABLE, start=1):
        layers = replication.build(Run(number, 3, 0.02, 12, 0, 1, 1)).layers
        dense = [layer for layer in layers if hasattr(layer, "units")]
        assert "-".join(str(layer.units) for layer in dense[:-1]) == expected.layers
        dropped = [layer.rate for layer in layers if hasattr(layer, "rate")]
        assert dropped == [expected.strength] * 3 * (expected.regularizer == "Dropout")
        strength = expected.strength * (expected.regularizer == "L2")
        penalties = [layer.kernel_regularizer for layer in dense]
        assert [round(float(p.l2), 6) if p else 0 for p in penalties] == [strength] * 3 + [0]
        bends = {layer.activation.__name__ for layer in layers if "activation" in layer.name}
        assert bends == {expected.activation, "softmax"}
    model = replication.build(Run(17, 2, 0.02, 12, 0, 1, 1))
    assert type(model.optimizer).__name__ == "RMSprop"
    assert float(model.optimizer.learning_rate) == pytest.approx(0.02)
    assert len([layer for layer in model.layers if hasattr(layer, "units")]) == 3
    first = build_mlp([256, 256], rate=0.45, seed=1).get_weights()[0]
    np.testing.assert_array_equal(model.get_weights()[0], first)


def test_a_run_measures_each_of_its_parts(monkeypatch):
    rng = np.random.default_rng(0)
    x, x_test = (rng.integers(0, 256, (n, 28, 28), dtype="uint8") for n in (50, 30))
    y, y_test = rng.integers(0, 10, 50), rng.integers(0, 10, 30)
    trained = []
    monkeypatch.setattr(replication, "load_mnist", lambda: ((x, y), (x_test, y_test)))
    train = replication.train
    monkeypatch.setattr(replication, "train", lambda *a, **k: trained.append((a, k)) or train(*a, **k))
    result = train_one(Run(18, 2, 0.001, 40, 10, seed=3, epochs=4))
    ((model, x_fit, y_fit), arguments), *_ = trained
    assert arguments == {"epochs": 4, "seed": 3} and (y_fit == y[:40]).all() and len(x_fit) == 40
    parts = {"train": (x[:40], y[:40]), "validation": (x[40:], y[40:]), "test": (x_test, y_test)}
    for name, (images, labels) in parts.items():
        vectors = images.reshape(-1, 784).astype("float32") / 255
        right = model.predict(vectors, verbose=0).argmax(axis=1) == labels
        assert result[f"{name}_accuracy"] == pytest.approx(right.mean())
    assert result["running_accuracy"] == model.history.history["accuracy"][-1] and result["seconds"] > 0
    with pytest.raises(ValueError, match="wants 7 training digits, but load_mnist finds 50"):
        train_one(Run(18, 2, 0.001, 7, 0, 0, 1))


def test_the_books_results_are_planned_and_the_pilots_all_there():
    runs = runs_in(RESULTS)
    assert len(set(runs)) == len(runs) and set(runs) <= set(plan())
    assert len(set(runs_in(PILOT))) == 276


# The runner


def result_of(run):
    """What `train_and_describe` would return, without training."""
    measured = dict.fromkeys(replicate.COLUMNS[7:12], 0.5) | dict.fromkeys(replicate.COLUMNS[12:17], "a; b")
    return {**run._asdict(), **measured, "validation_accuracy": float("nan")}


@pytest.fixture
def executor(monkeypatch):
    monkeypatch.setattr(replicate, "train_and_describe", result_of)
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        yield executor


def test_results_are_written_once_and_read_back(executor, tmp_path, capsys):
    path = tmp_path / "результат.csv"
    assert replicate.run_missing(RUNS[:2], path, executor) == 0
    assert replicate.run_missing(RUNS, path, executor) == 0
    before = path.read_bytes()
    assert replicate.run_missing(RUNS, path, executor) == 0
    assert "There are 6 of 6 runs in результат.csv, 0 to go." in capsys.readouterr().out
    assert path.read_bytes() == before
    assert sorted(runs_in(path)) == sorted(RUNS)
    assert np.isnan(read_results(path)["validation_accuracy"]).all()
    assert read_results(path)["test_accuracy"].tolist() == [0.5] * 6


def test_a_line_cut_off_anywhere_is_dropped_and_run_again(executor, tmp_path):
    path = tmp_path / "results.csv"
    replicate.run_missing(RUNS, path, executor)
    whole = path.read_bytes()
    last = whole[:-1].rfind(b"\n") + 1
    for length in [*range(0, whole.find(b"\n"), 9), *range(last, len(whole), 3)]:
        path.write_bytes(whole[:length])
        assert replicate.run_missing(RUNS, path, executor) == 0
        assert sorted(runs_in(path)) == sorted(RUNS)


def test_a_foreign_file_is_left_as_it_was(executor, tmp_path):
    for content in b'{"no": "results"}', b"a,b\n1,2", b"PK\x03\x04\n\xff":
        (tmp_path / "important").write_bytes(content)
        with pytest.raises(SystemExit, match="important is not a file of results: it is left as it was"):
            replicate.run_missing(RUNS, tmp_path / "important", executor)
        assert (tmp_path / "important").read_bytes() == content


def test_a_failed_run_loses_no_other(executor, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        replicate, "train_and_describe", lambda run: result_of(run) if run.row != 2 else 1 / 0
    )
    assert replicate.run_missing(RUNS, tmp_path / "results.csv", executor) == 2
    assert {run.row for run in runs_in(tmp_path / "results.csv")} == {1, 3}
    assert "failed: ZeroDivisionError" in capsys.readouterr().out


def test_the_commit_is_named_and_a_change_since_then(tmp_path):
    who = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    assert replicate.commit(tmp_path) == "unknown"
    (tmp_path / "a.py").write_text("")
    for command in ["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]:
        subprocess.run([*who, *command], cwd=tmp_path, check=True)
    assert re.fullmatch("[0-9a-f]{10}", replicate.commit(tmp_path))
    (tmp_path / "a.py").write_text("changed")
    assert re.fullmatch(r"[0-9a-f]{10}\+", replicate.commit(tmp_path))


def test_the_books_results_take_no_runs_on_the_sample(monkeypatch):
    monkeypatch.setattr(replicate, "load_mnist", lambda: ((np.zeros((4000, 28, 28)), None), None))
    monkeypatch.setattr(sys, "argv", ["replicate.py"])
    with pytest.raises(SystemExit, match="or name another file with --output"):
        replicate.main()


# With real processes, on whatever digits there are: row 18, the smallest network, for one epoch.


def start(path, *options):
    command = [sys.executable, replicate.__file__, "--rows=18", "--seeds=1", "--epochs=1", f"--output={path}"]
    return subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for_lines(path, count, process):
    while not Path(path).exists() or path.read_bytes().count(b"\n") < count:
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.02)


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_killed_stopped_continued_and_on_a_cluster_every_run_is_there_once(tmp_path):
    import distributed

    local, clustered = tmp_path / "local.csv", tmp_path / "cluster.csv"
    for sign in signal.SIGKILL, signal.SIGINT:
        process = start(local, "--workers=1", "--epochs=1000")
        wait_for_lines(local, 1, process)
        time.sleep(10)  # then the worker trains
        os.killpg(process.pid, sign)
        output, _ = process.communicate(timeout=60)
        assert runs_in(local) == [] if local.read_bytes().count(b"\n") > 1 else True
    assert "Stopped. The next start goes on" in output and "Traceback" not in output.partition("Stopped")[2]
    with open(local, "ab") as file:
        file.write(b"18,2,0.001,")  # as if it had been killed in the middle of a line
    output, _ = start(local).communicate(timeout=600)
    assert "that was cut off" in output and len(runs_in(local)) == 2, output
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster:
        process = start(clustered, "--cluster", cluster.scheduler_address)
        wait_for_lines(clustered, 2, process)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        output, _ = process.communicate(timeout=600)
    assert sorted(runs_in(clustered)) == sorted(runs_in(local)), output
    ours, theirs = (np.sort(read_results(path)["test_accuracy"]) for path in (local, clustered))
    np.testing.assert_allclose(ours, theirs, atol=0.02)
