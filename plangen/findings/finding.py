"""What is said about a plan: where it is, how grave, what is wrong and how to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; only an error makes `plangen check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; line and column count from 1, a column is one character."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong with a plan; findings sort by place."""

    mark: Mark
    code: str
    """Stable English name of the kind of finding, such as `unknown-key`."""
    message: str
    """What is wrong and why, in Chinese."""
    hint: str = ""
    """How to mend it, in Chinese."""
    item: str = ""
    """The number in the document of the item concerned, such as 二（三）1."""
    severity: Severity = Severity.ERROR
    length: int = field(default=1, compare=False)
    """How many characters of the line the caret underlines."""
    mend: str | None = field(default=None, compare=False)
    """What to put in the place of what is underlined, where that needs no judgement."""
    others: tuple[Mark, ...] = field(default=(), compare=False)
    """Where else in the file the same is wrong, when it is told once."""


class CannotGoOn(Exception):  # noqa: N818 - it says what happened
    """Something other than a fault in a plan stops the work; the message is for the user."""
