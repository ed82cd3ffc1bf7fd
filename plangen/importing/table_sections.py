"""Sections in which task tables stand → the tables as sections of their own.

A plan prints a whole section as a table, so 二、任务 with a clause, a table and a clause becomes
二、任务 with the first clause, a section without a title that is the table, and one with the last.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

Record = dict[str, Any]

_NUMBERED: Final = ("goal", "measure", "requirement", "part")


def is_table(entry: Record) -> bool:
    """Whether an entry is a part that prints as a table."""
    return entry.get("kind") == "part" and "tasks" in entry


def apart(section: Record) -> Iterator[Record]:
    """The sections that a section with tables in it becomes; one without is left as it is."""
    parted = _parted(section.get("items", []))
    if parted is None:
        yield section
        return
    before, table, after = parted
    own = {key: value for key, value in table.items() if key not in ("kind", "numbered")}
    above = {key: value for key, value in section.items() if key != "items"}
    if before:
        yield {**above, "items": before}
        yield own
    else:
        yield above | own
    if after:
        rest: Record = {"items": after}
        if "numbering" in section:
            rest["numbering"] = section["numbering"]
        yield from apart(rest)


def _parted(items: Sequence[Record]) -> tuple[list[Record], Record, list[Record]] | None:
    """What stands before the first table, the table, and what stands after it."""
    for at, entry in enumerate(items):
        before, after = list(items[:at]), list(items[at + 1 :])
        if is_table(entry):
            return before, entry, _counted_on(before, after)
        inner = (
            _parted(entry["items"]) if entry.get("kind") == "part" and "items" in entry else None
        )
        if inner:
            first, table, last = inner
            before.append(_with_items(entry, first))
            after = _counted_on(before, after)
            if last:
                rest: Record = {"kind": "part", "numbered": False, "items": last}
                if "numbering" in entry:
                    rest["numbering"] = entry["numbering"]
                after.insert(0, rest)
            return before, table, after
    return None


def _with_items(part: Record, items: list[Record]) -> Record:
    """A part with other items; a heading that nothing but a table stood under becomes a text."""
    if items or part.get("text"):
        return {**part, "items": items}
    heading = {key: value for key, value in part.items() if key in ("numbered", "number")}
    return {"kind": "text", "numbered": True, **heading, "text": part["title"]}


def _counted_on(before: Sequence[Record], after: list[Record]) -> list[Record]:
    """Entries whose numbers go on from those before a table, though a section begins with them."""
    last = 0
    for entry in before:
        if _is_numbered(entry):
            last = entry.get("number", last + 1)
    for at, entry in enumerate(after):
        if _is_numbered(entry):
            if last and "number" not in entry:
                after[at] = {**entry, "number": last + 1}
            break
    return after


def _is_numbered(entry: Record) -> bool:
    """Whether an entry bears a number: a text without a title does so only when told."""
    told = entry.get("numbered")
    if told is not None:
        return bool(told)
    return entry.get("kind") in _NUMBERED or "title" in entry
