"""The course around the book: its plans and outcomes leave nothing out, and its pages are short."""

import bindings
import course
import pytest
import yaml
from environment import CHAPTERS
from pages import PAGES, ROOT


def test_a_plan_has_every_chapter_after_what_it_builds_on():
    for plan in course.read_course()["plans"].values():
        order = [n for week in plan["weeks"] for n in week["chapters"]]
        assert sorted(order) == list(range(1, len(CHAPTERS) + 1))
        assert all(order.index(one) < order.index(n) for n in order for one in course.NEEDS.get(n, []))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_task_and_question_belongs_to_one_outcome(path):
    outcomes = [one for one in course.read_course()["outcomes"] if one["chapter"] == int(path.stem[:2])]
    assert sorted(task for one in outcomes for task in one["tasks"]) == sorted(course.tasks(path))
    assert {title for one in outcomes for title in one["sections"]} <= {*course.headings(path)}
    for kind in "questions", "exam":
        file = course.EXERCISES / kind / path.with_suffix(".yml").name
        there = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []
        if file.parent.exists():  # not so in the copy for students
            assert sorted(n for one in outcomes for n in one[kind]) == [n + 1 for n in range(len(there))]


@pytest.mark.parametrize("page", [page for page in PAGES if "exercises" in page and "outcomes" not in page])
def test_a_page_is_read_in_five_minutes(page):
    assert len(bindings.strip((ROOT / page).read_text(encoding="utf-8")).split()) <= 1000
