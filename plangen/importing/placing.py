"""What was edited in a paragraph → which words of which value of the plan.

一、加强学习。各单位要学习。 → 一、加强学习和宣传。各单位应当学习。
the title's 加强学习 gets 和宣传 put in at 4, the text's 要 at 3 becomes 应当

An edit is placed where all that it replaces is one value's, and where it only puts words in,
between characters that leave no doubt. What touches a number, a bracket or a name of the register
is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from plangen.comparison.wording import pieces
from plangen.importing.paragraphs import Facing
from plangen.importing.printed import Origin, PrintedParagraph, texts_of
from plangen.outline import recognise
from plangen.scalar import Day, Text
from plangen.source.rewriting import WordChange

NUMBER: Final = "序号由 plangen 编排"
RESPONSIBLE: Final = "责任按名册印出；要改，改方案里的 responsible"
GLUE: Final = "改的地方跨着几处文字，或者是模板自己印的字"
NEW: Final = "新加的段落；是新的一条还是哪一条的一段，由人定"
REMOVED: Final = "整段删去了，方案里没有删"
_ROLE: Final = re.compile("(?:单位|科室|责任人|领导)：")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CLOSED: Final = tuple("）〕】)]")
_MOST_SLIDES: Final = 200


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Words of one value to be changed."""

    value: Text | Day
    change: WordChange
    """Of a day, all of it."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What of one pair of paragraphs goes where, and why the rest does not."""

    changes: tuple[ValueChange, ...] = ()
    reasons: tuple[str, ...] = ()


class _Edit(NamedTuple):
    start: int
    stop: int
    new: str


def place(
    pair: Facing, old: Sequence[PrintedParagraph], new: Sequence[PrintedParagraph]
) -> Placing:
    """Place what was edited between paragraphs that stand side by side."""
    if pair.old and pair.new:
        after = "\n".join(texts_of(new[pair.new.start : pair.new.stop]))
        return _Paragraph(old[pair.old.start : pair.old.stop]).place(after)
    if pair.old:
        return _removed(old[pair.old.start])
    return _added(old, pair.old.start, new[pair.new.start].text)


def _removed(paragraph: PrintedParagraph) -> Placing:
    """Take a paragraph away from the value that has others."""
    value, begin, end = _whole_line(paragraph)
    if value is None or not (begin or end < len(value)):
        return Placing(reasons=(REMOVED,))
    start, stop = (begin - 1, end) if begin else (begin, end + 1)
    return Placing((ValueChange(value, WordChange(start, stop, "")),))


def _added(old: Sequence[PrintedParagraph], place: int, text: str) -> Placing:
    """Put a paragraph between two of one value."""
    if not 0 < place < len(old):
        return Placing(reasons=(NEW,))
    left, right = _at(old[place - 1].origins, -1), _at(old[place].origins, 0)
    if left is None or right is None or left.value is not right.value or recognise(text):
        return Placing(reasons=(NEW,))
    at = left.offset + 1
    if not isinstance(left.value, Text) or left.value[at : at + 1] != "\n":
        return Placing(reasons=(NEW,))
    return Placing((ValueChange(left.value, WordChange(at, at, f"\n{text}")),))


def _at(origins: Sequence[Origin | None], at: int) -> Origin | None:
    """The first origin (0) or the last (-1)."""
    return origins[at] if origins else None


def _is_all(origins: Iterable[Origin | None], value: Text | Day) -> bool:
    """Whether all characters are one value's."""
    return all(origin is not None and origin.value is value for origin in origins)


def _whole_line(paragraph: PrintedParagraph) -> tuple[Text | None, int, int]:
    """The value that a paragraph is a line of and nothing else, and where in it it stands."""
    first = _at(paragraph.origins, 0)
    if first is None or not isinstance(first.value, Text):
        return None, 0, 0
    if not _is_all(paragraph.origins, first.value):
        return None, 0, 0
    value, begin = first.value, first.value.rfind("\n", 0, first.offset) + 1
    return value, begin, begin + len(value[begin:].partition("\n")[0])


