"""Two plans → what differs between them, paired by id and by meaning."""

from collections.abc import Iterator

from plangen.comparison.annexes import annex_changes
from plangen.comparison.body import BodyComparison, whole_text
from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.comparison.order import stayed
from plangen.comparison.page import law_changes, page_changes, waiver_changes
from plangen.comparison.pairing import like, match_annexes
from plangen.comparison.registers import register_changes
from plangen.comparison.responsible import who
from plangen.plan import Plan

__all__ = ["compare"]


def compare(old: Plan, new: Plan) -> Comparison:
    """All that differs between two plans.

    Items of one series are paired by id, the others by meaning. Neither the layout of the file
    nor the year of the plan is a difference.
    """
    identities = who(old, new)
    changes = (
        *page_changes(old, new),
        *register_changes(old.register, new.register, identities),
        *law_changes(old, new),
        *waiver_changes(old, new),
    )
    entries = (*BodyComparison(old, new, identities).entries(), *_annexes(old, new))
    return Comparison(old, new, entries, changes)


def _annexes(old: Plan, new: Plan) -> Iterator[Counterparts]:
    """The entries of the annexes, what was removed at the end."""
    pairs = match_annexes(old.annexes, new.annexes)
    kept = stayed([pairs[a] for a in sorted(pairs)])
    back = {b: a for a, b in pairs.items()}
    for b, annex in enumerate(new.annexes):
        if b not in back:
            yield Counterparts(None, annex, (Change(Kind.ADDED, after=whole_text(annex)),))
            continue
        before = old.annexes[back[b]]
        changes = [*annex_changes(before, annex)]
        if back[b] != b:
            kind = Kind.RENUMBERED if b in kept else Kind.MOVED
            changes.append(Change(kind, "附件序号", f"附件{back[b] + 1}", f"附件{b + 1}"))
        yield Counterparts(before, annex, tuple(changes), like(before.title, annex.title))
    for a, annex in enumerate(old.annexes):
        if a not in pairs:
            yield Counterparts(annex, None, (Change(Kind.REMOVED, before=whole_text(annex)),))
