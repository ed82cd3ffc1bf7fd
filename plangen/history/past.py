"""A plan's past: what each commit changed in it, and each year's plan against the year before."""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from plangen.comparison import compare
from plangen.comparison.model import Change, Comparison, Counterparts, Kind, Subject
from plangen.comparison.tree import all_tasks
from plangen.findings.finding import CannotGoOn
from plangen.git import Commit, Repository, repository_at
from plangen.history.revision import committed, plan_of
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Item, Plan, Register
from plangen.workspace import read_plan

_UNREADABLE: Final = "这一版读不出方案"
_CUT: Final = "仓库只取了最近的提交，更早的看不到；要看，先运行 git fetch --unshallow"


@dataclass(frozen=True, slots=True)
class Event:
    """One step in a plan's past: a commit, or the file as it is not committed yet."""

    file: str
    """The name of the plan file at the time."""
    commit: Commit | None = None
    """None for what is not committed."""
    comparison: Comparison | None = None
    """What it changed; None where it leaves no plan that can be read."""
    whole: bool = False
    """Whether the plan as a whole was added or removed."""
    notes: tuple[str, ...] = ()
    """Remarks such as a renamed file."""


@dataclass(frozen=True, slots=True)
class Past:
    """The history of a plan, or of one item of it."""

    events: tuple[Event, ...]
    """The oldest first."""
    item: Item | None = None
    """The item as it stands now, or stood last."""
    notes: tuple[str, ...] = ()
    """Why there may be more history than was seen."""


def past(path: Path) -> Past:
    """Every step of a plan file, and of the earlier years' plans of its series beside it.

    Raises CannotGoOn where there is no such file, and never was one in a commit.
    """
    repository, notes = _repository(path)
    events: list[Event] = []
    plan: Plan | None = None
    for file in (*_earlier_years(path), path):
        life = _Life(file, repository, plan)
        events += life.events()
        plan = life.plan
    if not events:
        why = "".join(f"（{note}）" for note in notes)
        raise CannotGoOn(f"{path}：找不到这个文件，提交里也没有；核对文件名{why}")
    return Past(tuple(events), notes=notes)


def _repository(path: Path) -> tuple[Repository | None, tuple[str, ...]]:
    """The repository of a file or None, and why there may be more history than it has."""
    folder = next(each for each in path.absolute().parents if each.is_dir())
    try:
        found = repository_at(folder)
    except CannotGoOn as error:
        return None, (f"{error}；没有提交可看，只比较了各年的文件",)
    return found, (_CUT,) if found.shallow() else ()


def _earlier_years(path: Path) -> list[Path]:
    """The files of earlier years' plans of the same series, the oldest first."""
    plan = read_plan(path).plan if path.is_file() else None
    if plan is None:
        return []
    earlier = []
    for file in sorted(path.parent.glob("*.y*ml")):
        other = read_plan(file).plan
        if other and other.series == plan.series and other.year < plan.year:
            earlier.append((other.year, file))
    return [file for _, file in sorted(earlier)]


