"""From a word of a value to its place in the plan file, however the value is written there.

The value 甲乙丙丁 may be folded into two lines, 甲乙 and 丙丁, or be quoted with escapes.
Its visible characters are followed one by one, so 丙 is located in either.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import yaml

_PIECE: Final = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<sign>.)|$)|\S"
)
"""A character of a text in double quotes, or its escape; white space is passed over."""
_INK: Final = re.compile(r"\S+")
_SINGLE: Final = re.compile(r"''|\S")
_PIECES: Final = {"'": _SINGLE, '"': _PIECE}
"""The characters of a text by its quotes."""
_WHITE_SIGNS: Final = frozenset("nrtvfNLP_ \t")
"""What stands after the backslash of an escaped white character."""
_LAST_CHARACTER: Final = 0x10FFFF
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class SourceSpan(NamedTuple):
    """Where a word stands in a file."""

    line: int
    column: int
    length: int
    """How many characters of the line it takes there."""
    style: str = ""
    """How its value is written: ' or " for the quotes, | or > for a block, none for plain."""
    whole: bool = False
    """Whether exactly this word stands there, so that it can be replaced."""


class _Ink(NamedTuple):
    """A visible character of a value in the source: row, first and last + 1 place in it."""

    row: int
    start: int
    stop: int


