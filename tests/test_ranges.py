"""What the chapters assert was tried with many seeds, and a right run fails less than once in a thousand."""

from collections import Counter

import pytest
import ranges
from nbval_bindings import PRINTED, shown_text
from ranges import (
    CHAPTERS,
    FAILURES,
    Margin,
    asserted,
    chances,
    code_cells,
    measured,
    read_margins,
    spreads,
)

SEEDS = 8  # at least
# Just rewritten: their ranges and tolerances rest on their authors' trials, and `tools/ranges.py` is due.
UNTRIED = set()
TRIED = [name for name in CHAPTERS if name not in UNTRIED]


def test_every_range_was_tried_and_is_wide_enough():
    """After a change of an assertion: `python tools/ranges.py CHAPTER`, with all of MNIST and without."""
    tried = {key: value for key, value in chances(read_margins()).items() if key[0] in TRIED}
    parts = [(name, part) for name in TRIED for cell in code_cells(name) for part in asserted(cell.source)]
    comparisons = {(name, part[1]) for name, part in parts if isinstance(part, tuple)}
    assert {(name, comparison) for name, _, comparison in tried} == comparisons  # no more, no fewer
    assert len(comparisons) > 30
    for (name, digits, comparison), (seeds, chance) in tried.items():
        assert seeds >= SEEDS, f"{name}: {comparison}"
        assert chance <= FAILURES, f"{name}, {digits} digits: {comparison} fails {chance:.2%} of the time"


def test_every_tolerance_is_at_most_four_standard_deviations():
    """After a change of a measured cell: `python tools/ranges.py CHAPTER`, with all of MNIST."""
    deviations = spreads(read_margins())
    cells = [(name, cell) for name in TRIED for cell in code_cells(name) if "tolerance" in cell.metadata]
    assert cells
    for name, cell in cells:
        printed = PRINTED.findall(shown_text(cell.outputs))
        assert len(cell.metadata.tolerance) <= len(printed), cell.source
        for i, tolerance in enumerate(cell.metadata.tolerance):
            if tolerance:
                deviation = deviations[name, 60_000, f"{cell.id}: number {i}"]
                assert 2 * deviation < tolerance <= 4 * deviation, f"{name}, {cell.id}: {deviation}"


def test_the_margins_of_what_is_asserted_and_the_chance_of_a_failure():
    source = "x = 1\nassert a or (0 < x <= 2 and abs(x - 1) < 3)\nassert f(x) == 1 and x > -1"
    for guarded, expected in (True, [2]), (False, [1, 1, 3, 2]):
        names = {"a": guarded, "_margins": [], "f": lambda x: x}
        exec(measured(source), names)
        assert [margin for _, margin in names["_margins"]] == expected

    def chance(*margins):
        (tried,) = chances([Margin("c", 1, seed, "0 < x", m) for seed, m in enumerate(margins)]).values()
        return tried

    assert chance(1.0) == (1, 1.0)  # nobody can tell from one
    assert chance(-1.0, 0.0, 1.0) == (3, pytest.approx(0.5))
    assert chance(*[2.0, 3.0, 4.0] * 5)[1] < chance(2.0, 3.0, 4.0)[1] < 0.1


@pytest.mark.thorough
def test_a_chapter_runs_with_other_seeds():
    first, again, other = (ranges.run("11_dropout", 4_000, seed) for seed in (1, 1, 2))
    assert first == again
    assert Counter(margin.comparison for margin in first) == Counter(margin.comparison for margin in other)
    assert [margin.margin for margin in first] != [margin.margin for margin in other]


@pytest.mark.thorough
@pytest.mark.parametrize("defect", ["dropout at prediction", "unscaled pixels", "wrong labels"])
def test_a_defect_leaves_the_ranges(defect):
    """No shuffling is not seen in MNIST, whose digits are in no order: tests/test_training.py finds it."""
    chapter = "10_training" if defect == "wrong labels" else "11_dropout"
    assert min(one.margin for one in ranges.run(chapter, 0, 0, defect) if not one.is_printed) < 0
