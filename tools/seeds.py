"""Train the answers to the exercises from many seeds: does luck decide a mark?

    python tools/seeds.py [--right 40] [--wrong 10] [NAME ...]

A check sets the seed before it calls an answer, so a mark is the same at each grading. Here the seeds are 0,
1 and so on. Names each answer that does not always get what it should. Without names, the table
`book/exercises/seeds.md` is written anew.
"""

import argparse
import contextlib
import io
import sys
import time

import environment  # noqa: F401
import grade
import numpy as np
from tqdm import tqdm

TABLE = grade.COURSE / "seeds.md"


def train(name, answer, seed):
    """Return whether an answer passes its hidden check from a seed, and the seconds that it took."""
    import checks  # grade has told Python where it is
    import keras

    cells = grade.read_cells(grade.COURSE, name)[0] | {answer.task: answer.code}
    namespace = {}
    for cell, code in cells.items():
        if isinstance(cell, int) or cell == answer.task:
            exec(code, namespace)
    pairs = checks.cases(name, answer.task)
    set_seed = keras.utils.set_random_seed
    keras.utils.set_random_seed = lambda _: set_seed(seed)
    start = time.perf_counter()
    try:
        about = checks.hidden(name)[answer.task]
        wrong = [checks.judge(about, case, right, namespace[answer.task]) for case, right in pairs]
    finally:
        keras.utils.set_random_seed = set_seed
    return not any(wrong), time.perf_counter() - start


def try_all(name, answers, seeds):
    """Train answers from so many seeds each; return how many trainings pass, and the seconds of each."""
    passed, seconds = 0, []
    for answer in tqdm(answers, desc=answers[0].task, file=sys.stderr):
        with contextlib.redirect_stdout(io.StringIO()):
            passes, took = zip(*(train(name, answer, seed) for seed in range(seeds)), strict=True)
        if sum(passes) != answer.right * seeds:
            print(f"{name}, {answer.task}: '{answer.description}' passes {sum(passes)} of {seeds} times")
        passed += sum(passes)
        seconds += took
    return passed, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="an assignment")
    parser.add_argument("--right", type=int, default=40, help="seeds for each right answer")
    parser.add_argument("--wrong", type=int, default=10, help="seeds for each wrong answer")
    arguments = parser.parse_args()
    names = arguments.names or grade.ASSIGNMENTS
    tasks = [(name, task) for name in names for task in grade.read_cells(grade.COURSE, name)[1]]
    head = "assignment", "task", "right answers", "pass", "wrong answers", "pass", "seconds for one"
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    unequal = False
    for name, task in [one for one in tasks if grade.trains(*one)]:
        answers = [answer for answer in grade.read_answers(name) if answer.task == task]
        right, wrong = ([one for one in answers if one.right == kind] for kind in (True, False))
        passed, seconds = try_all(name, right, arguments.right)
        slipped, _ = try_all(name, wrong, arguments.wrong)
        tried, others = len(right) * arguments.right, len(wrong) * arguments.wrong
        unequal |= passed < tried or slipped > 0
        lines.append(
            f"| {name[:2]} | `{task}` | {len(right)} | {passed} of {tried} "
            f"| {len(wrong)} | {slipped} of {others} | {np.median(seconds):.1f} |"
        )
        print(lines[-1], flush=True)
    if not arguments.names:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    sys.exit(unequal)


if __name__ == "__main__":
    main()
