"""The experiments run what they plan, and no run is lost or done twice, whatever stops it."""

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
import run_experiments
from run_experiments import CRITERIA, SIZES, WAYS, finished, plan_regularisation, plan_replication

from companion import experiments
from companion.experiments import (
    PILOT,
    PUBLISHED,
    REGULARISATION,
    REPLICATION,
    Run,
    build,
    read_results,
    train_one,
)
from companion.models import build_mlp

TABLE = read_results(PUBLISHED)
SMALL = Run(18, "128-128", "Dropout", 0.45, "Adam", 0.001, "relu", 0, 40, 10, seed=3, epochs=4)
RUNS = [SMALL._replace(row=row, seed=seed) for row in (1, 2, 3) for seed in (0, 1)]


def test_the_plan_has_every_cell_six_times_and_no_two_of_them_share_a_seed():
    runs = plan_replication()
    assert len(set(runs)) == len(runs)
    groups = Counter(run._replace(seed=0) for run in runs)
    for row in TABLE:
        default = {"SGD": 0.01, "Adam": 0.001, "RMSprop": 0.001}[row["optimizer"]]
        rates = {default, 0.1} if row["optimizer"] == "SGD" else {default}
        names = "row", "layers", "regularizer", "strength", "optimizer"
        number, units, *rest = row[list(names)].tolist()
        three = Run(number, units, *rest, 0, row["activation"].item(), 0, 60_000, 0, 0, 20)
        two = three._replace(layers=units.rpartition("-")[0])
        for run, rate in itertools.product((two, three), rates):
            assert groups.pop(run._replace(learning_rate=rate)) == 6
        held_out = {"learning_rate": max(rates), "train_size": 55_000, "validation_size": 5_000}
        assert groups.pop(two._replace(**held_out)) == 3
    assert not groups
    alone = [run.seed for run in runs if not run.validation_size]
    assert len(set(alone)) == len(alone) == 372
    assert {run.seed for run in runs if run.validation_size} == {3, 4, 5}  # and 0 to 2 in the pilot
    last = plan_replication(rows=[4], epochs=2, digits=1200)[-1]
    assert (last.train_size, last.validation_size, last.seed, last.epochs) == (1100, 100, 5, 2)


def test_regularisation_is_tuned_on_blocks_of_its_own_and_every_way_runs_in_every_block():
    """With made-up results in which the strongest and fastest is the best: the edges are stepped over."""
    results = {}
    while missing := [run for run in plan_regularisation(results) if run not in results]:
        for run in missing:
            score = 1e6 * run.strength + run.learning_rate
            results[run] = {"validation_loss": -score, "validation_accuracy": -score}
    for size, (epochs, tuning, blocks) in SIZES.items():
        ours = [run for run in results if run.train_size == size]
        assert {run.epochs for run in ours} == {epochs} and {run.validation_size for run in ours} == {5000}
        assert max(run.first + size for run in ours) <= 55_000
        for way in WAYS.values():
            of_way = [run for run in ours if (run.regularizer, run.optimizer) == way[:2]]
            final = [run for run in of_way if run.seed >= tuning and run.layers in way.layers]
            assert {run.seed for run in final} == set(range(tuning, tuning + blocks))
            assert size == 55_000 or {run.first for run in final} == {run.seed * size for run in final}
            if len(way.strengths) > 1:
                tried = {run.strength for run in of_way}
                assert tried > set(way.strengths) and len(tried) > len(way.strengths)
                best = max(run.strength for run in final)  # the best by loss, the least score
                assert best == max(tried)
    assert len(CRITERIA) == 2


def test_every_row_builds_what_the_table_says():
    for run in {run.row: run for run in plan_replication(seeds=1) if run.layers.count("-") == 2}.values():
        expected = TABLE[run.row - 1]
        layers = build(run).layers
        dense = [layer for layer in layers if hasattr(layer, "units")]
        assert "-".join(str(layer.units) for layer in dense[:-1]) == expected["layers"]
        dropped = [layer.rate for layer in layers if hasattr(layer, "rate")]
        assert dropped == [expected["strength"]] * 3 * (expected["regularizer"] == "Dropout")
        strength = expected["strength"] * (expected["regularizer"] == "L2")
        penalties = [layer.kernel_regularizer for layer in dense]
        assert [round(float(p.l2), 6) if p else 0 for p in penalties] == [strength] * 3 + [0]
        bends = {layer.activation.__name__ for layer in layers if "activation" in layer.name}
        assert bends == {expected["activation"], "softmax"}
    model = build(SMALL._replace(optimizer="RMSprop", learning_rate=0.02))
    assert type(model.optimizer).__name__ == "RMSprop"
    assert float(model.optimizer.learning_rate) == pytest.approx(0.02)
    first = build_mlp([128, 128], rate=0.45, seed=3).get_weights()[0]
    np.testing.assert_array_equal(model.get_weights()[0], first)


