"""What is still to be decided: the comments 待定：…, each a question to be worked off."""

import re
from dataclasses import dataclass
from typing import Final

from yaml.nodes import MappingNode

from plangen.editing.parts import ROOT
from plangen.editing.reading import TextState
from plangen.readers.comments import questions
from plangen.scalar import Text

_PART: Final = re.compile("[^；]+")
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
    comment: Text
    """All that stands in its comment, which may hold several."""
    place: int
    """Which of them it is, from 0."""


def open_questions(state: TextState) -> list[OpenQuestion]:
    """The questions of a text in its order."""
    found: list[OpenQuestion] = []
    root, parts = state.root, state.parts
    if root is None or not isinstance(root, MappingNode):
        return found
    for comment in questions(state.text, root):
        row, column = state.about(comment.line - 1, comment.column - 1)
        key = parts.around(row, column).key if parts is not None else ROOT
        for place, words in enumerate(_pieces(comment)):
            found.append(OpenQuestion(len(found), words, comment.line, key, comment, place))
    return found


def _pieces(comment: str) -> list[str]:
    """The questions of a comment; one that says 待定 alone is one."""
    words = _HEAD.sub("", comment, count=1)
    return [piece.strip() for piece in _PART.findall(words)] or ["待定"]


def answered(text: str, question: OpenQuestion) -> str:
    """The text without a question, and without its comment where it was the last in it."""
    lines = text.split("\n")
    row, column = question.comment.line - 1, question.comment.column - 1
    line, comment = lines[row], question.comment
    left = [piece for place, piece in enumerate(_pieces(comment)) if place != question.place]
    rest = line[column + len(comment) :]
    if left:
        lines[row] = f"{line[:column]}待定：{'；'.join(left)}{rest}"
    elif before := line[:column].rstrip().removesuffix("#").rstrip("# "):
        lines[row] = f"{before} {rest.strip()}".rstrip()
    elif rest.strip():
        lines[row] = line[: len(line) - len(line.lstrip())] + rest.strip()
    else:
        del lines[row]
    return "\n".join(lines)