class _Paragraph:
    """A printed paragraph, or several, whose characters have origins."""

    def __init__(self, paragraphs: Sequence[PrintedParagraph]) -> None:
        self.text = "\n".join(texts_of(paragraphs))
        self.origins: list[Origin | None] = []
        for number, one in enumerate(paragraphs):
            known = one.origins or (None,) * len(one.text)
            if number:
                self.origins.append(self._line_end(known))
            self.origins += known

    def _line_end(self, following: Sequence[Origin | None]) -> Origin | None:
        """The line break of a value between two of its lines."""
        last, first = _at(self.origins, -1), _at(following, 0)
        if last and first and last.value is first.value and isinstance(last.value, Text):
            return Origin(last.value, last.value.find("\n", last.offset))
        return None

    def place(self, after: str) -> Placing:
        """Place all that makes `after` of the text."""
        changes: list[ValueChange] = []
        reasons: list[str] = []
        edits = [*_edits(self.text, after)]
        for edit in edits:
            placed = self._day(edit, edits) or self._anywhere(edit) or self._around_glue(edit)
            if placed is None:
                reasons.append(self._reason(edit))
            else:
                changes += placed
        return Placing(tuple(dict.fromkeys(changes)), tuple(dict.fromkeys(reasons)))

    def _anywhere(self, edit: _Edit) -> list[ValueChange] | None:
        """The edit where it is, or slid along equal characters to where it is one value's."""
        for slid in _slides(self.text, edit):
            if change := self._within(slid):
                return [change]
        return None

    def _within(self, edit: _Edit) -> ValueChange | None:
        """An edit that is one value's."""
        if edit.start == edit.stop:
            return self._put_in(edit)
        first = self.origins[edit.start]
        if first is None or not isinstance(first.value, Text):
            return None
        taken = self.origins[edit.start : edit.stop]
        if not _is_all(taken, first.value):
            return None
        offsets = [one.offset for one in taken if one]
        if offsets != sorted(offsets):
            return None
        return ValueChange(first.value, WordChange(first.offset, offsets[-1] + 1, edit.new))

    def _put_in(self, edit: _Edit) -> ValueChange | None:
        """Words put in: at the end of the value before them, or at the start of that behind."""
        left = _at(self.origins[: edit.start], -1)
        right = _at(self.origins[edit.start :], 0)
        at_end = left is not None and not self.text[edit.start - 1].endswith(_CLOSED)
        if left and (at_end or right is None or (left.value is right.value)):
            return _inserted(left.value, left.offset + 1, edit.new)
        return right and _inserted(right.value, right.offset, edit.new)

    def _around_glue(self, edit: _Edit) -> list[ValueChange] | None:
        """An edit over two values, parted by what the template prints between them.

        学习[。]各 → 学习宣传[。]要 where the new words have that stop once.
        """
        glue = [at for at in range(edit.start, edit.stop) if self.origins[at] is None]
        if not glue or glue != [*range(glue[0], glue[-1] + 1)]:
            return None
        printed = self.text[glue[0] : glue[-1] + 1]
        if edit.new.count(printed) != 1:
            return None
        before, _, after = edit.new.partition(printed)
        sides = (_Edit(edit.start, glue[0], before), _Edit(glue[-1] + 1, edit.stop, after))
        changes: list[ValueChange] = []
        for side in sides:
            if self.text[side.start : side.stop] != side.new:
                change = self._within(side)
                if change is None:
                    return None
                changes.append(change)
        return changes

    def _day(self, edit: _Edit, edits: Sequence[_Edit]) -> list[ValueChange] | None:
        """A change of the day of issue, which is one whole."""
        day = self._touched_day(edit)
        if day is None:
            return None
        run = [at for at, one in enumerate(self.origins) if one and one.value is day]
        start, stop = run[0], run[-1] + 1
        at, written = start, ""
        for one in edits:
            if start <= one.start and one.stop <= stop:
                written += self.text[at : one.start] + one.new
                at = one.stop
        match = _DATE.fullmatch(written + self.text[at:stop])
        if match is None or not start <= edit.start <= edit.stop <= stop:
            return None
        year, month, number = map(int, match.groups())
        return [ValueChange(day, WordChange(0, 0, f"{year}-{month:02}-{number:02}"))]

    def _touched_day(self, edit: _Edit) -> Day | None:
        """The day that an edit touches, or stands beside."""
        for origin in self.origins[max(edit.start - 1, 0) : edit.stop + 1]:
            if origin and isinstance(origin.value, Day):
                return origin.value
        return None

    def _reason(self, edit: _Edit) -> str:
        numeral = recognise(self.text)
        if numeral and edit.start < len(numeral.numeral) and self.origins[0] is None:
            return NUMBER
        glue = ""
        for char, origin in zip(self.text, self.origins, strict=True):
            if origin is None:
                glue += char
        return RESPONSIBLE if _ROLE.search(glue) else GLUE


def _inserted(value: Text | Day, at: int, new: str) -> ValueChange | None:
    return ValueChange(value, WordChange(at, at, new)) if isinstance(value, Text) else None


def _edits(before: str, after: str) -> Iterator[_Edit]:
    """The edits that make one text of another, as far apart as they can be read."""
    at = start = 0
    new: list[str] = []
    for piece in pieces(before, after):
        if piece.sign == "=":
            if start < at or new:
                yield _Edit(start, at, "".join(new))
            at += len(piece.text)
            start, new = at, []
        elif piece.sign == "-":
            at += len(piece.text)
        else:
            new.append(piece.text)
    if start < at or new:
        yield _Edit(start, at, "".join(new))


def _slides(text: str, edit: _Edit) -> Iterator[_Edit]:
    """The edit, and the same one further left and right: 学[习学]习 is [学习]学习."""
    yield edit
    for step in (-1, 1):
        slid = _slid(text, edit, step)
        for _ in range(_MOST_SLIDES):
            if slid is None:
                break
            yield slid
            slid = _slid(text, slid, step)


def _slid(text: str, edit: _Edit, step: int) -> _Edit | None:
    """An edit that only puts in or takes out, one character on, if it says the same there."""
    start, stop, new = edit
    if bool(new) == (start < stop):
        return None
    words = new or text[start:stop]
    if step < 0:
        if not start or text[start - 1] != words[-1]:
            return None
        return _Edit(start - 1, stop - 1, new and new[-1] + new[:-1])
    if text[stop : stop + 1] != words[0]:
        return None
    return _Edit(start + 1, stop + 1, new and new[1:] + new[0])
