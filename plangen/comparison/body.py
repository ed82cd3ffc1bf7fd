"""Sections and items of two plans → their entries, in the order of a comparison."""

from collections.abc import Iterator, Sequence
from typing import Final

from plangen.comparison.items import Between, item_changes, section_changes
from plangen.comparison.model import Change, Counterparts, Kind, Subject
from plangen.comparison.order import moved, place_changes
from plangen.comparison.pairing import like, match_items, match_sections
from plangen.comparison.responsible import Who
from plangen.comparison.tree import ROOT, Key, laid_out
from plangen.plan import Item, Plan, Section

_SAID: Final = 20
"""So many characters of a goal say which one it is."""


class BodyComparison:
    """What of one plan's body answers to what of another's, and what changed of it."""

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
        told = (_told(self._old.items), _told(self._new.items))
        self._between = Between(who, int(new.year) - int(old.year), goals, told)

    def entries(self) -> Iterator[Counterparts]:
        """Everything in the new order; what was removed, after what it stood after."""
        back = {(of, b): a for of, pairs in self._pairs.items() for a, b in pairs.items()}
        gone = self._gone()
        yield from map(self._left_out, gone.pop(-1, ()))
        for at, (of, b) in enumerate(self._new.order):
            yield self._kept((of, back[of, b]), b) if (of, b) in back else self._came((of, b))
            yield from map(self._left_out, gone.pop(at, ()))

    def _gone(self) -> dict[int, list[Key]]:
        """What has no partner, by the place in the new order after which it is told.

        That is after what it followed under its heading, of what still stands there.
        """
        places = {key: at for at, key in enumerate(self._new.order)}
        ends = self._new.ends()
        last = {ROOT: -1}
        gone: dict[int, list[Key]] = {}
        for of, a in self._old.order:
            above = (self._old.above if of is Section else self._old.homes)[a]
            b = self._pairs[of].get(a)
            if b is None:
                gone.setdefault(last[above], []).append((of, a))
            elif a not in self._moved[of]:
                last[above] = ends[b] if of is Section else places[of, b]
            if of is Section:
                last[a] = last[above] if b is None else places[of, b]
        return gone

    def _kept(self, key: Key, b: int) -> Counterparts:
        """The entry of what is in both plans."""
        of, a = key
        is_moved = a in self._moved[of]
        if of is Section:
            old, new = self._old.sections[a], self._new.sections[b]
            changes = [*section_changes(old, new), *place_changes(old, new, moved=is_moved)]
            return Counterparts(old, new, tuple(changes), like(old.title, new.title))
        one, other = self._old.items[a], self._new.items[b]
        match = self._matches.pairs[a]
        told = [*item_changes(one, other, self._between)]
        told += place_changes(one, other, moved=is_moved)
        return Counterparts(one, other, tuple(told), match.likeness, match.sure)

    def _came(self, key: Key) -> Counterparts:
        of, b = key
        new = self._new.subject(key)
        whole = self._matches.split.get(b) if of is Item else None
        if whole is None:
            return Counterparts(None, new, (Change(Kind.ADDED, after=said(new)),))
        kin = self._old.items[whole]
        return Counterparts(None, new, (Change(Kind.SPLIT, "", said(kin), said(new)),), kin=kin)

    def _left_out(self, key: Key) -> Counterparts:
        of, a = key
        old = self._old.subject(key)
        whole = self._matches.merged.get(a) if of is Item else None
        if whole is None:
            return Counterparts(old, None, (Change(Kind.REMOVED, before=said(old)),))
        kin = self._new.items[whole]
        return Counterparts(old, None, (Change(Kind.MERGED, "", said(old), said(kin)),), kin=kin)


def said(subject: Subject) -> str:
    """All that a section, an item or an annex says under its numeral."""
    if isinstance(subject, Item):
        return subject.wording
    return "\n".join(filter(None, [subject.title, subject.text]))


def _told(items: Sequence[Item]) -> dict[str, str]:
    """What says in short which goal it is."""
    return {str(item.id): item.title or (item.text or "")[:_SAID] for item in items}
