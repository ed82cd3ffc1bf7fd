"""A comparison as JSON for programs: every entry with both sides, those without changes too."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from plangen.comparison.model import Change, Comparison, Counterparts, ItemReached, Subject
from plangen.plan import Annex, Item, Plan
from plangen.results import TargetReached, figure_words

if TYPE_CHECKING:
    from plangen.comparison.report.affected import Affected


def as_json(comparison: Comparison) -> str:
    """The whole comparison as one JSON object."""
    return _written(as_record(comparison))


def as_record(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as one JSON object has it.

    `old` and `new` name the plans; `summary` counts goals, measures and requirements; `entries`
    are sections, items and annexes in the new plan's order, what was removed where it stood;
    `changes` are of no entry. Of an entry, `old` or `new` is null where it has no such side, and
    `kin` is what it was split from or merged into. Of a change, `before` or `after` is null where
    that side says nothing. `reached` is there where results were asked for. `kind` and `direction`
    are words of `plangen.comparison.model`.
    """
    return _whole(comparison, "entries", map(_entry, comparison.entries))


def as_json_by_responsible(comparison: Comparison) -> str:
    """The same, its entries under each party that they affect, with only the changes that do."""
    from plangen.comparison.report.affected import by_responsible

    return _written(_whole(comparison, "responsible", map(_affected, by_responsible(comparison))))


def _affected(party: "Affected") -> dict[str, Any]:
    return {
        "audience": party.audience,
        "id": party.id,
        "name": party.name,
        "entries": [*map(_entry, party.entries)],
    }


def _written(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _whole(comparison: Comparison, part: str, records: Iterable[Any]) -> dict[str, Any]:
    tally = comparison.tally
    return {
        "old": _plan(comparison.old),
        "new": _plan(comparison.new),
        "summary": {
            "added": tally.added,
            "removed": tally.removed,
            "adjusted": tally.adjusted,
            "kept": tally.kept,
        },
        part: [*records],
        "changes": [*map(_change, comparison.changes)],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {"series": plan.series, "year": plan.year, "title": plan.name, "issuer": plan.issuer}


def _entry(entry: Counterparts) -> dict[str, Any]:
    record = {
        "old": _subject(entry.old),
        "new": _subject(entry.new),
        "kin": _subject(entry.kin),
        "likeness": round(entry.likeness, 3),
        "sure": entry.sure,
        "changes": [*map(_change, entry.changes)],
    }
    if entry.reached:
        record["reached"] = [*map(reached_record, entry.reached)]
    return record


def reached_record(reached: ItemReached) -> dict[str, Any]:
    """What was reached of an item in a year: units by how they ended, and each target's figures."""
    whole = reached.whole
    return {
        "year": whole.year,
        "words": reached.words,
        "units": {str(ending): count for ending, count in whole.counts.items()},
        "overdue": whole.overdue,
        "extended": whole.extended,
        "targets": [*map(_target, whole.targets)],
    }


def _target(target: TargetReached) -> dict[str, Any]:
    figures = []
    for name, figure in target.figures:
        figures.append({"name": name, "figure": figure_words(figure)})
    return {"name": target.name, "asked": target.asked, "figures": figures}


def _subject(subject: Subject | None) -> dict[str, Any] | None:
    if subject is None:
        return None
    kind, key, clause = type(subject).__name__.lower(), None, None
    if isinstance(subject, Item):
        kind, key = subject.kind, subject.id
    if not isinstance(subject, Annex):
        clause = subject.clause
    return {
        "kind": kind,
        "id": key,
        "place": clause,
        "title": subject.title,
        "text": subject.text,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "label": change.label or None,
        "before": change.before or None,
        "after": change.after or None,
        "direction": change.direction and change.direction.value,
        "task": change.task or None,
        "task_id": change.task_id or None,
        "affected": list(change.affected),
    }
