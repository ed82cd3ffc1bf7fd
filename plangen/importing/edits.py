"""The corrections of a printed notice → the plan that it was made from.

The edited DOCX is laid beside what would be made of the plan now. What was changed goes to the
value that it was printed from; then the plan is read again, its notice made again, and what still
differs from the edited one is what could not be placed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias, cast

from yaml.nodes import MappingNode

from plangen.docx_file.archive import Unusable
from plangen.fingerprint import is_made_from
from plangen.importing.paragraphs import Facing, by_row, facing, moves, without_numeral
from plangen.importing.placing import NUMBER, ValueChange, place
from plangen.importing.plan_places import Removal, labels, positions, removals_of
from plangen.importing.printed import PrintedParagraph, printed, texts_of, traced
from plangen.plan import Plan
from plangen.readers.yaml_text import compose
from plangen.scalar import Text
from plangen.source.editing import TextEdits
from plangen.source.rewriting import WordChange, changed, rewrite, scalar_places

_LEAST_ALIKE: Final = 0.3
"""The share of paragraphs that an edited notice must have kept."""
_MOST: Final = 20_000
"""Paragraphs; no notice has more."""
_UNREADABLE: Final = "照这样改，方案就读不通了"
_NEEDED: Final = "删了这一条，方案就读不通了：别处还写着它"
_ELSEWHERE: Final = "同一处文字印在几个地方，改得不一样"
_SHARED: Final = "这个时限别处也用着，只改了一处"
_EMPTIED: Final = "整处删空了，方案里没有删"
_ONE_LINE: Final = "这里只能写一段"
_MOVED: Final = "整段挪了位置；在方案里把这一条挪过去"
_FOLLOWS: Final = "方案改了以后，这里印出来和公文不一样"


@dataclass(frozen=True, slots=True)
class PlacedEdit:
    """A value of the plan in the words of the edited notice."""

    line: int
    """Of the plan's file."""
    label: str
    """Where in the plan: 二（三）1 正文."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """What still differs between the edited notice and what the plan now makes."""

    before: str
    """As the plan makes it; empty where the paragraph is new."""
    after: str
    """As the edited notice has it; empty where the paragraph is gone."""
    behind: str
    """The paragraph of the edited notice before it."""
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedEdits:
    """The corrections of a notice, taken into a plan as far as they can be."""

    text: str
    """The plan's text with them."""
    placed: tuple[PlacedEdit, ...]
    leftovers: tuple[Leftover, ...]
    made_from_this: bool | None
    """Whether the notice was made from the plan as it is now; None where it does not tell."""


def import_edits(
    plan: Plan,
    text: str,
    edited: bytes,
    write: Callable[[Plan], bytes],
    read: Callable[[str], Plan | None],
) -> ImportedEdits:
    """Take what was edited in a notice into the text of its plan.

    `write` makes the notice of a plan, `read` a plan of a text, None where it has errors. Raises
    Unusable for a DOCX that cannot be read or is not this plan's notice.
    """
    root = cast("MappingNode", compose(text, "")[0])
    made = write(plan)
    old, new = traced(plan, made, write), printed(edited)
    importing = _Importing(text, root, old, new)
    pairs = _compared(old, new)
    moved = moves(texts_of(old), texts_of(new), pairs)
    for pair in pairs:
        importing.take(pair, moved=pair in moved)
    importing.settle()
    chosen = importing.readable(read)
    after = importing.written(chosen)
    remade: Sequence[PrintedParagraph] = old
    if chosen and (changed_plan := read(after)):
        remade = printed(write(changed_plan))
    return ImportedEdits(
        after,
        tuple(map(importing.told, chosen)),
        tuple(importing.leftovers(remade)),
        is_made_from(edited, made),
    )


