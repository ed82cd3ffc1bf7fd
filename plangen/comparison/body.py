"""Sections and items of two plans → their entries, in the order of a comparison.

The new plan's order leads; a removed item comes after the neighbour that it followed:
old 一 A B C, new 一 A C D → 一, A, B (removed), C, D (added).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from plangen.comparison.items import Between, item_changes, section_changes
from plangen.comparison.model import Change, Counterparts, Kind, Subject
from plangen.comparison.order import moved, place_changes
from plangen.comparison.pairing import like, match_items, match_sections
from plangen.comparison.responsible import Who
from plangen.comparison.tree import ROOT, Key, laid_out
from plangen.plan import Item, Plan, Section

_NAME: Final = 20
"""So many characters name a goal without a title."""


class BodyComparison:
    """The sections and items of two plans in pairs, and what changed in each pair."""

    def __init__(self, old: Plan, new: Plan, who: Who) -> None:
        self._old, self._new = laid_out(old), laid_out(new)
        self._matches = match_items(self._old, self._new, by_id=who.by_id)
        items = {a: match.new for a, match in self._matches.pairs.items()}
        sections = match_sections(self._old, self._new, items)
        self._pairs = {Section: sections, Item: items}
        self._moved = {
            Section: moved(sections, self._old.above, self._new.above, sections),
            Item: moved(items, self._old.homes, self._new.homes, sections),
        }
        goals = {str(self._old.items[a].id): str(self._new.items[b].id) for a, b in items.items()}
        names = (_names(self._old.items), _names(self._new.items))
        self._between = Between(who, int(new.year) - int(old.year), goals, names)

    def entries(self) -> Iterator[Counterparts]:
        """Everything in the new order; what was removed, after the neighbour that it followed."""
        old_of: dict[Key, int] = {}
        for of, pairs in self._pairs.items():
            old_of |= {(of, b): a for a, b in pairs.items()}
        gone = self._gone()
        yield from map(self._removed, gone.pop(-1, ()))
        for at, (of, b) in enumerate(self._new.order):
            if (of, b) in old_of:
                yield self._kept((of, old_of[of, b]), b)
            else:
                yield self._added((of, b))
            yield from map(self._removed, gone.pop(at, ()))

    def _gone(self) -> dict[int, list[Key]]:
        """What has no partner, by the position in the new order after which it is reported.

        That is after the last thing before it under its heading that still stands there; -1 is
        before everything.
        """
        positions = {key: at for at, key in enumerate(self._new.order)}
        ends = self._new.ends()
        last = {ROOT: -1}
        """Under each old section, the position of the last thing that still stands there."""
        gone: dict[int, list[Key]] = {}
        for of, a in self._old.order:
            above = self._old.around((of, a))
            b = self._pairs[of].get(a)
            if of is Section:
                last[a] = last[above] if b is None else positions[of, b]
            if b is None:
                gone.setdefault(last[above], []).append((of, a))
            elif a not in self._moved[of]:
                last[above] = ends[b] if of is Section else positions[of, b]
        return gone

    def _kept(self, key: Key, b: int) -> Counterparts:
        """The entry of what is in both plans."""
        of, a = key
        is_moved = a in self._moved[of]
        if of is Section:
            old, new = self._old.sections[a], self._new.sections[b]
            changes = [*section_changes(old, new), *place_changes(old, new, moved=is_moved)]
            return Counterparts(old, new, tuple(changes), like(old.title, new.title))
        before, after = self._old.items[a], self._new.items[b]
        match = self._matches.pairs[a]
        changes = [*item_changes(before, after, self._between)]
        changes += place_changes(before, after, moved=is_moved)
        return Counterparts(before, after, tuple(changes), match.likeness, match.sure)

    def _added(self, key: Key) -> Counterparts:
        of, b = key
        new = self._new.subject(key)
        if of is Item and b in self._matches.split:
            kin = self._old.items[self._matches.split[b]]
            change = Change(Kind.SPLIT, "", whole_text(kin), whole_text(new))
            return Counterparts(None, new, (change,), kin=kin)
        return Counterparts(None, new, (Change(Kind.ADDED, after=whole_text(new)),))

    def _removed(self, key: Key) -> Counterparts:
        of, a = key
        old = self._old.subject(key)
        if of is Item and a in self._matches.merged:
            kin = self._new.items[self._matches.merged[a]]
            change = Change(Kind.MERGED, "", whole_text(old), whole_text(kin))
            return Counterparts(old, None, (change,), kin=kin)
        return Counterparts(old, None, (Change(Kind.REMOVED, before=whole_text(old)),))


def whole_text(subject: Subject) -> str:
    """The whole wording of a section, an item or an annex, its numeral aside."""
    if isinstance(subject, Item):
        return subject.wording
    return "\n".join(filter(None, [subject.title, subject.text]))


def _names(items: Sequence[Item]) -> dict[str, str]:
    """A short name of each goal, by id."""
    return {str(item.id): item.title or (item.text or "")[:_NAME] for item in items}