class Source:
    """A plan file's text, in which the words of its values are located.

    Reading a value strips it, joins its lines and removes its quotes, and changes nothing else;
    so a word is located by following the visible characters of the value.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._followed: dict[tuple[int, int, str], _Value | None] = {}

    def find(
        self, line: int, column: int, value: str, offset: int, length: int
    ) -> SourceSpan | None:
        """The place of the word of `length` that begins `offset` characters into a value.

        `line` and `column` are where the value itself stands, all counted from 1. None when the
        value does not stand there.
        """
        key = line, column, value
        if key not in self._followed:
            self._followed[key] = self._follow(line - 1, column - 1, value)
        followed = self._followed[key]
        if followed is None:
            return None
        return followed.place(offset, length)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, line: int) -> str:
        """A whole line; empty where there is none."""
        if not 0 < line <= len(self._lines):
            return ""
        return self._lines[line - 1]

    def _follow(self, row: int, place: int, value: str) -> "_Value | None":
        """A value in the source, character by character; None when it is not there."""
        style = self.line(row + 1)[place : place + 1]
        if style in ("|", ">"):
            return self._lettered(row + 1, 0, value, style)
        if style in ("'", '"'):
            return self._quoted(row, place + 1, value, style)
        return self._lettered(row, place, value, "")

    def _lettered(self, row: int, place: int, value: str, style: str) -> "_Value | None":
        """Where every character stands for itself: whole lines are compared at once."""
        ink, seen = "".join(value.split()), 0
        rows: list[tuple[int, int]] = []
        while seen < len(ink):
            if row >= len(self._lines):
                return None
            line = "".join(self._lines[row][place:].split())[: len(ink) - seen]
            if not ink.startswith(line, seen):
                return None
            rows.append((row, place))
            seen, row, place = seen + len(line), row + 1, 0
        return _Lettered(self._lines, value, style, rows)

    def _quoted(self, row: int, place: int, value: str, style: str) -> "_Value | None":
        """Where two quotes, or a backslash, may stand for a character."""
        ink = "".join(value.split())
        pieces = _PIECES[style]
        inks: list[_Ink] = []
        while len(inks) < len(ink):
            if row >= len(self._lines):
                return None
            for piece in pieces.finditer(self._lines[row], place):
                char = _meant(piece)
                if not char:
                    continue
                if len(inks) == len(ink):
                    break
                if ink[len(inks)] != char:
                    return None
                inks.append(_Ink(row, *piece.span()))
            row, place = row + 1, 0
        return _Value(self._lines, value, style, inks)


class _Value:
    """A value that was found in the source."""

    def __init__(self, lines: list[str], value: str, style: str, inks: list[_Ink]) -> None:
        self._lines, self._value, self._style, self._inks = lines, value, style, inks

    def _ink(self, number: int) -> _Ink:
        return self._inks[number]

    def place(self, offset: int, length: int) -> SourceSpan | None:
        """Where a word of it stands; of one in several lines, the part in the first."""
        word = self._value[offset : offset + length]
        before, inside = len("".join(self._value[:offset].split())), len("".join(word.split()))
        if not inside:
            return self._white(before, offset, word)
        first, last = self._ink(before), self._ink(before + inside - 1)
        start = first.start - (len(word) - len(word.lstrip()))
        stop = last.stop + (len(word) - len(word.rstrip()))
        if last.row != first.row:
            line = self._lines[first.row].rstrip()
            return SourceSpan(first.row + 1, first.start + 1, len(line) - first.start, self._style)
        written = self._lines[first.row][max(start, 0) : stop]
        if not _same_white(written, word):
            start, stop = first.start, last.stop
            return SourceSpan(first.row + 1, start + 1, stop - start, self._style)
        return SourceSpan(first.row + 1, start + 1, stop - start, self._style, whole=True)

    def _white(self, before: int, offset: int, word: str) -> SourceSpan | None:
        """A word of white characters alone, which stands behind the visible one before it."""
        if not before:
            return None
        last = self._ink(before - 1)
        head = self._value[:offset]
        start = last.stop + len(head) - len(head.rstrip())
        whole = bool(word) and self._lines[last.row][start : start + len(word)] == word
        return SourceSpan(last.row + 1, start + 1, max(1, len(word)), self._style, whole=whole)


class _Lettered(_Value):
    """A value without escapes; the characters of a row are counted when first asked for."""

    def __init__(
        self, lines: list[str], value: str, style: str, rows: list[tuple[int, int]]
    ) -> None:
        super().__init__(lines, value, style, [])
        self._rows = rows
        counts = (len("".join(lines[row][place:].split())) for row, place in rows)
        self._ends = list(accumulate(counts))
        self._counted: dict[int, list[int]] = {}

    def _ink(self, number: int) -> _Ink:
        index = bisect_right(self._ends, number)
        row, place = self._rows[index]
        if index not in self._counted:
            line = self._lines[row]
            self._counted[index] = [at for at in range(place, len(line)) if not line[at].isspace()]
        at = self._counted[index][number - (self._ends[index - 1] if index else 0)]
        return _Ink(row, at, at + 1)


def _meant(piece: re.Match[str]) -> str:
    """The character that a piece of a quoted text stands for; none when it is white."""
    if not piece[0].startswith("\\") or piece.re is _SINGLE:
        return piece[0][0]
    char = ""
    if digits := piece["x"] or piece["u"] or piece["U"]:
        if int(digits, 16) <= _LAST_CHARACTER:
            char = chr(int(digits, 16))
    elif piece["sign"] and piece["sign"] not in _WHITE_SIGNS:
        char = piece["sign"]
    return char.strip()


def _same_white(written: str, word: str) -> bool:
    """Whether two texts have the same white characters."""
    return _INK.sub("", written) == _INK.sub("", word)


def fitted(mend: str, place: SourceSpan, value: str, offset: int, length: int) -> str | None:
    """A replacement as it must be written there; None where it would not be read as text."""
    if not place.whole or "\n" in mend:
        return None
    match place.style:
        case "'":
            return mend.replace("'", "''")
        case '"':
            return mend.replace("\\", r"\\").replace('"', r"\"")
        case "":
            after = value[:offset] + mend + value[offset + length :]
            if not _plain(_joined(after)) >= _plain(_joined(value)):
                return None
            return mend
        case _:
            return mend


def _joined(value: str) -> str:
    return " ".join(value.split())


@lru_cache(maxsize=1024)
def _plain(value: str) -> frozenset[str]:
    """The contexts (block, list, braces) in which a plain value is read as it is written."""
    return frozenset(around for around in ("k: {}", "[{}]", "{{k: {}}}") if _kept(value, around))


def _kept(value: str, around: str) -> bool:
    try:
        read = yaml.load(around.format(value), Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError:
        return False
    return bool(value) and read in ({"k": value}, [value])
