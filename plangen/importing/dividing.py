"""A document's lines divided into the parts of a notice: head, its own text, the plan, annexes.

Three shapes are met: a notice that carries a plan (a title …的通知, 主送机关, text, 落款, the title
of the plan, the plan), the same without its title (as web pages print it), and a plan that stands
alone. The day of issue, where it stands before the plan, parts the notice from the plan.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from plangen.importing.contents import contents_of
from plangen.importing.division import Division
from plangen.importing.gluing import unglued
from plangen.importing.letterhead import LetterheadReader
from plangen.importing.lines import (
    Line,
    annex_number,
    annex_title,
    could_be_issuer,
    could_be_title,
    date_in,
    day_in_figures,
    is_furniture,
    is_page_number,
    name_and_date,
    note_in,
    printed_in,
)
from plangen.importing.signing import SignatureReader
from plangen.importing.titles import TITLE_LINES, goes_on, take_title
from plangen.importing.wrapping import parted, unwrapped
from plangen.patterns import lazily

_CC: Final = lazily("抄\\s*送\\s*[：:]\\s*(?P<cc>.+)")
_QUOTED: Final = lazily("《(?P<title>[^《》]*(?:〈[^〉]*〉[^《》]*)*)》")
_CARRIES: Final = lazily("印发|转发|发布|下发")
_CC_LINES: Final = 5
"""The most lines that 抄送 takes."""


def divide(lines: Sequence[Line]) -> Division:
    """Divide a document's lines; page numbers and a table of contents are of no part."""
    text = [line for line in lines if not is_page_number(line.text)]
    start, end = contents_of(text)
    contents = text[start:end]
    del text[start:end]
    parts = _Divider(unwrapped(parted(unglued(text)))).divided()
    parts.furniture += [line for line in lines if is_page_number(line.text)]
    parts.unplaced += contents
    return parts


