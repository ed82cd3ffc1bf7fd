"""A batch of checklists: all that a process anywhere needs to write them, and what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Protocol

from plangen import __version__
from plangen.checklists import Checklist, Cover
from plangen.delivery.folder import open_folder
from plangen.delivery.record import BatchRecord, Delivered, Status, digest, get_batch, put_batch
from plangen.delivery.storage import Folder
from plangen.document.gbt9704 import Style
from plangen.workdays import OFFICIAL, Workdays

SIZE, LINES = 200, 1000
"""How many checklists a batch has at most, and about how many lines."""


class ChecklistWriter(Protocol):
    """Writes checklists in one format."""

    def write(self, checklist: Checklist, /) -> bytes:
        """The file of one checklist."""


def _docx(make: "Make") -> ChecklistWriter:
    from plangen.writers.docx.checklist import DocxChecklists

    return DocxChecklists(make.specimen)


def _xlsx(make: "Make") -> ChecklistWriter:
    from plangen.writers.xlsx.checklist import XlsxChecklists

    return XlsxChecklists(make.cover, make.style)


def _ics(make: "Make") -> ChecklistWriter:
    from plangen.writers.ics import IcsChecklists

    return IcsChecklists(make.cover, make.workdays)


def _markdown(make: "Make") -> ChecklistWriter:
    from plangen.writers.markdown import MarkdownChecklists

    return MarkdownChecklists(make.cover)


WRITERS: Final[Mapping[str, "Callable[[Make], ChecklistWriter]"]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "ics": _ics,
    "md": _markdown,
}
"""Suffix → what makes the writer."""


@dataclass(frozen=True, slots=True)
class Make:
    """What all batches of a run share."""

    where: str
    """The folder, or its address."""
    cover: Cover
    style: Style
    specimen: bytes
    """The specimen of every DOCX."""
    formats: tuple[str, ...]
    overwrite: bool = False
    """Whether files that somebody has edited are overwritten."""
    workdays: Workdays = OFFICIAL
    """The calendar that reminders are set by."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A checklist to write, and what is known of it."""

    checklist: Checklist
    stem: str
    before: Delivered | None
    """What was delivered last time."""
    written: Mapping[str, tuple[str, ...]]
    """Suffix → the digests of what we may have written there."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some checklists, with all that it takes to write them."""

    number: int
    make: Make
    wanted: tuple[Wanted, ...]

    @property
    def job(self) -> str:
        """Changes when what is to be written does."""
        make = self.make
        said: list[object] = [
            __version__,
            make.cover,
            sorted(make.workdays.extra_holidays),
            sorted(make.workdays.extra_workdays),
            make.style,
            make.formats,
            digest(make.specimen),
        ]
        for one in self.wanted:
            each = one.checklist
            shared = bytes(line.shared for line in each.lines)
            said += [each.audience, each.id, each.name, one.stem, each.revision, shared]
        return blake2b(repr(said).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of a batch."""

    number: int
    changes: Mapping[Status, int]
    """How many checklists are new, changed and the same."""
    written: int = 0
    """How many files were written."""
    edited: tuple[str, ...] = ()
    """Files left as they are, because somebody has edited them."""

    @property
    def count(self) -> int:
        """How many checklists it has."""
        return sum(self.changes.values())


def done_before(folder: Folder, batch: Batch) -> BatchResult | None:
    """What came of a batch in the run that was interrupted, if its files are all there."""
    record = get_batch(folder, batch.number)
    if record is None or not record.done or record.job != batch.job:
        return None
    edited = any(entry.kept for entry in record.entries)
    if edited or not all(folder.exists(path) for one in record.entries for path in one.paths):
        return None
    return _result(batch.number, record.entries, 0)


def run_batch(batch: Batch) -> BatchResult:
    """Write the files of a batch that are not there as they should be.

    Its record stands before the first file does: whatever stops the work, what has been written
    is known to be ours.
    """
    folder = open_folder(batch.make.where)
    made = [(one, _files(batch.make, one.checklist)) for one in batch.wanted]
    entries = tuple(_entry(one, files) for one, files in made)
    put_batch(folder, batch.number, BatchRecord(batch.job, False, entries))
    written, settled = 0, []
    for (one, files), entry in zip(made, entries, strict=True):
        kept = []
        for suffix, data in files.items():
            path = f"{one.stem}.{suffix}"
            found = folder.read(path)
            if found == data:
                continue
            if _edited(found, one.written.get(suffix, ())) and not batch.make.overwrite:
                kept.append(suffix)
            else:
                folder.put(path, data)
                written += 1
        settled.append(_settled(one, entry, kept))
    put_batch(folder, batch.number, BatchRecord(batch.job, True, tuple(settled)))
    return _result(batch.number, settled, written)


def _files(make: Make, checklist: Checklist) -> dict[str, bytes]:
    writers = _writers(make)
    return {suffix: writer.write(checklist) for suffix, writer in writers.items()}


@lru_cache(maxsize=1)
def _writers(make: Make) -> Mapping[str, ChecklistWriter]:
    """The writers, which keep what they have composed from one batch to the next."""
    return {suffix: WRITERS[suffix](make) for suffix in make.formats}


def _edited(found: bytes | None, written: Iterable[str]) -> bool:
    return found is not None and digest(found) not in written


def _entry(one: Wanted, files: Mapping[str, bytes]) -> Delivered:
    each = one.checklist
    revision = each.revision
    digests = {suffix: digest(data) for suffix, data in files.items()}
    return Delivered(
        audience=each.audience.value,
        id=each.id,
        name=each.name,
        stem=one.stem,
        revision=revision,
        tasks=len(each.lines),
        files=_unasked(one) | digests,
        change=_change(one.before, revision, digests),
    )


def _unasked(one: Wanted) -> dict[str, str]:
    """The files in formats that this run does not make; they stay as they are."""
    return dict(one.before.files) if one.before and one.before.stem == one.stem else {}


def _change(before: Delivered | None, revision: str, digests: Mapping[str, str]) -> Status:
    if before is None:
        return Status.NEW
    same = all(before.files.get(suffix, one) == one for suffix, one in digests.items())
    return Status.SAME if same and before.revision == revision else Status.CHANGED


def _settled(one: Wanted, entry: Delivered, kept: list[str]) -> Delivered:
    """Of a file left as somebody edited it, what we wrote last is what we wrote before."""
    if not kept:
        return entry
    before = _unasked(one)
    files = {**entry.files, **{suffix: before.get(suffix, "") for suffix in kept}}
    return replace(entry, files=files, kept=tuple(kept))


def _result(number: int, entries: Iterable[Delivered], written: int) -> BatchResult:
    entries = list(entries)
    edited = tuple(path for entry in entries for path in entry.edited)
    return BatchResult(number, Counter(entry.change for entry in entries), written, edited)