class _Life:
    """The versions of one file, the oldest first, each read once."""

    def __init__(self, file: Path, repository: Repository | None, plan: Plan | None) -> None:
        """Take the file and the last plan before it: that of the year before."""
        self.plan = plan
        """The last version that could be read."""
        self._file = file
        self._repository = repository
        self._plans: dict[str, Plan | None] = {"": None}
        self._registers: set[str] = set()
        """The register files that the plan has named, from the repository's root."""

    def events(self) -> Iterator[Event]:
        """What each commit changed, and what is not committed yet."""
        commits = self._commits()
        for commit in commits:
            event = self._event(commit)
            own = len(commit.before) == 1 and commit.path not in self._registers
            if event.comparison or event.notes or own:
                yield event
        yield from self._uncommitted(commits[-1].after if commits else "")

    def _commits(self) -> list[Commit]:
        """The commits that changed the file, or its register's file, the oldest first."""
        if self._repository is None:
            return []
        commits = self._repository.log(self._repository.place(self._file))
        self._read(self._repository, {blob: (each.id, each.path) for each, blob in _all(commits)})
        if self._registers:
            commits = self._with_registers(self._repository, commits)
            places = {name: name.partition(":")[::2] for _, name in _all(commits)}
            self._read(self._repository, places)
        return commits[::-1]

    def _read(self, repository: Repository, places: Mapping[str, tuple[str, str]]) -> None:
        """Read the versions that git knows by these names, each with its revision and its path."""
        contents = repository.contents(places)
        for (name, (revision, path)), data in zip(places.items(), contents, strict=True):
            plan = plan_of(repository, revision, path, data or b"", name).plan
            self._plans[name] = plan
            if plan and plan.register.source:
                beside = posixpath.join(posixpath.dirname(path), plan.register.source)
                self._registers.add(posixpath.normpath(beside))

    def _with_registers(self, repository: Repository, commits: list[Commit]) -> list[Commit]:
        """The commits with those of the registers' files; of each, what the plan was by name."""
        found = {each.id: _by_name(each, each.source, each.path) for each in commits}
        paths = dict.fromkeys(path for each in commits for path in (each.path, each.source))
        for register in sorted(self._registers):
            others = [each for each in repository.log(register) if each.id not in found]
            asked = [(each, path) for each in others for path in paths]
            plans = repository.contents(f"{each.id}:{path}" for each, path in asked)
            for (each, path), data in zip(asked, plans, strict=True):
                if data is not None:
                    found[each.id] = _by_name(each, path, path)
        return [found[key] for key in repository.revisions() if key in found]

    def _event(self, commit: Commit) -> Event:
        after = self._plans.get(commit.after)
        known = [plan for blob in commit.before if (plan := self._plans.get(blob))]
        befores = known or ([self.plan] if self.plan else [])
        moved = f"改名：{commit.source} → {commit.path}"
        notes = (moved,) if commit.source != commit.path else ()
        if not commit.after:
            notes = ("删除了这个文件",)
        elif after is None:
            return Event(commit.path, commit, notes=(*notes, _UNREADABLE))
        comparison, whole = _change(befores, after)
        self.plan = after
        return Event(commit.path, commit, comparison, whole, notes)

    def _uncommitted(self, last: str) -> Iterator[Event]:
        """How the file differs from what was committed last."""
        if not self._file.is_file():
            return
        after = read_plan(self._file).plan
        if after is None:
            if self._plans[last] or not last:
                yield Event(str(self._file), notes=(_UNREADABLE,))
            return
        before = (committed(self._file).plan if last else None) or self.plan
        comparison, whole = _change([before] if before else [], after)
        self.plan = after
        if comparison or not last:
            yield Event(str(self._file), None, comparison, whole)


def _all(commits: Iterable[Commit]) -> Iterator[tuple[Commit, str]]:
    """Each commit with each version that the file had before or after it."""
    return ((each, name) for each in commits for name in (*each.before, each.after) if name)


def _by_name(commit: Commit, source: str, path: str) -> Commit:
    """A commit with the plan's versions by revision and path: a register goes with each."""
    other = commit.path != path
    before = tuple(
        f"{commit.id}^{number}:{source}" if blob or other else ""
        for number, blob in enumerate(commit.before, 1)
    )
    after = f"{commit.id}:{path}" if commit.after or other else ""
    return replace(commit, before=before, after=after)


def _change(befores: Sequence[Plan], after: Plan | None) -> tuple[Comparison | None, bool]:
    """What is new against every plan before, and whether the whole plan came or went."""
    if after is None:
        return (compare(befores[0], blank(befores[0])) if befores else None), True
    comparisons = [compare(before, after) for before in befores or [blank(after)]]
    return _in_all(comparisons), not befores


def blank(plan: Plan) -> Plan:
    """The plan before anything was written into it."""
    return replace(plan, sections=(), annexes=(), register=Register(), preamble=None, waivers=())


def _in_all(comparisons: Sequence[Comparison]) -> Comparison:
    """The changes that a merge itself made: those that it shows against each of its parents."""
    first, *others = comparisons
    if not others:
        return first
    keys = [{key for key, _ in _keyed(other)} for other in others]
    kept = {id(change) for key, change in _keyed(first) if all(key in own for own in keys)}
    entries = (
        replace(entry, changes=tuple(each for each in entry.changes if id(each) in kept))
        for entry in first.entries
    )
    changes = tuple(each for each in first.changes if id(each) in kept)
    return replace(first, entries=tuple(entries), changes=changes)


def _keyed(comparison: Comparison) -> Iterator[tuple[tuple[str, ...], Change]]:
    """Each change with a key of its subject and its new value, whatever the old value was."""
    for entry in comparison.entries:
        name = f"{type(entry.subject).__name__} {_id(entry.subject) or entry.subject.title}"
        for change in entry.changes:
            yield (name, change.kind, change.label, change.task, change.after), change
    for change in comparison.changes:
        yield ("", change.kind, change.label, change.task, change.after), change


