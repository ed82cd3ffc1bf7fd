"""待定: what a plan leaves to a person, as a list to work off, each leading to its place."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from plangen.draft.answering import without_question
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan, Section
from plangen.readers.decoding import encoded
from plangen.scalar import Text
from plangen.web.visit import Visit

_WORDING = 160
"""So many characters of an item are shown."""


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A section or an item, and the line that it begins in."""

    line: int
    label: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something to be decided, and where."""

    line: int
    asked: str
    """The comment, from 待定 on."""
    words: str
    place: PlanPlace


def show(visit: Visit) -> Response:
    """The open questions in the plan's order."""
    open_plan = visit.open_plan
    plan = open_plan.plan
    places = _places(plan)
    lines = open_plan.file.text.split("\n")
    questions = []
    for question in plan.questions:
        words = question.removeprefix("待定").lstrip("：: ") or "这里还没有定"
        place = _place_of(places, _about(lines, question.line))
        questions.append(QuestionRow(question.line, str(question), words, place))
    return visit.page("questions.html", questions=questions)


def _places(plan: Plan) -> list[PlanPlace]:
    """Where a line may stand, in the file's order."""
    places = [PlanPlace(0, "标题、发文和名册")]
    for section in plan.sections:
        _add_places(section, places)
    return sorted(places, key=lambda place: place.line)


def _add_places(section: Section, places: list[PlanPlace]) -> None:
    places.append(PlanPlace(_line(section.title), f"{section.number}{section.title}"))
    for entry in section.content:
        if isinstance(entry, Section):
            _add_places(entry, places)
            continue
        lines = [_line(value) for value in (entry.id, entry.title, entry.text) if value]
        written = min((line for line in lines if line), default=0)
        label = f"{entry.clause} {entry.title or ''}".strip()
        places.append(PlanPlace(written, label, entry.wording[:_WORDING]))


def _line(value: str) -> int:
    return value.line if isinstance(value, Text) else 0


def _about(lines: Sequence[str], number: int) -> int:
    """The line that a comment is about: its own, or the next where it stands alone."""
    while number < len(lines) and lines[number - 1].lstrip().startswith("#"):
        number += 1
    return number


def _place_of(places: Sequence[PlanPlace], line: int) -> PlanPlace:
    return places[bisect_right([place.line for place in places], line) - 1]


def act(visit: Visit) -> Response:
    """Take a question off the list. Raises CannotGoOn where the plan has changed meanwhile."""
    open_plan = visit.open_plan
    before = read_bytes(open_plan.path, "方案文件")
    for question in open_plan.plan.questions:
        if f"{question.line}.{question}" == visit.said("question"):
            text = without_question(open_plan.file.text, question)
            break
    else:
        raise CannotGoOn("这份方案刚才改过，这一处已经不在原来的地方；看过新的再定")
    if open_plan.workspace.read_plan(open_plan.path, text.encode()).plan is None:
        raise CannotGoOn("这一处写在一段文字里，去不掉；到方案里改")
    save_edit(open_plan.path, encoded(text, like=before), before)
    return visit.go(visit.address("questions"), "定下来了，存好了。")
