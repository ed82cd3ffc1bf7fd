"""A site's files written into a folder: others' edits stay, what is ours and old goes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from plangen.delivery.folder import Local
from plangen.delivery.storage import RUN, WORK
from plangen.findings.finding import CannotGoOn

SITE_RECORD, SINGLE_RECORD = "plangen-site.json", "plangen-single.json"
"""The records of what a folder holds of ours: each file with the digests it may have."""
_FORMAT: Final = 1
_BATCH: Final = 200
"""Files that are flushed to the disk together."""


@dataclass(slots=True)
class SiteOutcome:
    """What became of the files of a site."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    edited: list[str] = field(default_factory=list)
    """Files that somebody else has edited or made; they stay as they are."""
    stale: list[str] = field(default_factory=list)
    """Files of an earlier run that are not needed any more, but that somebody has edited."""


def write_site(
    root: Path, files: Mapping[str, bytes], record: str, *, overwrite: bool
) -> SiteOutcome:
    """Write a site's files; `overwrite` also those that others have edited. Raises CannotGoOn.

    The record names every file before it is written, so that whatever stops the work, the next
    run knows what is ours.
    """
    outcome = SiteOutcome()
    try:
        folder = _Recorded(root, record)
        with folder.locked():
            _write(folder, files, outcome, overwrite=overwrite)
            folder.clear(RUN)
        with suppress(OSError):
            (root / WORK).rmdir()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotGoOn(f"写不了 {root}：系统报告：{reason}；检查路径和磁盘空间") from error
    return outcome


class _Recorded(Local):
    """A folder with the record of what it holds of ours."""

    def __init__(self, root: Path, record: str) -> None:
        super().__init__(str(root))
        self._record = record

    def recorded(self) -> dict[str, list[str]]:
        """The files of an earlier run with their digests; none where there was no run."""
        data = self.read(self._record)
        if data is None:
            return {}
        try:
            record = json.loads(data)
            if record["format"] != _FORMAT or not all(map(_is_inside, record["files"])):
                raise ValueError(self._record)
            return {path: list(map(str, digests)) for path, digests in record["files"].items()}
        except (ValueError, LookupError, TypeError, AttributeError) as fault:
            raise CannotGoOn(
                f"{self._record} 读不懂，看不出文件夹里哪些是 plangen 生成的；换一个空文件夹"
            ) from fault

    def note(self, files: Mapping[str, Iterable[str]]) -> None:
        """Write the record, where it says something else than before."""
        listed = {path: list(dict.fromkeys(files[path])) for path in sorted(files)}
        record = {"format": _FORMAT, "files": listed}
        data = (json.dumps(record, ensure_ascii=False, indent=0) + "\n").encode()
        if self.read(self._record) != data:
            self.put_all({self._record: data})


def _is_inside(path: str) -> bool:
    """Whether a path of a record leads to a place in the folder."""
    return not {"", ".", ".."} & set(path.split("/")) and not {":", "\\"} & set(path)


def _write(
    folder: _Recorded, files: Mapping[str, bytes], outcome: SiteOutcome, *, overwrite: bool
) -> None:
    before = folder.recorded()
    now = {path: [_digest(data)] for path, data in files.items()}
    writing = {}
    for path, data in files.items():
        there = folder.read(path)
        if there == data:
            outcome.unchanged += 1
        elif there is None or overwrite or _digest(there) in before.get(path, ()):
            writing[path] = data
        else:
            outcome.edited.append(path)
            now[path] = before.get(path, [])
    both = {path: [*now.get(path, ()), *before.get(path, ())] for path in {**before, **now}}
    if writing or both.keys() != now.keys():
        folder.note(both)
    for batch in _batches(writing):
        folder.put_all(batch)
    outcome.written = len(writing)
    for path in before.keys() - now.keys():
        there = folder.read(path)
        if there is not None and _digest(there) in before[path]:
            folder.remove(path)
            outcome.removed += 1
        elif there is not None:
            outcome.stale.append(path)
    outcome.stale.sort()
    folder.note(now)


def _batches(files: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    entries = iter(files.items())
    while batch := dict(islice(entries, _BATCH)):
        yield batch


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
