"""What changed of a checklist since it was last delivered: for the index, and for the list itself.

Of the tasks 甲, 乙 and 丙, a new list has 甲, 乙 with a later deadline, and 丁. The index says
新增1项：丁, 取消1项：丙, 改动1项：乙（完成时限由6月底前改为9月底前）; the list itself names 丙.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from plangen.checklists import Checklist, ChecklistLine
from plangen.delivery.record import Delivered
from plangen.delivery.storage import WORK, Folder

LINES: Final = f"{WORK}/lines.jsonl"
"""What was said in every line that a record names."""
_TEXTS: Final = ("key", "heading", "text", "basis", "deadline", "people", "evidence")
_DIGITS: Final = 16
"""Hexadecimal digits of a digest."""
_ALIKE: Final = 0.6
"""How alike the words of a task are that were touched up."""
_MOST_COMPARED: Final = 50
"""Lines that one may be likened to; where more are left, each counts as another task."""
_MOST_NAMED, _LONGEST = 5, 24
"""Tasks named of a kind, and characters of a name."""

_Pair = tuple[ChecklistLine, ChecklistLine]


class KnownLines:
    """The lines of earlier deliveries by digest; none that cannot be read, and none is an error."""

    def __init__(self, folder: Folder) -> None:
        self._lines: dict[str, ChecklistLine] = {}
        for record in (folder.read(LINES) or b"").splitlines():
            if line := _line(record):
                self._lines[line.digest.hex()] = line

    def named(self, digests: str) -> tuple[ChecklistLine, ...]:
        """The lines with these digests, joined as a record joins them; none if any is missing."""
        lines = [self._lines.get(digest) for digest in _cut(digests)]
        return tuple(line for line in lines if line) if all(lines) else ()

    def add(self, lines: Iterable[ChecklistLine]) -> None:
        """Keep what these lines say."""
        for line in lines:
            self._lines.setdefault(line.digest.hex(), line)

    def write(self, folder: Folder, kept: Iterable[str]) -> None:
        """Write down the lines of these digests."""
        with folder.writing(LINES) as file:
            for digest in kept:
                if line := self._lines.get(digest):
                    said = [digest, line.asked.hex(), *(getattr(line, name) for name in _TEXTS)]
                    file.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")


def _line(record: bytes) -> ChecklistLine | None:
    """The line of a record; None for one that this program has not written."""
    try:
        digest, asked, task, heading, text, basis, deadline, people, evidence = json.loads(record)
        return ChecklistLine(
            task=str(task),
            text=str(text),
            basis=str(basis),
            deadline=str(deadline),
            people=str(people),
            evidence=str(evidence),
            due=(),
            digest=bytes.fromhex(digest),
            heading=str(heading),
            asked=bytes.fromhex(asked),
        )
    except (ValueError, TypeError, RecursionError):
        return None


def joined_digests(lines: Iterable[ChecklistLine]) -> str:
    """The digests of lines as a record joins them."""
    return "".join([line.digest.hex() for line in lines])


def digests_of(entry: Delivered) -> Iterator[str]:
    """The digests that an entry names."""
    yield from _cut(entry.lines)
    yield from _cut(entry.dropped)


def _cut(digests: str) -> list[str]:
    return [digests[at : at + _DIGITS] for at in range(0, len(digests), _DIGITS)]


@dataclass(frozen=True, slots=True)
class Told:
    """A list that names what was taken away, and what changed of it."""

    checklist: Checklist
    dropped: str = ""
    """The digests of the lines that were taken away since the last delivery."""
    said: str = ""
    """变化内容."""


def told(checklist: Checklist, before: Delivered | None, known: KnownLines) -> Told:
    """Say what changed of a list since it was delivered.

    A list that asks the same as before names the same tasks as taken away.
    """
    if before is None:
        return Told(checklist)
    had, said = known.named(before.lines), ""
    dropped = known.named(before.dropped)
    if had and before.lines != joined_digests(checklist.lines):
        match = _without_own(_matched(had, checklist.lines), checklist)
        said = _described(match)
        dropped = dropped if before.revision == checklist.revision else match.dropped
    return Told(naming_gone(checklist, dropped, "本次取消"), joined_digests(dropped), said)


def naming_gone(checklist: Checklist, gone: Iterable[ChecklistLine], label: str) -> Checklist:
    """The list with tasks that were taken away at its end, each once, under such a label."""
    named = {line.key for line in checklist.dropped}
    more = tuple(
        ChecklistLine(
            task=line.key,
            text=f"{label}：{_first(line)}",
            basis="",
            deadline="",
            people="",
            evidence="",
            due=(),
            digest=line.digest,
            dropped=True,
        )
        for line in gone
        if line.key not in named
    )
    return replace(checklist, dropped=(*checklist.dropped, *more))


def taken_away(entry: Delivered, known: KnownLines) -> str:
    """变化内容 of a list that is no more."""
    return _described(_Match((), known.named(entry.lines), ()))


def gone_since(earlier: Sequence[ChecklistLine], checklist: Checklist) -> tuple[ChecklistLine, ...]:
    """Of the lines that somebody had by an earlier plan, those of tasks taken away."""
    return _without_own(_matched(earlier, checklist.lines), checklist).dropped


def _without_own(match: "_Match", checklist: Checklist) -> "_Match":
    """The match, what the list alone does not ask about this time left out of what is gone."""
    gone = tuple(line for line in match.dropped if line.key not in checklist.own)
    return match._replace(dropped=gone)


class _Match(NamedTuple):
    """The lines of two lists set side by side."""

    added: tuple[ChecklistLine, ...]
    dropped: tuple[ChecklistLine, ...]
    pairs: tuple[_Pair, ...]


def _matched(old: Sequence[ChecklistLine], new: Sequence[ChecklistLine]) -> _Match:
    """Pair lines by their task, then by what they say: an id may be new, words touched up."""
    by_key = {line.key: line for line in old}
    pairs = [(by_key[line.key], line) for line in new if line.key in by_key]
    paired = {line.key for line, _ in pairs}
    left = [line for line in old if line.key not in paired]
    added = []
    for line in (line for line in new if line.key not in by_key):
        twin = _twin(line, left) if len(left) <= _MOST_COMPARED else None
        if twin is None:
            added.append(line)
        else:
            left.remove(twin)
            pairs.append((twin, line))
    return _Match(tuple(added), tuple(left), tuple(pairs))


def _twin(line: ChecklistLine, others: Sequence[ChecklistLine]) -> ChecklistLine | None:
    """The line that says nearly the same."""
    likest = max(others, key=lambda other: _likeness(_first(other), _first(line)), default=None)
    alike = likest is not None and _likeness(_first(likest), _first(line)) >= _ALIKE
    return likest if alike else None


@lru_cache(maxsize=65536)
def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _first(line: ChecklistLine) -> str:
    """What a line asks, without who does it and how much."""
    return line.titled.partition("\n")[0].rstrip("。；")


def _described(match: _Match) -> str:
    """The changes in words, a line for each kind."""
    changed = [_change(*pair) for pair in match.pairs if pair[0].asked != pair[1].asked]
    moved = [pair for pair in match.pairs if pair[0].asked == pair[1].asked]
    renumbered = [_from_to(old.basis, new.basis) for old, new in moved if old.basis != new.basis]
    said = {
        "新增": [_short(line) for line in match.added],
        "取消": [_short(line) for line in match.dropped],
        "改动": changed,
        "仅条款号变动": renumbered,
    }
    return "\n".join(
        f"{kind}{len(names)}项：{_listed(names)}" for kind, names in said.items() if names
    )


def _listed(names: Sequence[str]) -> str:
    more = "等" if len(names) > _MOST_NAMED else ""
    return "；".join(dict.fromkeys(names[:_MOST_NAMED])) + more


def _short(line: ChecklistLine) -> str:
    first = _first(line)
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"


def _change(old: ChecklistLine, new: ChecklistLine) -> str:
    """What changed of a task: 演练（完成时限由6月底前改为9月底前，佐证材料有改动）."""
    said = []
    if old.deadline != new.deadline:
        first, last = (line.deadline.partition("\n")[0] or "无" for line in (old, new))
        said.append(f"完成时限{_from_to(first, last) if first != last else '的日期有改动'}")
    labels = {
        "工作事项": "heading",
        "工作任务": "text",
        "主管科室": "people",
        "佐证材料": "evidence",
    }
    others = [label for label, name in labels.items() if getattr(old, name) != getattr(new, name)]
    if others:
        said.append(f"{'、'.join(others)}有改动")
    return f"{_short(new)}（{'，'.join(said)}）" if said else _short(new)


def _from_to(old: str, new: str) -> str:
    return f"由{old}改为{new}"
