"""What has been delivered to whom: kept beside the files, so that the next run knows.

A record may be damaged, or somebody else's: what it says is checked before it is believed.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, Final
from zlib import crc32

from plangen.delivery.storage import RUN, WORK, Folder
from plangen.findings.finding import CannotGoOn

RECORD: Final = f"{WORK}/record.jsonl"
_PART: Final = r"(?!\.)[^/\\:\x00-\x1f]+"
_STEM: Final = re.compile(f"{_PART}(?:/{_PART})*")
"""A path that stays in its folder, and out of the program's own."""
_SUFFIX: Final = re.compile("[a-z0-9]{1,8}")


class Status(StrEnum):
    """What became of a checklist since the last run."""

    NEW = "新增"
    CHANGED = "有变化"
    RESTATED = "任务未变"
    """What is asked stays; a clause number, a title or the like reads otherwise."""
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
    lines: str = ""
    """The digests of its lines, joined."""
    dropped: str = ""
    """Those of the lines that it names as taken away."""
    said: str = ""
    """变化内容: what changed since the run before."""

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


_FIELDS: Final = tuple(entry_field.name for entry_field in fields(Delivered))
_OLDER: Final = _FIELDS[: _FIELDS.index("lines")]
"""The fields of records before lines were kept."""
_TEXTS: Final = ("audience", "id", "name", "stem", "revision")
_LATER: Final = _FIELDS[len(_OLDER) :]
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(entry: Delivered) -> bytes:
    values = {name: getattr(entry, name) for name in _FIELDS}
    return _ENCODE(values).encode() + b"\n"


def _entry(line: bytes) -> Delivered:
    """The entry of a line; raises ValueError for one that this program has not written."""
    values: Any = json.loads(line)
    known = isinstance(values, dict) and tuple(values) in (_FIELDS, _OLDER)
    if not known or not _is_sound(values):
        raise ValueError(line)
    change, kept = Status(values.pop("change")), tuple(values.pop("kept"))
    return Delivered(**values, change=change, kept=kept)


def _is_sound(values: dict[str, Any]) -> bool:
    """Whether values are of their types, and name no file outside of their folder."""
    files, kept = values["files"], values["kept"]
    return (
        all(isinstance(values[name], str) for name in _TEXTS)
        and all(isinstance(values.get(name, ""), str) for name in _LATER)
        and type(values["tasks"]) is int
        and isinstance(files, dict)
        and isinstance(kept, list)
        and all(isinstance(text, str) for text in (*files, *files.values(), *kept))
        and all(map(_SUFFIX.fullmatch, (*files, *kept)))
        and _STEM.fullmatch(values["stem"]) is not None
    )


class LastRun:
    """The entries of the last run, read one by one from a copy of its file."""

    def __init__(self, folder: Folder) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as the record
        self._by_key: dict[int, tuple[int, ...]] = defaultdict(tuple)
        """The hash of an audience and an id → where entries with it begin."""
        self._by_stem: dict[int, tuple[int, ...]] = defaultdict(tuple)
        self._file.write(folder.read(RECORD) or b"")
        try:
            for start, entry in self._scan():
                if not entry.unfinished:
                    self._by_key[hash((entry.audience, entry.id))] += (start,)
                self._by_stem[hash(entry.stem)] += (start,)
        except (ValueError, RecursionError) as error:
            raise CannotGoOn(f"{RECORD} 坏了，或不是本程序写的；删掉它，再运行一次") from error

    def __iter__(self) -> Iterator[Delivered]:
        """Every entry, in order, those of unfinished runs included."""
        return (entry for _, entry in self._scan())

    def entry(self, audience: str, name: str) -> Delivered | None:
        """What was delivered to somebody."""
        starts = self._by_key.get(hash((audience, name)), ())
        for entry in map(self._at, reversed(starts)):
            if (entry.audience, entry.id) == (audience, name):
                return entry
        return None

    def written(self, stem: str) -> dict[str, tuple[str, ...]]:
        """Suffix → the digests of what we may have written at a path."""
        digests: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for entry in map(self._at, self._by_stem.get(hash(stem), ())):
            if entry.stem == stem:
                for suffix, file_digest in entry.files.items():
                    digests[suffix] += (file_digest,) if file_digest else ()
        return digests

    def _scan(self) -> Iterator[tuple[int, Delivered]]:
        """Every entry, and at which byte its line begins."""
        start = 0
        while True:
            self._file.seek(start)
            line = self._file.readline()
            if not line:
                return
            yield start, _entry(line)
            start += len(line)

    def _at(self, start: int) -> Delivered:
        self._file.seek(start)
        return _entry(self._file.readline())


@contextmanager
def writing_record(folder: Folder) -> Iterator[Callable[[Delivered], None]]:
    """Keep what was delivered, for the next run: an entry at a time, in force with the last."""
    with folder.writing(RECORD) as file:

        def keep(entry: Delivered) -> None:
            file.write(_line(entry))

        yield keep


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What a batch writes: before its files stand, what they will be; then, what they are."""

    job: str
    """What tells one batch from another: a record serves the batch that is the same."""
    entries: tuple[Delivered, ...] = field(default=())

    @property
    def data(self) -> bytes:
        """It as a file: the job on its first line, then an entry a line."""
        return self.job.encode() + b"\n" + b"".join(map(_line, self.entries))


def begun_path(number: int) -> str:
    """Where the record of a batch is kept before its files stand."""
    return f"{RUN}/{number:06}.begun"


def done_path(number: int) -> str:
    """Where it is kept when all its files stand."""
    return f"{RUN}/{number:06}.done"


def get_batch(folder: Folder, path: str) -> BatchRecord | None:
    """The record of a batch; None where there is none that is whole."""
    try:
        job, *lines = (folder.read(path) or b"").splitlines(keepends=True)
        return BatchRecord(job.decode().strip(), tuple(map(_entry, lines)))
    except (ValueError, RecursionError):
        return None


def take_in(folder: Folder) -> None:
    """Add to the record what an unfinished run may have written, so that it counts as ours."""
    names = [name for name in folder.names(RUN) if name.endswith(".begun")]
    if names:
        last = LastRun(folder)
        with writing_record(folder) as keep:
            for entry in _with_unfinished(folder, last, names):
                keep(entry)


def _with_unfinished(folder: Folder, last: LastRun, names: list[str]) -> Iterator[Delivered]:
    yield from last
    for name in names:
        record = get_batch(folder, f"{RUN}/{name}")
        for entry in record.entries if record else ():
            written = {*chain.from_iterable(last.written(entry.stem).values()), ""}
            if not written.issuperset(entry.files.values()):
                yield replace(entry, unfinished=True)
