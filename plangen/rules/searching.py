"""Where a pattern is found in a plan's wording, and the offence that says so."""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Subject, Wording

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
"""The Chinese characters, for use inside the brackets of a pattern."""

_NOT_PROSE: Final = lazily(
    r"(?=[A-Za-z0-9])(?<![A-Za-z0-9])(?:"
    r"https?://[!#-+\--:<-~]+"  # addresses, up to a comma or a semicolon
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:com|cn|net|org|gov|docx?|xlsx?|pdf|zip)\b[\w./-]*"
    r"|[A-Z]{1,5}\d*(?:/[A-Z]{1,4})? ?\d+(?:\.\d+)*(?:[-—–]\d{2,4})?"  # GB/T 9704-2012, PM2.5
    r"|[A-Za-z]+(?:-[A-Za-z0-9]+)+"  # COVID-19
    r"|(?:0\d{2,3}|400|800)-\d{3,8}(?:-\d+)*"  # telephones
    r")",
    re.ASCII,
)


_sheets: dict[int, "_Sheet"] = {}
"""The sheet of the plan that was looked at last, by the identity of its wordings."""


class _Sheet:
    """All prose of a plan as one text: one search is far quicker than a thousand."""

    def __init__(self, wordings: tuple[Wording, ...]) -> None:
        self.wordings = wordings
        texts = [wording.text for wording in wordings]
        self.text = _blotted("\n" + "\n".join(texts))
        self.starts = [1, *accumulate((len(text) + 1 for text in texts), initial=1)][1:]

    @classmethod
    def of(cls, subject: Subject) -> "_Sheet":
        wordings = subject.wordings
        if id(wordings) not in _sheets:
            _sheets.clear()
            _sheets[id(wordings)] = cls(wordings)
        return _sheets[id(wordings)]

    def holding(self, pattern: re.Pattern[str]) -> Iterator[Wording]:
        """The wordings in which a pattern may match."""
        start = 0
        while match := pattern.search(self.text, start):
            number = max(bisect(self.starts, max(match.end() - 1, 0)) - 1, 0)
            yield self.wordings[number]
            start = self.starts[number + 1]


@lru_cache(maxsize=16_384)
def prose(text: str) -> str:
    """A text in which addresses, telephones and codes are blotted out; it keeps its length."""
    return _blotted(text)


def _blotted(text: str) -> str:
    return _NOT_PROSE.sub(lambda match: "\0" * len(match[0]), text)


def holding(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Wording]:
    """The wordings whose prose may match, each once; the pattern must not match line ends."""
    return _Sheet.of(subject).holding(pattern)


def spots(
    subject: Subject, pattern: re.Pattern[str], sign: re.Pattern[str] | None = None
) -> Iterator[tuple[Wording, re.Match[str]]]:
    """Every place of the plan's prose where a pattern matches.

    `sign` is what stands wherever it does, and is quicker to find; it may take a line end before.
    """
    for wording in holding(subject, sign or pattern):
        for match in pattern.finditer(prose(wording.text)):
            yield wording, match


def offence(
    wording: Wording, span: tuple[int, int], message: str, hint: str, mend: str | None = None
) -> Offence:
    """An offence in the wording's characters from `span[0]` up to `span[1]`."""
    start, end = span
    return Offence(wording.text, message, hint, wording.clause, start, end - start, mend)
