"""A plan's past: what each commit changed in it, and each year's plan against the year before."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from plangen.comparison import compare
from plangen.comparison.model import Change, Comparison, Counterparts, Subject
from plangen.findings.finding import CannotGoOn
from plangen.git import Commit, Repository, repository_at
from plangen.history.revision import committed, plan_of
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
    years: tuple[tuple[Plan, Item], ...] = ()
    """The item as each year's plan had it last, with that plan; the oldest first."""


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
    folder = next(filter(Path.is_dir, path.absolute().parents))
    try:
        repository = repository_at(folder)
    except CannotGoOn as error:
        return None, (f"{error}；没有提交可看，只比较了各年的文件",)
    if repository.shallow():
        return repository, (_CUT,)
    return repository, ()


def _earlier_years(path: Path) -> list[Path]:
    """The files of earlier years' plans of the same series, the oldest first."""
    plan = _plan(path)
    if plan is None:
        return []
    earlier = []
    for file in sorted(path.parent.glob("*.y*ml")):
        other = read_plan(file).plan
        if other and other.series == plan.series and other.year < plan.year:
            earlier.append((other.year, file))
    return [file for _, file in sorted(earlier)]


def _plan(path: Path) -> Plan | None:
    """The plan in a file; None where there is no such file, or no plan in it."""
    if not path.is_file():
        return None
    return read_plan(path).plan


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
        last = ""
        """The file's version in the latest commit, by its name in git."""
        for commit in self._commits():
            last = commit.after
            event = self._event(commit)
            own = len(commit.before) == 1 and commit.path not in self._registers
            if event.comparison or event.notes or own:
                yield event
        yield from self._uncommitted(last)

    def _commits(self) -> list[Commit]:
        """The commits that changed the file, or its register's file, the oldest first."""
        if self._repository is None:
            return []
        commits = self._repository.log(self._repository.place(self._file))
        places: dict[str, tuple[str, str]] = {}
        for commit, name in _versions(commits):
            places[name] = (commit.id, commit.path)
        self._read(self._repository, places)
        if self._registers:
            commits = self._with_registers(self._repository, commits)
            places = {}
            for _, name in _versions(commits):
                revision, _, path = name.partition(":")
                places[name] = (revision, path)
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
        by_id: dict[str, Commit] = {}
        paths: dict[str, None] = {}
        """Every path that the plan's file has had."""
        for commit in commits:
            by_id[commit.id] = _by_name(commit, commit.source, commit.path)
            paths |= dict.fromkeys([commit.path, commit.source])
        for register in sorted(self._registers):
            others = [commit for commit in repository.log(register) if commit.id not in by_id]
            candidates = [*product(others, paths)]
            plans = repository.contents(f"{commit.id}:{path}" for commit, path in candidates)
            for (commit, path), data in zip(candidates, plans, strict=True):
                if data is not None:
                    by_id[commit.id] = _by_name(commit, path, path)
        return [by_id[revision] for revision in repository.revisions() if revision in by_id]

    def _event(self, commit: Commit) -> Event:
        notes = []
        if not commit.after:
            notes.append("删除了这个文件")
        elif commit.source != commit.path:
            notes.append(f"改名：{commit.source} → {commit.path}")
        after = self._plans.get(commit.after)
        if commit.after and after is None:
            return Event(commit.path, commit, notes=(*notes, _UNREADABLE))
        comparison, whole = _change(self._befores(commit), after)
        self.plan = after
        return Event(commit.path, commit, comparison, whole, tuple(notes))

    def _befores(self, commit: Commit) -> list[Plan]:
        """The plan in each parent of a commit; else the last one that could be read."""
        befores = []
        for blob in commit.before:
            if plan := self._plans.get(blob):
                befores.append(plan)
        if not befores and self.plan:
            befores.append(self.plan)
        return befores

    def _uncommitted(self, last: str) -> Iterator[Event]:
        """How the file differs from what was committed last, its version `last`."""
        if not self._file.is_file():
            return
        after = read_plan(self._file).plan
        if after is None:
            if self._plans[last] or not last:
                yield Event(str(self._file), notes=(_UNREADABLE,))
            return
        befores = []
        if before := self._last_committed(last) or self.plan:
            befores.append(before)
        comparison, whole = _change(befores, after)
        self.plan = after
        if comparison or not last:
            yield Event(str(self._file), None, comparison, whole)

    def _last_committed(self, last: str) -> Plan | None:
        if not last:
            return None
        return committed(self._file).plan


def _versions(commits: Iterable[Commit]) -> Iterator[tuple[Commit, str]]:
    """Each commit with each version that the file had before or after it."""
    for commit in commits:
        for name in (*commit.before, commit.after):
            if name:
                yield commit, name


def _by_name(commit: Commit, source: str, path: str) -> Commit:
    """A commit with the plan's versions by revision and path: a register goes with each."""
    is_of_register = commit.path != path
    before = tuple(
        f"{commit.id}^{number}:{source}" if blob or is_of_register else ""
        for number, blob in enumerate(commit.before, 1)
    )
    after = f"{commit.id}:{path}" if commit.after or is_of_register else ""
    return replace(commit, before=before, after=after)


def _change(befores: Sequence[Plan], after: Plan | None) -> tuple[Comparison | None, bool]:
    """What is new against every plan before, and whether the whole plan came or went."""
    if after is None and not befores:
        return None, True
    if after is None:
        return compare(befores[0], blank(befores[0])), True
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
    shared = set.intersection(*map(_keys, others))
    entries = []
    for entry in first.entries:
        own = [change for change in entry.changes if _key(entry, change) in shared]
        entries.append(replace(entry, changes=tuple(own)))
    changes = [change for change in first.changes if _key(None, change) in shared]
    return replace(first, entries=tuple(entries), changes=tuple(changes))


def _keys(comparison: Comparison) -> set[tuple[str, ...]]:
    keys = {_key(None, change) for change in comparison.changes}
    for entry in comparison.entries:
        keys |= {_key(entry, change) for change in entry.changes}
    return keys


def _key(entry: Counterparts | None, change: Change) -> tuple[str, ...]:
    """The subject of a change and its new value, whatever the old value was."""
    name = ""
    if entry:
        name = f"{type(entry.subject).__name__} {item_id(entry.subject) or entry.subject.title}"
    return name, change.kind, change.label, change.task, change.after


def item_id(subject: Subject | None) -> str:
    """The id of an item; nothing for what is none."""
    if isinstance(subject, Item):
        return subject.id
    return ""
