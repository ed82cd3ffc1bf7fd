"""待定: what a plan leaves to a person, as a list to work off, each leading to its place."""

from dataclasses import dataclass

from starlette.responses import Response

from plangen.editing.questions import OpenQuestion
from plangen.editing.session import EditSession
from plangen.findings.finding import CannotGoOn
from plangen.web.visit import Visit

_WORDING = 160
"""So many characters of an item are shown."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something to be decided, and where."""

    key: str
    """How a form names it."""
    part: str
    """The key of the part that it is about, at which the screen 方案 opens."""
    words: str
    label: str
    """The number and the name of the part that it is about."""
    wording: str


def show(visit: Visit) -> Response:
    """The open questions in the plan's order."""
    session = _session(visit)
    questions = [_row(session, question) for question in session.questions()]
    return visit.page("questions.html", questions=questions)


def _session(visit: Visit) -> EditSession:
    """The plan to edit. Raises CannotGoOn where errors stand in its way."""
    _ = visit.open_plan.plan
    return EditSession(visit.open_plan.path)


def _row(session: EditSession, question: OpenQuestion) -> QuestionRow:
    part = session.part(question.key)
    label = f"{part.clause} {part.name}".strip() if part.parent else "标题、发文和名册"
    words = "这里还没有定" if question.text == "待定" else question.text
    wording = part.word("text")[:_WORDING]
    if wording in label:
        wording = ""
    return QuestionRow(_key(question), question.key, words, label, wording)


def _key(question: OpenQuestion) -> str:
    return f"{question.line}.{question.text}"


def act(visit: Visit) -> Response:
    """Take a question off the list. Raises CannotGoOn where the plan has changed meanwhile."""
    session = _session(visit)
    for question in session.questions():
        if _key(question) == visit.said("question"):
            session.answer(question.number)
            break
    else:
        raise CannotGoOn(_MOVED)
    if session.file.plan is None:
        raise CannotGoOn("这一处写在一段文字里，去不掉；到方案里改")
    if session.save().text is None:
        raise CannotGoOn(_MOVED)
    return visit.go(visit.address("questions"), "定下来了，存好了。")


_MOVED = "这份方案刚才改过，这一处已经不在原来的地方；看过新的再定"
