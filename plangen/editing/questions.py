"""What is still to be decided: the comments 待定：…, each a question to be worked off."""

import re
from dataclasses import dataclass
from typing import Final

from yaml.nodes import MappingNode

from plangen.editing.parts import ROOT
from plangen.editing.reading import TextState
from plangen.readers.comments import NEXT_QUESTION, questions
from plangen.scalar import Text

_HEAD: Final = re.compile(r"待定\s*[：:]?\s*")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One thing that a person must decide."""

    number: int
    text: str
    """The question, without 待定：."""
    line: int
    """From 1."""
    key: str
    """The part that it stands at."""
    place: Text
    """Where it stands, with 待定：."""


def open_questions(state: TextState) -> list[OpenQuestion]:
    """The questions of a text in its order; one that says 待定 alone is one."""
    found: list[OpenQuestion] = []
    root, parts = state.root, state.parts
    if root is None or not isinstance(root, MappingNode):
        return found
    for place in questions(state.text, root):
        row, column = state.about(place.line - 1, place.column - 1)
        key = parts.around(row, column).key if parts is not None else ROOT
        words = _HEAD.sub("", place, count=1) or "待定"
        found.append(OpenQuestion(len(found), words, place.line, key, place))
    return found


def answered(text: str, question: OpenQuestion) -> str:
    """The text without a question, and without its comment where it was the last in it."""
    lines = text.split("\n")
    row, column = question.place.line - 1, question.place.column - 1
    before, after = lines[row][:column], lines[row][column + len(question.place) :]
    if before.endswith("；"):
        lines[row] = before.removesuffix("；") + after
    elif after.startswith(NEXT_QUESTION):
        lines[row] = before + after.removeprefix("；")
    elif kept := before.rstrip().removesuffix("#").rstrip("# "):
        lines[row] = f"{kept} {after.strip()}".rstrip()
    elif after.strip():
        lines[row] = before[: len(before) - len(before.lstrip())] + after.strip()
    else:
        del lines[row]
    return "\n".join(lines)
