"""A document's lines divided into the parts of a notice: head, its own text, the plan, annexes.

Three shapes are met: a notice that carries a plan (a title …的通知, 主送机关, text, 落款, the title
of the plan, the plan), the same without its title (as web pages print it), and a plan that stands
alone. The day of issue, where it stands before the plan, parts the notice from the plan.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from plangen.importing.lines import (
    Line,
    annex_list,
    annex_number,
    annex_title,
    could_be_issuer,
    could_be_title,
    date_in,
    day_in_figures,
    doc_number_in,
    ends_with_kind,
    is_furniture,
    is_recipients,
    name_and_date,
    note_in,
    printed_in,
)
from plangen.patterns import lazily

_COPY_NUMBER: Final = lazily("[0-9]{6}")
_CLASSIFICATION: Final = lazily("(?:绝密|机密|秘密)(?:★.{1,8})?")
_URGENCY: Final = lazily("(?:特|加|平)\\s*急")
_MARK: Final = lazily("(?P<names>[一-鿿（）()\\s]{3,60}?)\\s*文\\s*件")
_SIGNATORY: Final = lazily("签\\s*发\\s*人\\s*[：:]\\s*(?P<names>.+)")
_ORDER_NUMBER: Final = lazily(
    "第\\s*[0-9]{1,4}\\s*[号期]|[〔[（(](?:19|20)[0-9]{2}[〕\\]）)]\\s*第?\\s*[0-9]{1,4}\\s*[号期]"
)
"""The number of an order or of minutes, without the issuer's letters."""
_RULE: Final = lazily("[_＿—─━=＝-]{5,}|[★☆]")
"""The red line below a letterhead, typed."""
_CC: Final = lazily("抄\\s*送\\s*[：:]\\s*(?P<cc>.+)")
_QUOTED: Final = lazily("《(?P<title>[^《》]*(?:〈[^〉]*〉[^《》]*)*)》")
_CARRIES: Final = lazily("印发|转发|发布|下发")
_SIGNS: Final = 40
"""The most 字 of a line of a signature."""
_HEAD: Final = 3
"""So many lines at least has a document with a letterhead."""
_PERSON: Final = 3
_PLACE: Final = lazily("[一-鿿]{1,6}?[省市县区州旗]")
_TITLE_LINES: Final = 6
_ATTENDANCE: Final = {"出席": "present", "请假": "absent", "列席": "observers"}
_CC_LINES: Final = 5
"""The most lines that 抄送 takes."""


@dataclass(slots=True)
class Division:
    """What each line of a document belongs to."""

    furniture: list[Line] = field(default_factory=list)
    """Lines of a web page, which are no part of the document."""
    copy_number: str = ""
    classification: str = ""
    urgency: str = ""
    mark: str = ""
    """The issuer's name of the red letterhead."""
    has_suffix: bool = False
    """Whether 文件 stands after it."""
    doc_number: str = ""
    signatories: tuple[str, ...] = ()
    title: list[str] = field(default_factory=list)
    """The document's title, a string a line."""
    recipients: str = ""
    letter: list[Line] = field(default_factory=list)
    """The notice's own text, where it carries a plan."""
    plan_title: list[str] = field(default_factory=list)
    """The title of the plan that a notice carries."""
    body: list[Line] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    signed_on: tuple[int, int, int] | None = None
    note: str = ""
    listed: list[str] = field(default_factory=list)
    """The titles of the annexes, as 附件： lists them."""
    annexes: list[list[Line]] = field(default_factory=list)
    """The lines of each annex, its label left out."""
    attendance: dict[str, str] = field(default_factory=dict)
    """出席, 请假, 列席 of minutes, by the keys of a plan."""
    cc: str = ""
    printed_by: str = ""
    printed_on: tuple[int, int, int] | None = None
    unplaced: list[Line] = field(default_factory=list)
    """Lines that the form has no place for."""

    @property
    def is_notice(self) -> bool:
        """Whether the document is a notice that carries a plan."""
        return bool(self.plan_title)


def divide(lines: Sequence[Line]) -> Division:
    """Divide a document's lines."""
    return _Divider(list(lines)).divided()


