"""Somebody whom a plan names and nobody has registered, entered into the plan's register."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from plangen.editing.identifying import give_id
from plangen.editing.tree_paths import scalar_text
from plangen.findings.finding import CannotGoOn
from plangen.importing.registering import list_of, names_of
from plangen.plan import Plan
from plangen.source.schema_nodes import SchemaNode
from plangen.source.tree import Mapping, Scalar, Sequence

REGISTERED_AS: Final = {"department": "科室", "unit": "单位", "group": "单位组"}
"""The kinds of a register's entries, and what they are called."""
_LISTS: Final = {"department": "departments", "unit": "units", "group": "groups"}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Whom to enter."""

    word: str
    """What the plan calls them."""
    name: str
    """Their name; of somebody registered, to whom the word is added as another name."""
    kind: str
    """department, unit or group."""
    group: str = ""
    """The id of a group that a new unit joins; empty for none."""


def kinds_for(schema: SchemaNode, word: str) -> tuple[str, ...]:
    """What somebody may be registered as who is named at a place, the likeliest first."""
    place = schema.entry if schema.type == "array" else schema
    if "lead_unit" in place.keys:
        allowed = ["department", "unit", "group"]
    else:
        allowed = {"department": ["department"], "unit": ["unit", "group"]}.get(place.kind, [])
    likely = list_of(word)
    return tuple(sorted(allowed, key=lambda kind: _LISTS[kind] != likely))


def new_entry(word: str, kinds: tuple[str, ...], name: str, kind: str, group: str) -> NewEntry:
    """Whom to enter for a word that may be one of some kinds. Raises CannotGoOn for another."""
    chosen = kind or next(iter(kinds), "")
    if chosen not in kinds:
        raise CannotGoOn("这里登记不了这一种；照提示改")
    return NewEntry(word, name or word, chosen, group)


def told_of_entry(entry: NewEntry, plan: Plan | None) -> str:
    """What a person should know of somebody to be entered, by the plan before."""
    if plan is not None and entry.name in names_of(plan.register):
        return f"“{entry.word}”记作“{entry.name}”的简称了"
    told = f"“{entry.name}”登记进名册的“{REGISTERED_AS[entry.kind]}”里了"
    if plan is not None and plan.register.source:
        told += f"；只登记在这份方案里，名册文件“{plan.register.source}”没有动"
    return told


def register(root: Mapping, entry: NewEntry, plan: Plan | None) -> Mapping:
    """Enter somebody, or give somebody registered another name; the entry.

    `plan` is what the file says together with the register beside it. Raises CannotGoOn.
    """
    holder = root.entries.setdefault("register", Mapping({}))
    if not isinstance(holder, Mapping):
        raise CannotGoOn("名册的写法不对；先照“检查”里说的改好")
    if known := _known(holder, entry.name):
        return _with_word(*known, entry)
    if plan is not None and entry.name in names_of(plan.register):
        where = f"名册文件“{plan.register.source}”"
        raise CannotGoOn(f"“{entry.name}”登记在{where}里；到那里给它添上简称“{entry.word}”")
    made = Mapping({"name": Scalar(entry.name)})
    give_id(root, made, entry.name, _ids_of(plan))
    made.entries = {"id": made.entries["id"], "name": made.entries["name"]}
    if entry.word != entry.name:
        made.entries["also"] = Sequence([Scalar(entry.word)])
    entries = _entries(holder, entry.kind)
    entries.insert(0 if _is_in_group(holder, entry) else len(entries), made)
    if entry.kind == "unit" and entry.group:
        _join(holder, entry.group, scalar_text(made, "id"))
    return made


def _is_in_group(holder: Mapping, entry: NewEntry) -> bool:
    """Whether a new group is a member of others, which know only those written before them."""
    for group in _records(holder, "group") if entry.kind == "group" else ():
        members = group.entries.get("units")
        for member in members.entries if isinstance(members, Sequence) else ():
            if isinstance(member, Scalar) and member.value == entry.word:
                return True
    return False


def _known(holder: Mapping, name: str) -> tuple[str, Mapping] | None:
    """The kind and the entry of somebody whom the plan's own register has."""
    for kind in _LISTS:
        for entry in _records(holder, kind):
            if scalar_text(entry, "name") == name:
                return kind, entry
    return None


def _records(holder: Mapping, kind: str) -> Iterator[Mapping]:
    """The entries of a kind; what is none, by an error of the file, is passed over."""
    listed = holder.entries.get(_LISTS[kind])
    for entry in listed.entries if isinstance(listed, Sequence) else ():
        if isinstance(entry, Mapping):
            yield entry


def _with_word(kind: str, known: Mapping, entry: NewEntry) -> Mapping:
    if kind != entry.kind:
        wanted = REGISTERED_AS[entry.kind]
        raise CannotGoOn(f"“{entry.name}”登记的是{REGISTERED_AS[kind]}，不是{wanted}；核对一下")
    also = known.entries.setdefault("also", Sequence([]))
    if not isinstance(also, Sequence):
        raise CannotGoOn(f"“{entry.name}”的简称写法不对；到名册里改")
    also.entries.append(Scalar(entry.word))
    return known


def _ids_of(plan: Plan | None) -> set[str]:
    """The ids of the register, those of a file beside the plan among them."""
    if plan is None:
        return set()
    register = plan.register
    everybody: list[Any] = [*register.departments, *register.units, *register.groups]
    return {str(party.id) for party in everybody}


def _entries(holder: Mapping, kind: str) -> list[Any]:
    listed = holder.entries.setdefault(_LISTS[kind], Sequence([]))
    if not isinstance(listed, Sequence):
        raise CannotGoOn(f"名册里{REGISTERED_AS[kind]}的写法不对；先照“检查”里说的改好")
    return listed.entries


def _join(holder: Mapping, group: str, identity: str) -> None:
    """Make a unit a member of a group that lists its members."""
    for entry in _records(holder, "group"):
        members = entry.entries.get("units") if scalar_text(entry, "id") == group else None
        if isinstance(members, Sequence):
            members.entries.append(Scalar(identity))
            return
    raise CannotGoOn("没有这个单位组，或者它不是逐个列出成员的")