def test_the_ways_of_regularisation_are_built():
    decayed = build(SMALL._replace(optimizer="AdamW", strength=0.316, regularizer="none"))
    assert decayed.optimizer.weight_decay == pytest.approx(0.316)
    kinds = [
        type(layer).__name__ for layer in build(SMALL._replace(regularizer="batch normalisation")).layers
    ]
    assert kinds == ["Dense", "BatchNormalization", "Activation"] * 2 + ["Dense", "Activation"]
    lasso = build(SMALL._replace(regularizer="L1", strength=0.01)).layers[0].kernel_regularizer
    assert float(lasso.l1) == pytest.approx(0.01)


@pytest.fixture
def digits(monkeypatch):
    rng = np.random.default_rng(0)
    x, x_test = (rng.integers(0, 256, (n, 28, 28), dtype="uint8") for n in (50, 30))
    found = (x, rng.integers(0, 10, 50)), (x_test, rng.integers(0, 10, 30))
    monkeypatch.setattr(experiments, "load_mnist", lambda: found)
    return found


def test_a_run_measures_each_of_its_parts(digits, monkeypatch):
    (x, y), (x_test, y_test) = digits
    trained = []
    train = experiments.train
    monkeypatch.setattr(experiments, "train", lambda *a, **k: trained.append((a, k)) or train(*a, **k))
    result = train_one(SMALL._replace(first=5, train_size=30, regularizer="L2"))
    ((model, x_fit, y_fit), arguments), *_ = trained
    assert arguments == {"epochs": 4, "seed": 3} and (y_fit == y[5:35]).all() and len(x_fit) == 30
    parts = {"train": (x[5:35], y[5:35]), "validation": (x[40:], y[40:]), "test": (x_test, y_test)}
    for name, (images, labels) in parts.items():
        p = model.predict(images.reshape(-1, 784).astype("float32") / 255, verbose=0)
        assert result[f"{name}_accuracy"] == pytest.approx(np.mean(p.argmax(axis=1) == labels))
        assert result[f"{name}_loss"] == pytest.approx(-np.mean(np.log(p[range(len(p)), labels])), rel=1e-5)
    assert result["running_accuracy"] == model.history.history["accuracy"][-1] and result["seconds"] > 0
    with pytest.raises(ValueError, match="wants 57 training digits, but load_mnist finds 50"):
        train_one(SMALL._replace(train_size=47))
    assert np.isnan(train_one(SMALL._replace(validation_size=0))["validation_loss"])


def test_early_stopping_goes_back_to_the_lowest_validation_loss(digits, monkeypatch):
    seen = []
    train = experiments.train
    monkeypatch.setattr(experiments, "train", lambda *a, **k: seen.append(train(*a, **k)) or seen[0])
    result = train_one(SMALL._replace(regularizer="early stopping", learning_rate=0.01, epochs=30))
    losses = seen[0].history["val_loss"]
    assert result["validation_loss"] == pytest.approx(min(losses), rel=1e-4)
    assert len(losses) < 30 and min(losses) < losses[-1]  # random labels: stopped, and gone back


def test_the_books_results_are_planned_and_the_pilots_all_there():
    planned = {REPLICATION: plan_replication(), REGULARISATION: None}
    for path, runs in planned.items():
        if path.exists():
            done = finished(path)
            assert len(done) == len(read_results(path))
            assert set(done) <= set(runs or plan_regularisation(done))
    assert len(finished(PILOT)) == 276


# The runner


def result_of(run):
    """What `train_and_describe` would return, without training."""
    measured = dict.fromkeys(run_experiments.MEASURED, 0.5) | dict.fromkeys(
        run_experiments.COLUMNS[-6:], "a; b"
    )
    return {**run._asdict(), **measured, "validation_accuracy": float("nan")}


