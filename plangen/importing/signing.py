"""The end of a text: 落款, 附注, 附件说明, and who attended."""

import re
from collections.abc import Sequence
from typing import Final

from plangen.importing.division import Division
from plangen.importing.lines import (
    Line,
    annex_list,
    could_be_issuer,
    date_in,
    day_in_figures,
    name_and_date,
    note_in,
)
from plangen.patterns import lazily

_SIGNS: Final = 40
"""The most 字 of a line of a signature."""
_PERSON: Final = 3
_PLACE: Final = lazily("[一-鿿]{1,6}?[省市县区州旗]")
_ATTENDANCE: Final = {"出席": "present", "请假": "absent", "列席": "observers"}


class SignatureReader:
    """Takes what stands at the end of a text from its lines."""

    def __init__(self, parts: Division) -> None:
        """What is taken is entered in `parts`."""
        self._parts = parts

    def without_signature(self, lines: list[Line]) -> list[Line]:
        """Lines without 落款, 附注 and 附件说明 at their end, which are entered."""
        parts, lines = self._parts, list(lines)
        if parts.mark.endswith("纪要"):
            lines = self._without_attendance(lines)
        if lines and (note := note_in(lines[-1].text)):
            parts.note = note
            lines.pop()
        if lines and parts.signed_on is None:
            lines = self._without_day(lines)
        return self._without_annex_list(lines)

    def _without_day(self, lines: list[Line]) -> list[Line]:
        """Take the day and who signs; a second signature in a paper stays text."""
        parts = self._parts
        if day := date_in(lines[-1].text) or day_in_figures(lines[-1].text):
            parts.signed_on = day
            return self._without_signers(lines[:-1])
        if pair := name_and_date(lines[-1].text):
            parts.signed_on = pair[1]
            parts.signature = [pair[0]]
            return lines[:-1]
        return lines

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
        words = re.split(r"[\s、]+", line.strip())
        apart = "、" in line or all(map(_is_whole, words))
        for signer in words if apart else ["".join(words)]:
            signers += names_apart(signer)
    return signers


def _is_whole(word: str) -> bool:
    """Whether a word is a name, and no piece of one that blanks spread: 局 of 市 教 育 局."""
    return len(word) > _PERSON or could_be_issuer(word)


def names_apart(name: str) -> list[str]:
    """Names of bodies of one place that stand together: 某市甲局某市乙局."""
    place = _PLACE.match(name)
    if place is None or len(name) > _SIGNS or name.count(place[0]) == 1:
        return [name]
    return [f"{place[0]}{rest}" for rest in name.split(place[0]) if rest]


def _annex_title(text: str) -> str:
    """A title of the list without its number and end mark."""
    return re.sub(r"^\s*[0-9０-９]{1,2}\s*[.．、]\s*", "", text).rstrip("。；;")