class _Divider:
    """Takes lines from both ends, and divides what remains."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._parts = Division()
        self._signatures = SignatureReader(self._parts)

    def divided(self) -> Division:
        self._first_label()
        self._imprint()
        LetterheadReader(self._lines, self._parts).read()
        self._annexes()
        self._middle()
        return self._parts

    def _first_label(self) -> None:
        """Set the label aside of an annex that is a file of its own: 附件1, its title below."""
        if len(self._lines) > 1 and annex_number(self._lines[0]) is not None:
            self._parts.unplaced.append(self._lines.pop(0))

    def _imprint(self) -> None:
        """Take 抄送 and 印发 from the end."""
        parts, lines = self._parts, self._lines
        if lines and (printed := printed_in(lines[-1].text)):
            parts.printed_by, parts.printed_on = printed
            lines.pop()
        for at in range(len(lines) - 1, max(-1, len(lines) - _CC_LINES), -1):
            rest = lines[at + 1 :]
            if (match := _CC.fullmatch(lines[at].text)) and not any(map(_is_end, rest)):
                parts.cc = "".join([match["cc"], *(line.text for line in rest)]).rstrip("。")
                del lines[at:]
                return

    def _annexes(self) -> None:
        """Part the annexes off, each from its label on."""
        starts: list[int] = []
        for at, line in enumerate(self._lines):
            is_label = annex_number(line) is not None and not self._labels_plan(at)
            if is_label or self._starts_annex(at, goes_on=bool(starts)):
                starts.append(at)
        for start, stop in pairwise([*starts, len(self._lines)]):
            label = self._lines[start]
            title = [replace(label, text=beside)] if (beside := annex_title(label)) else []
            self._parts.annexes.append([*title, *self._lines[start + 1 : stop]])
        if starts:
            del self._lines[starts[0] :]

    def _starts_annex(self, at: int, *, goes_on: bool) -> bool:
        """Whether a label with a title beside it begins an annex, and is none of a list of them."""
        line, following = self._lines[at], self._lines[at + 1 : at + 2]
        if not annex_title(line) or not following:
            return False
        under = following[0]
        if annex_title(under) or annex_number(under) is not None or _could_be_signed(under):
            return False
        return goes_on or line.starts_page or under.table is not None

    def _labels_plan(self, at: int) -> bool:
        """Whether a label stands above the plan that a notice carries, and so is no annex's."""
        if any(line.numeral and line.numeral.level == 1 for line in self._lines[:at]):
            return False
        rest = self._lines[at + 1 :]
        return any(line.numeral for line in rest) and bool(self._carried_title(rest))

    def _middle(self) -> None:
        """Part the notice's text from the plan; without a plan of its own all is the plan."""
        lines, parts = self._lines, self._parts
        day = self._day_of_issue()
        start = self._start_of_plan(day)
        if start is None:
            parts.body = self._signatures.without_signature(lines)
        else:
            head = lines[:start]
            if head and _leads_to_plan(head[-1]):
                parts.unplaced.append(head.pop())
            self._lines = lines[start:]
            parts.letter = self._signatures.without_signature(head)
            parts.plan_title = take_title(self._lines)
            while self._lines and LetterheadReader(self._lines, parts).takes(
                self._lines[0], after_title=True
            ):
                self._lines.pop(0)
            parts.body = self._signatures.without_signature(self._lines)

    def _day_of_issue(self) -> int | None:
        """Where the day of issue stands."""
        for at, line in enumerate(self._lines):
            if date_in(line.text) or (at and name_and_date(line.text)):
                return at
            if at and day_in_figures(line.text) and could_be_issuer(self._lines[at - 1].flat):
                return at
        return None

    def _start_of_plan(self, day: int | None) -> int | None:
        """Where the title of the plan begins that a notice carries; None where it carries none."""
        lines = self._lines
        first = day + 1 if day is not None else 1
        while first < len(lines) and (note_in(lines[first].text) or _leads_to_plan(lines[first])):
            first += 1
        if day is not None and first < len(lines) and could_be_title(lines[first]):
            return first if self._carried_title(lines[first:]) else None
        named = self._named_titles()
        for at in range(len(lines)):
            numeral = lines[at].numeral
            if numeral and numeral.level == 1:
                return None
            if at and self._joins_to(lines[at:], named):
                return at
        return None

    def _carried_title(self, lines: Sequence[Line]) -> str:
        """The title that these lines begin with, where text follows it."""
        title: list[str] = []
        for line in lines:
            if len(title) == TITLE_LINES or not goes_on(title, line):
                break
            title.append(line.text)
        rest = lines[len(title) :]
        return "".join(title) if rest and title else ""

    def _named_titles(self) -> set[str]:
        """What it carries by its words: 《…》 in its text, what follows 印发 in its title."""
        named = set()
        title = _plain("".join(self._parts.title))
        if match := re.search("(?:印发|转发|发布)(.+)的通知$", title):
            named.add(match[1].strip("《》"))
        for line in self._lines[:6]:
            if _CARRIES.search(line.text):
                for match in _QUOTED.finditer(line.text):
                    named.add(_plain(match["title"]))
        return named

    def _joins_to(self, lines: Sequence[Line], named: set[str]) -> bool:
        joined = ""
        for line in lines[:TITLE_LINES]:
            if not could_be_title(line):
                return False
            joined += _plain(line.text)
            if joined in named:
                return True
        return False


def _leads_to_plan(line: Line) -> bool:
    """Whether a line stands above the plan that a notice carries, and is part of neither."""
    return annex_number(line) is not None or is_furniture(line.text)


def _could_be_signed(line: Line) -> bool:
    """Whether a line is of a signature: a body's name, or a day."""
    return bool(date_in(line.text)) or could_be_issuer(line.flat)


def _is_end(line: Line) -> bool:
    """Whether a line is none of those that 抄送 may take."""
    return bool(line.numeral or line.table or date_in(line.text)) or annex_number(line) is not None


def _plain(title: str) -> str:
    """A title without blanks and title marks at its ends."""
    return re.sub(r"\s|[《》〈〉]", "", title)
