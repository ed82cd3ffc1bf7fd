"""The head of a document: letterhead, number, title, recipients."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plangen.importing.division import Division
from plangen.importing.lines import (
    Line,
    could_be_issuer,
    doc_number_in,
    is_furniture,
    is_recipients,
    name_and_date,
)
from plangen.importing.signing import names_apart
from plangen.importing.titles import TITLE_LINES, take_title
from plangen.patterns import lazily

_COPY_NUMBER: Final = lazily("[0-9]{6}")
_CLASSIFICATION: Final = lazily("(?:绝密|机密|秘密)(?:★.{1,8})?")
_URGENCY: Final = lazily("(?:特|加|平)\\s*急")
_MARK: Final = lazily("(?P<names>[一-鿿（）()、\\s]{3,90}?)\\s*文\\s*件")
_SIGNATORY: Final = lazily("签\\s*发\\s*人\\s*[：:]\\s*(?P<names>.+)")
_ORDER_NUMBER: Final = lazily(
    "第\\s*[0-9]{1,4}\\s*[号期]|[〔[（(](?:19|20)[0-9]{2}[〕\\]）)]\\s*第?\\s*[0-9]{1,4}\\s*[号期]"
)
"""The number of an order or of minutes, without the issuer's letters."""
_RULE: Final = lazily("[_＿—─━=＝-]{5,}|[★☆]")
"""The red line below a letterhead, typed."""
_HEAD: Final = 3
"""So many lines at least has a document with a letterhead."""


class LetterheadReader:
    """Takes the head of a document from its lines."""

    def __init__(self, lines: list[Line], parts: Division) -> None:
        """What is taken leaves `lines` and is entered in `parts`."""
        self._lines = lines
        self._parts = parts

    def read(self) -> None:
        """Take the letterhead, the title, the number and the recipients from the beginning."""
        lines, parts = self._lines, self._parts
        _join_stacked_mark(lines)
        while lines and (self._is_bare_mark() or self.takes(lines[0])):
            lines.pop(0)
        parts.title = take_title(lines)
        while lines and self.takes(lines[0], after_title=True):
            lines.pop(0)
        if lines and is_recipients(lines[0]):
            parts.recipients = lines.pop(0).text[:-1]

    def _is_bare_mark(self) -> bool:
        """Enter a letterhead without 文件."""
        if self._parts.mark or not _is_bare_mark(self._lines):
            return False
        self._parts.mark = _issuers(self._lines[0].text)
        return True

    def takes(self, line: Line, *, after_title: bool = False) -> bool:
        """Enter what a line of the letterhead holds, or of a web page; false for another."""
        if line.table is not None:
            return False
        if not after_title and (match := _MARK.fullmatch(line.text)):
            self._parts.mark = _issuers(match["names"])
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


def _join_stacked_mark(lines: list[Line]) -> None:
    """Make one line of a letterhead whose names stand one above the other, 文件 below them."""
    for at, line in enumerate(lines[:TITLE_LINES]):
        if at and line.flat == "文件":
            names = [above.flat for above in lines[:at]]
            lines[: at + 1] = [replace(line, text="\u3000".join(names) + "文件")]
            return
        if not could_be_issuer(line.flat):
            return


def _is_bare_mark(lines: Sequence[Line]) -> bool:
    """Whether the first line is a letterhead without 文件: a number, or its own title, follows."""
    if len(lines) < _HEAD or lines[0].numeral:
        return False
    if not all(map(could_be_issuer, _issuers(lines[0].text).split("\u3000"))):
        return False
    if "\u3000" in lines[0].text:
        return True
    following = lines[1].text
    if doc_number_in(following.split()[0]) or _ORDER_NUMBER.fullmatch(following):
        return True
    return lines[1].flat.startswith((f"{lines[0].flat}关于", "签发人"))


def _issuers(text: str) -> str:
    """The names of a letterhead, parted by full-width blanks.

    Characters spread by blanks are closed up (某 某 县 教 育 局); several names on one line are
    parted at blanks, at 、, and where the name of their place begins again.
    """
    words = re.split(r"[、\s]+", text.strip())
    if all(len(word) == 1 for word in words):
        words = ["".join(words)]
    names: list[str] = []
    for word in words:
        names += names_apart(word)
    return "\u3000".join(names) if all(map(could_be_issuer, names)) else "".join(words)


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