def past_of(whole: Past, word: str) -> Past:
    """The steps that changed one item, named by id or place, under whatever id a year had it.

    What was split off it is followed too, from that step on. Raises CannotGoOn, with the nearest,
    where no version has such an item.
    """
    own: dict[int, Counterparts] = {}
    """The entry of the item at each step that knows it, by the step's number."""
    item: Item | None = None
    key = ""
    """The id of the item in the version at hand, once it is known."""
    for number, event in reversed([*enumerate(whole.events)]):
        entry = next((each for each in _items(event) if _is(each, word, key)), None)
        if entry and event.comparison:
            item = item or _item(entry.subject)
            key = _id(entry.old) or _id(entry.kin) or _id(entry.new)
            own[number] = entry
    if item is None:
        raise CannotGoOn(_unknown(whole, word))
    return replace(whole, events=tuple(_with_parts(whole.events, own)), item=item)


def _with_parts(events: Sequence[Event], own: Mapping[int, Counterparts]) -> Iterator[Event]:
    """The steps that changed an item or what was split off it.

    `own` has the entry of the item for each step that knows it, by the step's number.
    """
    began = max((number for number, entry in own.items() if entry.kin and entry.new), default=-1)
    parts: set[str] = set()
    for number, event in enumerate(events):
        if event.comparison is None:
            continue
        followed = [own[number]] if number in own else []
        if number > began:
            wholes = {*parts, *(_id(entry.old) for entry in followed)} - {""}
            pieces = [entry for entry in _items(event) if _is_part(entry, parts, wholes)]
            pieces = [entry for entry in pieces if entry is not own.get(number)]
            parts -= {_id(entry.old) for entry in pieces}
            parts |= {_id(entry.new) for entry in pieces} - {""}
            followed += pieces
        alone = _alone(event.comparison, followed)
        changes = [change for entry in followed for change in entry.changes]
        if alone.changes or any(change.kind is not Kind.RENUMBERED for change in changes):
            yield replace(event, comparison=alone, whole=False)


def _is_part(entry: Counterparts, parts: Collection[str], wholes: Collection[str]) -> bool:
    """Whether it was split off one of the wholes, in this step or before."""
    if entry.old is None:
        return _id(entry.kin) in wholes
    return _id(entry.old) in parts


_POSTS: Final = ("责任人", "责任领导")


def _alone(comparison: Comparison, entries: Sequence[Counterparts]) -> Comparison:
    """What changed in some items, and in the register for those responsible for them."""
    labels: set[tuple[Kind, str]] = set()
    """The kinds and labels of the register's changes that are about them."""
    items = [item for entry in entries if (item := _item(entry.new))]
    duties = [item.responsible for item in items]
    duties += [task.responsible for item in items for task in all_tasks(item)]
    for duty in duties:
        for department in duty.departments:
            labels |= {(Kind.SUCCESSION, f"{department.name}{post}") for post in _POSTS}
        for part in duty.parts:
            labels |= {(Kind.UNIT_JOINED, str(part.name)), (Kind.UNIT_LEFT, str(part.name))}
            labels.add((Kind.REGISTER, f"{part.name}：名称"))
    changes = [change for change in comparison.changes if (change.kind, change.label) in labels]
    return replace(comparison, entries=tuple(entries), changes=tuple(changes))


def _items(event: Event) -> tuple[Counterparts, ...]:
    return event.comparison.items if event.comparison else ()


def _is(entry: Counterparts, word: str, key: str) -> bool:
    """Whether it is the item with the id `key`, or, while that is empty, what `word` names.

    A clause, in whatever brackets, never names an item that is gone.
    """
    if key or _id(entry.subject) == word:
        return _id(entry.subject) == (key or word)
    place = word.strip().translate(str.maketrans("()", "（）")).rstrip(".、．")
    return isinstance(entry.new, Item) and entry.new.clause == place


def _item(subject: Subject | None) -> Item | None:
    return subject if isinstance(subject, Item) else None


def _id(subject: Subject | None) -> str:
    item = _item(subject)
    return item.id if item else ""


def _unknown(whole: Past, word: str) -> str:
    items = [
        item for event in whole.events for each in _items(event) if (item := _item(each.subject))
    ]
    ids = [item.id for item in items if not item.derived]
    near = nearest(word, dict.fromkeys(filter(None, [*ids, *(item.clause for item in items)])))
    hint = did_you_mean(near) or "写条目的编号（id），或它在文中的序号，如 二（三）1"
    return f"方案里没有“{word}”这一条，从前也没有。{hint}"
