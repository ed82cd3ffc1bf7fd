"""A batch of checklists: all that a process anywhere needs to write them, and what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Protocol, runtime_checkable

from plangen import __version__
from plangen.checklists import Checklist, Cover
from plangen.delivery.changes import joined_digests
from plangen.delivery.folder import open_folder
from plangen.delivery.record import (
    BatchRecord,
    Delivered,
    Status,
    begun_path,
    digest,
    done_path,
    get_batch,
)
from plangen.delivery.storage import Folder
from plangen.document.gbt9704 import Style
from plangen.workdays import OFFICIAL, Workdays

SIZE, LINES = 200, 1000
"""How many checklists a batch has at most, and about how many lines."""


class ChecklistWriter(Protocol):
    """Writes checklists in one format."""

    def write(self, checklist: Checklist, /) -> bytes:
        """The file of one checklist."""


@runtime_checkable
class CancellingWriter(ChecklistWriter, Protocol):
    """Writes files that say of what was in an earlier one that it is cancelled."""

    def cancelling(self, data: bytes, earlier: bytes, /) -> bytes:
        """The file with what the earlier one has beside it, as cancelled."""


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
    dropped: str = ""
    """The digests of the lines that were taken away since the last run."""
    said: str = ""
    """变化内容."""


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
        parts: list[object] = [__version__, make.cover, make.style, make.formats]
        parts += [sorted(make.workdays.extra_holidays), sorted(make.workdays.extra_workdays)]
        parts.append(digest(make.specimen))
        for wanted in self.wanted:
            checklist = wanted.checklist
            shared = bytes(line.shared for line in checklist.lines)
            parts += [checklist.audience, checklist.id, checklist.name, wanted.stem]
            parts += [checklist.revision, shared, [line.digest for line in checklist.shown]]
            parts.append([(line.news, line.reported) for line in checklist.lines])
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


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
    """What came of a batch in the run that was interrupted, if its files are as it left them."""
    record = get_batch(folder, done_path(batch.number))
    if record is None or record.job != batch.job:
        return None
    for entry in record.entries:
        for suffix in batch.make.formats:
            data = folder.read(f"{entry.stem}.{suffix}")
            if data is None or digest(data) != entry.files[suffix]:
                return None
    return _result(batch.number, record.entries, 0)


def run_batch(batch: Batch) -> BatchResult:
    """Write the files of a batch that are not there as they should be.

    Its record gets its name before the first file does: whatever stops the work, what has been
    written is known to be ours.
    """
    folder = open_folder(batch.make.where)
    outdated: dict[str, bytes] = {}
    begun, settled = [], []
    for wanted in batch.wanted:
        present = {suffix: folder.read(f"{wanted.stem}.{suffix}") for suffix in batch.make.formats}
        files = _files(batch.make, wanted.checklist, present)
        entry = _entry(wanted, files)
        changed, kept = _compare(batch.make, wanted, files, present)
        outdated |= changed
        begun.append(entry)
        settled.append(_settled(wanted, entry, kept))
    if outdated:
        record = BatchRecord(batch.job, tuple(begun)).data
        folder.put_all({begun_path(batch.number): record, **outdated})
    folder.put(done_path(batch.number), BatchRecord(batch.job, tuple(settled)).data)
    return _result(batch.number, settled, len(outdated))


def _compare(
    make: Make, wanted: Wanted, files: Mapping[str, bytes], present: Mapping[str, bytes | None]
) -> tuple[dict[str, bytes], list[str]]:
    """Path → bytes of the files to write; and the suffixes of those that somebody has edited."""
    changed, kept = {}, []
    for suffix, data in files.items():
        path = f"{wanted.stem}.{suffix}"
        there = present[suffix]
        ours = wanted.written.get(suffix, ())
        if there == data:
            continue
        if make.overwrite or there is None or digest(there) in ours or _cut(there, data):
            changed[path] = data
        else:
            kept.append(suffix)
    return changed, kept


def _cut(present: bytes, data: bytes) -> bool:
    """Whether a file is what a power cut leaves of these bytes: less of them, or zeros."""
    return data.startswith(present) or not present.strip(b"\0")


def _files(
    make: Make, checklist: Checklist, present: Mapping[str, bytes | None]
) -> dict[str, bytes]:
    """The files as they should be; a calendar cancels what the one that is there has beside it."""
    writers = _writers(make)
    files = {suffix: writer.write(checklist) for suffix, writer in writers.items()}
    for suffix, writer in writers.items():
        if isinstance(writer, CancellingWriter) and (earlier := present[suffix]):
            files[suffix] = writer.cancelling(files[suffix], earlier)
    return files


@lru_cache(maxsize=1)
def _writers(make: Make) -> Mapping[str, ChecklistWriter]:
    """The writers, which keep what they have composed from one batch to the next."""
    return {suffix: WRITERS[suffix](make) for suffix in make.formats}


def _entry(wanted: Wanted, files: Mapping[str, bytes]) -> Delivered:
    checklist = wanted.checklist
    revision = checklist.revision
    digests = {suffix: digest(data) for suffix, data in files.items()}
    return Delivered(
        audience=checklist.audience.value,
        id=checklist.id,
        name=checklist.name,
        stem=wanted.stem,
        revision=revision,
        tasks=len(checklist.lines),
        files=_delivered_there(wanted) | digests,
        change=_change(wanted.before, revision, digests),
        lines=joined_digests(checklist.lines),
        dropped=wanted.dropped,
        said=wanted.said,
    )


def _delivered_there(wanted: Wanted) -> dict[str, str]:
    """Suffix → digest of what was last written at the same path, in whatever formats."""
    before = wanted.before
    return dict(before.files) if before and before.stem == wanted.stem else {}


def _change(before: Delivered | None, revision: str, digests: Mapping[str, str]) -> Status:
    """What became of a checklist; a format that is made for the first time changes nothing."""
    if before is None:
        return Status.NEW
    if before.revision != revision:
        return Status.CHANGED
    same = {**digests, **before.files} == {**before.files, **digests}
    return Status.SAME if same else Status.RESTATED


def _settled(wanted: Wanted, entry: Delivered, kept: list[str]) -> Delivered:
    """Of a file left as somebody edited it, what we wrote last is what we wrote before."""
    before = dict.fromkeys(kept, "") | _delivered_there(wanted)
    files = {**entry.files, **{suffix: before[suffix] for suffix in kept}}
    return replace(entry, files=files, kept=tuple(kept))


def _result(number: int, entries: Sequence[Delivered], written: int) -> BatchResult:
    edited = tuple(path for entry in entries for path in entry.edited)
    return BatchResult(number, Counter(entry.change for entry in entries), written, edited)