class _Divider:
    """Takes lines from both ends, and divides what remains."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._parts = Division()

    def divided(self) -> Division:
        self._imprint()
        self._head()
        self._annexes()
        self._middle()
        return self._parts

    # the end of the last page

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

    # the head

    def _head(self) -> None:
        """Take the letterhead, the title, the number and the recipients from the beginning."""
        lines, parts = self._lines, self._parts
        _join_stacked_mark(lines)
        while lines and (self._is_bare_mark() or self._is_head(lines[0])):
            lines.pop(0)
        parts.title = self._take_title()
        while lines and self._is_head(lines[0], after_title=True):
            lines.pop(0)
        if lines and is_recipients(lines[0]):
            parts.recipients = lines.pop(0).text[:-1]

    def _is_bare_mark(self) -> bool:
        """Enter a letterhead without 文件."""
        if self._parts.mark or not _is_bare_mark(self._lines):
            return False
        self._parts.mark = (
            self._lines[0].text if "\u3000" in self._lines[0].text else self._lines[0].flat
        )
        return True

    def _is_head(self, line: Line, *, after_title: bool = False) -> bool:
        """Enter what a line of the letterhead holds, or of a web page; false for another."""
        if line.table is not None:
            return False
        if not after_title and (match := _MARK.fullmatch(line.text)):
            self._parts.mark = _closed(match["names"])
            self._parts.has_suffix = True
            return True
        if is_furniture(line.text) or _RULE.fullmatch(line.flat):
            self._parts.furniture.append(line)
            return True
        if self._is_element(line.text):
            return True
        if self._parts.mark.endswith("纪要") and (pair := name_and_date(line.text)):
            self._parts.printed_by, self._parts.printed_on = pair
            return True
        words = line.text.split()
        if len(words) > 1 and doc_number_in(words[0]):  # the names of who signed beside the number
            self._is_element(words[0])
            self._parts.signatories += _people(words[1:])
            return True
        if len(words) > 1 and all(map(_names_element, words)):
            for word in words:
                self._is_element(word)
            return True
        return False

    def _is_element(self, text: str) -> bool:
        """Enter a number, a level of secrecy or urgency, or who signed."""
        parts = self._parts
        if number := doc_number_in(text):
            parts.doc_number = parts.doc_number or number[0]
            parts.signatories += number[1]
        elif match := _SIGNATORY.fullmatch(text):
            parts.signatories += _people(re.split(r"[、，,\s]+", match["names"]))
        elif _COPY_NUMBER.fullmatch(text):
            parts.copy_number = text
        elif _CLASSIFICATION.fullmatch(text):
            parts.classification = text
        elif _URGENCY.fullmatch(text):
            parts.urgency = re.sub(r"\s", "", text)
        elif _ORDER_NUMBER.fullmatch(text) and parts.mark:
            parts.doc_number = text
        else:
            return False
        return True

    def _take_title(self) -> list[str]:
        """Take the lines of a title; none where the text begins at once."""
        lines = self._lines
        title: list[str] = []
        while lines and len(title) < _TITLE_LINES and self._goes_on(title, lines[0]):
            title.append(lines.pop(0).text)
        return title

    def _goes_on(self, title: list[str], line: Line) -> bool:
        """Whether a line is the next of a title that has these."""
        if not could_be_title(line):
            return False
        joined = "".join(title)
        if not title or not ends_with_kind(joined):
            return True
        if re.fullmatch("[（(].*[）)]", line.text):
            return not doc_number_in(line.text)
        carries = "印发" in joined or "转发" in joined
        if carries and not joined.endswith(("通知", "函", "意见", "决定")):
            return True
        return ends_with_kind(line.text) and len(line.text) < 12 and not _begins_title(line.text)

    # the annexes

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

    # the notice, and the plan it carries

    def _middle(self) -> None:
        """Part the notice's text from the plan; without a plan of its own all is the plan."""
        lines, parts = self._lines, self._parts
        day = self._day_of_issue()
        start = self._start_of_plan(day)
        if start is None:
            parts.body = self._without_signature(lines)
        else:
            head = lines[:start]
            if head and annex_number(head[-1]) is not None:
                parts.unplaced.append(head.pop())
            self._lines = lines[start:]
            parts.letter = self._without_signature(head)
            parts.plan_title = self._take_title()
            while self._lines and self._is_head(self._lines[0], after_title=True):
                self._lines.pop(0)
            parts.body = self._without_signature(self._lines)

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
        while first < len(lines) and (
            note_in(lines[first].text) or annex_number(lines[first]) is not None
        ):
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
            if len(title) == _TITLE_LINES or not self._goes_on(title, line):
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
        for line in lines[:_TITLE_LINES]:
            if not could_be_title(line):
                return False
            joined += _plain(line.text)
            if joined in named:
                return True
        return False

    def _without_signature(self, lines: list[Line]) -> list[Line]:
        """Lines without 落款, 附注 and 附件说明 at their end, which are entered."""
        parts, lines = self._parts, list(lines)
        if parts.mark.endswith("纪要"):
            lines = self._without_attendance(lines)
        if lines and (note := note_in(lines[-1].text)):
            parts.note = note
            lines.pop()
        if lines and (day := date_in(lines[-1].text) or day_in_figures(lines[-1].text)):
            parts.signed_on = day
            lines.pop()
            lines = self._without_signers(lines)
        elif lines and (pair := name_and_date(lines[-1].text)):
            parts.signed_on = pair[1]
            parts.signature = [pair[0]]
            lines.pop()
        return self._without_annex_list(lines)

    def _without_attendance(self, lines: list[Line]) -> list[Line]:
        """Take 出席, 请假 and 列席 of minutes."""
        others = []
        for line in lines:
            label, _, names = line.text.partition("：")
            key = _ATTENDANCE.get(re.sub(r"\s", "", label))
            if key and names:
                self._parts.attendance[key] = names.strip()
            else:
                others.append(line)
        return others

    def _without_signers(self, lines: list[Line]) -> list[Line]:
        """Take the names above the day; several where several bodies sign."""
        names: list[str] = []
        while lines and len(names) < 12 and _could_sign(lines[-1]):
            names.insert(0, lines.pop().text)
        self._parts.signature = _parted(names, self._parts.mark)
        return lines

    def _without_annex_list(self, lines: list[Line]) -> list[Line]:
        """Take 附件：1.… and its lines from the end."""
        for at in range(len(lines) - 1, max(-1, len(lines) - 25), -1):
            if (first := annex_list(lines[at])) is not None:
                titles = [first] if first else []
                for line in lines[at + 1 :]:
                    titles.append(line.text)
                if self._is_list(titles):
                    self._parts.listed = [_annex_title(title) for title in titles]
                    return lines[:at]
                return lines
        return lines

    def _is_list(self, titles: list[str]) -> bool:
        """Whether the titles are those of the annexes that follow."""
        return bool(self._parts.annexes) and 0 < len(titles) <= max(len(self._parts.annexes) * 2, 2)


