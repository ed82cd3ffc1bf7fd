"""What has been delivered to whom: kept beside the files, so that the next run knows."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from tempfile import TemporaryFile
from typing import Any
from zlib import crc32

from plangen.delivery.storage import RUN, WORK, Folder
from plangen.findings.finding import CannotGoOn

RECORD = f"{WORK}/record.jsonl"


class Status(StrEnum):
    """What became of a checklist since the last run."""

    NEW = "新增"
    CHANGED = "有变化"
    SAME = "未变"
    GONE = "已撤销"
    LEFT = "本次未选"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A checklist as it was delivered."""

    audience: str
    id: str
    name: str
    stem: str
    """The path of its files, without their suffix."""
    revision: str
    tasks: int
    files: Mapping[str, str]
    """Suffix → the digest of what was written."""
    change: Status = Status.SAME
    kept: tuple[str, ...] = ()
    """The suffixes of files that somebody has edited: they are left as they are."""
    unfinished: bool = False
    """Whether only a run that was interrupted has written it."""

    @property
    def paths(self) -> list[str]:
        """Its files."""
        return [f"{self.stem}.{suffix}" for suffix in self.files]

    @property
    def edited(self) -> list[str]:
        """Those that somebody has edited."""
        return [f"{self.stem}.{suffix}" for suffix in self.kept]


def digest(data: bytes) -> str:
    """What tells a file's bytes from those that an edit leaves: their number and their CRC-32."""
    return f"{len(data):x}-{crc32(data):08x}"


_FIELDS = tuple(each.name for each in fields(Delivered))
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(entry: Delivered) -> bytes:
    said = {name: getattr(entry, name) for name in _FIELDS}
    return _ENCODE(said).encode() + b"\n"


def _entry(said: dict[str, Any]) -> Delivered:
    change, kept = Status(said.pop("change")), tuple(said.pop("kept"))
    return Delivered(**said, change=change, kept=kept)


class LastRun:
    """The entries of the last run, read one by one from a copy of its file."""

    def __init__(self, folder: Folder) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as the record
        self._lists: dict[int, tuple[int, ...]] = defaultdict(tuple)
        self._files: dict[int, tuple[int, ...]] = defaultdict(tuple)
        data = folder.read(RECORD)
        self._file.write(data or b"")
        try:
            for place, entry in self._scan():
                if not entry.unfinished:
                    self._lists[hash((entry.audience, entry.id))] += (place,)
                self._files[hash(entry.stem)] += (place,)
        except (ValueError, TypeError, KeyError) as error:
            raise CannotGoOn(f"{RECORD} 坏了；删掉它，再运行一次") from error

    def __iter__(self) -> Iterator[Delivered]:
        """Every entry, in order, those of unfinished runs included."""
        return (entry for _, entry in self._scan())

    def entry(self, audience: str, name: str) -> Delivered | None:
        """What was delivered to somebody."""
        entries = map(self._at, reversed(self._lists.get(hash((audience, name)), ())))
        return next((one for one in entries if (one.audience, one.id) == (audience, name)), None)

    def written(self, stem: str) -> dict[str, tuple[str, ...]]:
        """Suffix → the digests of what we may have written at a path."""
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        entries = map(self._at, self._files.get(hash(stem), ()))
        for entry in (entry for entry in entries if entry.stem == stem):
            for suffix, one in entry.files.items():
                if one and one not in found[suffix]:
                    found[suffix] += (one,)
        return found

    def _scan(self) -> Iterator[tuple[int, Delivered]]:
        place = 0
        while True:
            self._file.seek(place)
            line = self._file.readline()
            if not line:
                return
            yield place, _entry(json.loads(line))
            place += len(line)

    def _at(self, place: int) -> Delivered:
        self._file.seek(place)
        return _entry(json.loads(self._file.readline()))


@contextmanager
def writing_record(folder: Folder) -> Iterator[Callable[[Delivered], None]]:
    """Keep what was delivered, for the next run: an entry at a time, in force with the last."""
    with folder.writing(RECORD) as file:

        def keep(entry: Delivered) -> None:
            file.write(_line(entry))

        yield keep


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What a batch is writing, or, when it is done, has written."""

    job: str
    """What tells one batch from another: a record serves the batch that is the same."""
    done: bool
    entries: tuple[Delivered, ...] = field(default=())


def put_batch(folder: Folder, number: int, record: BatchRecord) -> None:
    """Keep the record of a batch, until the run is over."""
    head = json.dumps({"job": record.job, "done": record.done}).encode() + b"\n"
    folder.put(_batch_path(number), head + b"".join(map(_line, record.entries)))


def get_batch(folder: Folder, number: int) -> BatchRecord | None:
    """The record of a batch, if it has got so far."""
    data = folder.read(_batch_path(number))
    return None if data is None else _batch(data)


def _batch(data: bytes) -> BatchRecord:
    head, *lines = data.splitlines()
    return BatchRecord(**json.loads(head), entries=tuple(_entry(json.loads(one)) for one in lines))


def _batch_path(number: int) -> str:
    return f"{RUN}/{number:06}.json"


def take_in(folder: Folder) -> None:
    """Add to the record what an unfinished run may have written, so that it counts as ours."""
    names = [name for name in folder.names(RUN) if name.endswith(".json")]
    if names:
        known = LastRun(folder)
        with writing_record(folder) as keep:
            for entry in _with_unfinished(folder, known, names):
                keep(entry)


def _with_unfinished(folder: Folder, record: LastRun, names: list[str]) -> Iterator[Delivered]:
    yield from record
    for name in names:
        found = _batch(folder.read(f"{RUN}/{name}") or b"{}")
        for entry in found.entries:
            known = record.written(entry.stem)
            if any(one not in known.get(suffix, ()) for suffix, one in entry.files.items() if one):
                yield replace(entry, unfinished=True)