def _compared(old: Sequence[PrintedParagraph], new: Sequence[PrintedParagraph]) -> list[Facing]:
    """The paragraphs that differ; raises Unusable where nearly all do."""
    if len(new) > _MOST:
        raise Unusable(f"有 {_MOST} 段以上，不像是一份公文；核对文件")
    pairs = facing(texts_of(old), texts_of(new))
    alike = len(old)
    for pair in pairs:
        alike -= len(pair.old)
    if alike < _LEAST_ALIKE * len(old):
        raise Unusable("和这份方案生成的公文大半对不上；核对是不是这份方案的公文")
    return pairs


class _Key(NamedTuple):
    """A value of the plan by its place and wording."""

    line: int
    column: int
    value: str


class _Rewriting(NamedTuple):
    """All changes of one value."""

    value: Any
    changes: tuple[WordChange, ...]


_Step: TypeAlias = _Rewriting | Removal


class _Importing:
    """The edits of one notice while they are placed."""

    def __init__(
        self,
        text: str,
        root: MappingNode,
        old: Sequence[PrintedParagraph],
        new: Sequence[PrintedParagraph],
    ) -> None:
        self._text, self._root, self._old, self._new = text, root, old, new
        self._places = scalar_places(root)
        self._labels = dict(labels(root, self._places))
        self._prints: Counter[tuple[_Key, int]] = Counter()
        """How often each character of a value is printed."""
        for paragraph in old:
            for origin in filter(None, paragraph.origins):
                self._prints[_key(origin.value), origin.offset] += 1
        self._changes: defaultdict[_Key, list[tuple[ValueChange, Facing]]] = defaultdict(list)
        self._reasons: dict[int, str] = {}
        """Why the edits of a paragraph of the edited notice were not placed."""
        self._removed: dict[str, str] = {}
        """The same for paragraphs that are gone, by their text."""
        self._gone: set[int] = set()
        """The paragraphs that were removed whole."""
        self._steps: list[_Step] = []

    def take(self, pair: Facing, *, moved: bool) -> None:
        """Place what was edited in a pair of paragraphs; one that has moved keeps its place."""
        if moved:
            self._refuse(pair, _MOVED)
            return
        if not pair.new:
            self._gone.update(pair.old)
        placing = place(pair, self._old, self._new)
        for change in placing.changes:
            self._changes[_key(change.value)].append((change, pair))
        for reason in placing.reasons:
            self._refuse(pair, reason)

    def _refuse(self, pair: Facing, reason: str) -> None:
        self._reasons.update(dict.fromkeys(pair.new, reason))
        if not pair.new:
            self._removed.update(dict.fromkeys(self._texts(pair.old), reason))

    def _texts(self, which: Iterable[int]) -> list[str]:
        return texts_of(map(self._old.__getitem__, which))

    def settle(self) -> None:
        """Make one step of all changes of a value; what contradicts itself is left out."""
        removals = list(removals_of(self._root, self._old, self._gone))
        self._steps += removals
        within: set[tuple[int, int]] = set()
        for removal in removals:
            within.update(positions(removal.entry))
        for key, told in self._changes.items():
            if key[:2] in within:
                continue
            if reason := self._fault(key, told):
                for _, pair in told:
                    self._refuse(pair, reason)
            else:
                value = told[0][0].value
                self._steps.append(_Rewriting(value, tuple(sorted(_counted(told)))))

    def _fault(self, key: _Key, told: Sequence[tuple[ValueChange, Facing]]) -> str:
        """Why the changes of a value cannot be made; empty where they can."""
        place = self._places.get((key.line, key.column))
        times = _counted(told)
        if place is None or _contradict(sorted(times)):
            return _ELSEWHERE
        if not isinstance(told[0][0].value, Text):
            return ""
        new = changed(key.value, times)
        if not new.strip():
            return _EMPTIED
        if new.count("\n") > key.value.count("\n") and place.schema.kind not in _KINDS:
            return _ONE_LINE
        for change, count in times.items():
            elsewhere = self._prints[key, _anchor(change)] > count
            if elsewhere and place.schema.kind == "deadline":
                return _SHARED
        return ""

    def written(self, chosen: Iterable[_Step]) -> str:
        """The plan's text with some of the steps."""
        edits = TextEdits(self._text, self._root)
        gone: defaultdict[int, list[Removal]] = defaultdict(list)
        for step in chosen:
            if isinstance(step, Removal):
                gone[id(step.entries)].append(step)
                continue
            place = self._places[step.value.line, step.value.column]
            if isinstance(step.value, Text):
                rewrite(edits, place, step.value, step.changes)
            else:
                edits.put(place.node, step.changes[0].new)
        for removals in gone.values():
            doomed = [removal.entry for removal in removals]
            edits.take_out_of(removals[0].entries, doomed)
        return edits.written()

    def readable(self, read: Callable[[str], Plan | None]) -> list[_Step]:
        """The steps with which the plan can still be read."""
        if read(self.written(self._steps)) is not None:
            return self._steps
        chosen: list[_Step] = []
        for step in self._steps:
            if read(self.written([*chosen, step])) is not None:
                chosen.append(step)
            elif isinstance(step, Removal):
                self._removed.update(dict.fromkeys(self._texts(step.paragraphs), _NEEDED))
            else:
                for _, pair in self._changes[_key(step.value)]:
                    self._refuse(pair, _UNREADABLE)
        return chosen

    def told(self, step: _Step) -> PlacedEdit:
        """A step for people to read."""
        if isinstance(step, Removal):
            start: Any = step.entry.start_mark
            before = "\n".join(self._texts(step.paragraphs))
            return PlacedEdit(start.line + 1, "整条删去", before, "")
        value, changes = step
        label = self._labels[value.line, value.column]
        if isinstance(value, Text):
            return PlacedEdit(value.line, label, value, changed(value, changes))
        return PlacedEdit(value.line, label, value.isoformat(), changes[0].new)

    def leftovers(self, remade: Sequence[PrintedParagraph]) -> Iterator[Leftover]:
        """What still differs between the notice made anew and the edited one."""
        made, new = texts_of(remade), texts_of(self._new)
        rows = [paragraph.row for paragraph in remade], [paragraph.row for paragraph in self._new]
        for pair in by_row(facing(made, new), *rows):
            behind = _first(new, range(pair.new.start - 1, pair.new.start))
            sides = _joined(remade, pair.old), _joined(self._new, pair.new)
            yield Leftover(*sides, behind, self._reason(pair, made, new))

    def _reason(self, pair: Facing, made: Sequence[str], new: Sequence[str]) -> str:
        """Why something is left over."""
        if not pair.new:
            return self._removed.get(made[pair.old.start], _FOLLOWS)
        for at in pair.new:
            if at in self._reasons:
                return self._reasons[at]
        before, after = _first(made, pair.old), _first(new, pair.new)
        if before and without_numeral(before) == without_numeral(after):
            return NUMBER
        return _FOLLOWS


_KINDS: Final = ("paragraphs", "lines")
"""The kinds of values that may hold several lines."""


def _key(value: Any) -> _Key:
    return _Key(value.line, value.column, str(value))


def _counted(told: Sequence[tuple[ValueChange, Facing]]) -> Counter[WordChange]:
    """The changes of a value, and in how many places each was made."""
    return Counter(change.change for change, _ in told)


def _contradict(changes: Sequence[WordChange]) -> bool:
    """Whether two changes concern the same characters; a day is one whole."""
    return any(
        left.stop > right.start or left.start == right.start for left, right in pairwise(changes)
    )


def _first(texts: Sequence[str], which: range) -> str:
    return "".join(texts[which.start : which.stop][:1])


def _anchor(change: WordChange) -> int:
    """A character of a value that is printed wherever the change would be seen."""
    return change.start - 1 if change.start == change.stop and change.start else change.start


def _joined(paragraphs: Sequence[PrintedParagraph], which: range) -> str:
    """Paragraphs as they are shown: the cells of a row side by side."""
    chosen = paragraphs[which.start : which.stop]
    in_table = bool(chosen) and chosen[0].row > 0
    return ("\n", "│")[in_table].join(texts_of(chosen))