def _join_stacked_mark(lines: list[Line]) -> None:
    """Make one line of a letterhead whose names stand one above the other, 文件 below them."""
    for at, line in enumerate(lines[:_TITLE_LINES]):
        if at and line.flat == "文件":
            names = [above.flat for above in lines[:at]]
            lines[: at + 1] = [replace(line, text="\u3000".join(names) + "文件")]
            return
        if not could_be_issuer(line.flat):
            return


def _could_be_signed(line: Line) -> bool:
    """Whether a line is of a signature: a body's name, or a day."""
    return bool(date_in(line.text)) or could_be_issuer(line.flat)


def _is_bare_mark(lines: Sequence[Line]) -> bool:
    """Whether the first line is a letterhead without 文件: a number, or its own title, follows."""
    if len(lines) < _HEAD or lines[0].numeral:
        return False
    names = lines[0].text.split("\u3000")
    if not all(could_be_issuer(re.sub(r"\s", "", name)) for name in names):
        return False
    if len(names) > 1:
        return True
    following = lines[1].text
    if doc_number_in(following.split()[0]) or _ORDER_NUMBER.fullmatch(following):
        return True
    return lines[1].flat.startswith((f"{lines[0].flat}关于", "签发人"))


def _closed(name: str) -> str:
    """A name whose characters are spread by blanks, without them: 某 某 县 教 育 局."""
    return "".join(name.split()) if all(len(word) == 1 for word in name.split()) else name


def _names_element(word: str) -> bool:
    """Whether a word is an element of the letterhead on its own."""
    return bool(_URGENCY.fullmatch(word) or _CLASSIFICATION.fullmatch(word) or doc_number_in(word))


def _people(words: Sequence[str]) -> tuple[str, ...]:
    """The names of people, of which short ones are spread by a blank: 张 三."""
    names: list[str] = []
    surname = ""
    for word in filter(None, words):
        if len(word) == 1 and not surname:
            surname = word
        else:
            names.append(surname + word)
            surname = ""
    return (*names, surname) if surname else tuple(names)


def _is_end(line: Line) -> bool:
    """Whether a line is none of those that 抄送 may take."""
    return bool(line.numeral or line.table or date_in(line.text)) or annex_number(line) is not None


def _begins_title(text: str) -> bool:
    return text.startswith(("关于", "中共", "国务院"))


def _plain(title: str) -> str:
    """A title without blanks and title marks at its ends."""
    return re.sub(r"\s|[《》〈〉]", "", title)


def _could_sign(line: Line) -> bool:
    """Whether a line may be a signer's name."""
    text = line.text
    if (
        not text
        or len(text) > _SIGNS
        or line.numeral
        or "：" in text
        or (text[-1] in "。；:，、！？）.;,!?" and not text.endswith("代章）"))
    ):
        return False
    return annex_list(line) is None


def _parted(lines: Sequence[str], mark: str) -> list[str]:
    """The signers of lines that may hold several side by side, each in a column of lines.

    Where they are those of the letterhead, its names tell how the columns read.
    """
    issuers = [name for name in mark.split("\u3000") if name]
    if issuers and sorted(re.sub(r"\s", "", "".join(lines))) == sorted("".join(issuers)):
        return issuers
    signers: list[str] = []
    for line in lines:
        words = line.split()
        apart = all(len(word) > _PERSON for word in words)
        for signer in words if apart else ["".join(words)]:
            signers += _unglued(signer)
    return signers


def _unglued(name: str) -> list[str]:
    """Names of bodies of one place that stand together: 某市甲局某市乙局."""
    place = _PLACE.match(name)
    if place is None or len(name) > _SIGNS or name.count(place[0]) == 1:
        return [name]
    return [f"{place[0]}{rest}" for rest in name.split(place[0]) if rest]


def _annex_title(text: str) -> str:
    """A title of the list without its number and end mark."""
    return re.sub(r"^\s*[0-9０-９]{1,2}\s*[.．、]\s*", "", text).rstrip("。；;")