@pytest.fixture
def executor(monkeypatch):
    monkeypatch.setattr(run_experiments, "train_and_describe", result_of)
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        yield executor


def test_results_are_written_once_and_read_back(executor, tmp_path, capsys):
    path = tmp_path / "результат.csv"
    assert run_experiments.run_missing(RUNS[:2], path, executor) == 0
    assert run_experiments.run_missing(RUNS, path, executor) == 0
    before = path.read_bytes()
    assert run_experiments.run_missing(RUNS, path, executor) == 0
    assert "There are 6 of 6 runs in результат.csv, 0 to go." in capsys.readouterr().out
    assert path.read_bytes() == before
    assert sorted(finished(path)) == sorted(RUNS)
    assert np.isnan(read_results(path)["validation_accuracy"]).all()
    assert read_results(path)["test_accuracy"].tolist() == [0.5] * 6


def test_a_line_cut_off_anywhere_is_dropped_and_run_again(executor, tmp_path):
    path = tmp_path / "results.csv"
    run_experiments.run_missing(RUNS, path, executor)
    whole = path.read_bytes()
    last = whole[:-1].rfind(b"\n") + 1
    for length in [*range(0, whole.find(b"\n"), 9), *range(last, len(whole), 3)]:
        path.write_bytes(whole[:length])
        assert run_experiments.run_missing(RUNS, path, executor) == 0
        assert sorted(finished(path)) == sorted(RUNS)


def test_a_foreign_file_is_left_as_it_was(executor, tmp_path):
    for content in b'{"no": "results"}', b"a,b\n1,2", b"PK\x03\x04\n\xff":
        (tmp_path / "important").write_bytes(content)
        with pytest.raises(SystemExit, match="important is not a file of results: it is left as it was"):
            run_experiments.run_missing(RUNS, tmp_path / "important", executor)
        assert (tmp_path / "important").read_bytes() == content


def test_a_failed_run_loses_no_other(executor, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        run_experiments, "train_and_describe", lambda run: result_of(run) if run.row != 2 else 1 / 0
    )
    assert run_experiments.run_missing(RUNS, tmp_path / "results.csv", executor) == 2
    assert {run.row for run in finished(tmp_path / "results.csv")} == {1, 3}
    assert "failed: ZeroDivisionError" in capsys.readouterr().out


def test_the_commit_is_named_and_a_change_since_then(tmp_path):
    who = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    assert run_experiments.commit(tmp_path) == "unknown"
    (tmp_path / "a.py").write_text("")
    for command in ["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]:
        subprocess.run([*who, *command], cwd=tmp_path, check=True)
    assert re.fullmatch("g[0-9a-f]{10}", run_experiments.commit(tmp_path))
    (tmp_path / "a.py").write_text("changed")
    assert re.fullmatch(r"g[0-9a-f]{10}\+", run_experiments.commit(tmp_path))


def test_the_books_results_take_no_runs_on_the_sample(monkeypatch):
    monkeypatch.setattr(run_experiments, "load_mnist", lambda: ((np.zeros((4000, 28, 28)), None), None))
    monkeypatch.setattr(sys, "argv", ["run_experiments.py", "replication"])
    with pytest.raises(SystemExit, match="or name another file for the replication"):
        run_experiments.main()


# With real processes, on whatever digits there are: row 18, the smallest network, for one epoch.


def start(path, *options):
    command = [
        sys.executable,
        run_experiments.__file__,
        "replication",
        "--rows=18",
        "--seeds=1",
        "--epochs=1",
        f"--output={path}",
    ]
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
        assert not finished(local) if local.read_bytes().count(b"\n") > 1 else True
    assert "Stopped. The next start goes on" in output and "Traceback" not in output.partition("Stopped")[2]
    with open(local, "ab") as file:
        file.write(b"18,128-128,Dropout,")  # as if it had been killed in the middle of a line
    output, _ = start(local).communicate(timeout=600)
    assert "that was cut off" in output and len(finished(local)) == 2, output
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster:
        process = start(clustered, "--cluster", cluster.scheduler_address)
        wait_for_lines(clustered, 2, process)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        output, _ = process.communicate(timeout=600)
    assert sorted(finished(clustered)) == sorted(finished(local)), output
    ours, theirs = (np.sort(read_results(path)["test_accuracy"]) for path in (local, clustered))
    np.testing.assert_allclose(ours, theirs, atol=0.02)
