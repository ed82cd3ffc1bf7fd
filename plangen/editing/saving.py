"""A plan file on the disk: written whole, and merged with what others have changed in it.

Nothing that anybody saved is ever lost: what stands there before and after is kept as a snapshot.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from plangen.editing.clashes import SaveConflict, conflicts_in, settled, whole_file
from plangen.editing.snapshots import Snapshots
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn
from plangen.merge import TangledError, merge
from plangen.readers.decoding import decode, encoded
from plangen.source.reading import parse
from plangen.source.tree import SourceFile
from plangen.source.writing import write

Side = Literal["mine", "theirs"]
"""Which of two edits is kept."""
_WHAT: Final = "方案文件"


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What saving did."""

    text: str | None
    """The text as it stands in the file now; None where nothing was written."""
    merged: bool = False
    """Whether edits of others were merged in."""
    conflicts: tuple[SaveConflict, ...] = ()
    """What both changed: nothing is written before each is decided."""


@dataclass(frozen=True, slots=True)
class _Undecided:
    """A merge that waits for a person."""

    mine: str
    theirs: bytes
    file: SourceFile | None
    """The merged tree with its conflicts; None where the files could not be merged at all."""
    count: int


class FileOnDisk:
    """A plan file as it was last read or written here."""

    def __init__(self, path: Path) -> None:
        """Read the file; raises CannotGoOn where it is none, or no text."""
        self.path = path
        self.snapshots = Snapshots(path)
        self._bytes = read_bytes(path, f"{_WHAT}；写出文件夹里方案的文件名")
        self.text = self._decoded(self._bytes)
        self._undecided: _Undecided | None = None

    def _decoded(self, data: bytes) -> str:
        text, findings = decode(data, str(self.path))
        if text is None and data.strip():
            raise CannotGoOn(f"{self.path}：{findings[0].message}；{findings[0].hint}")
        return text or ""

    def save(self, text: str) -> SaveResult:
        """Write a text in the canonical layout, its bytes like those of the file.

        What others changed in the file meanwhile is merged in; see `SaveResult`.
        """
        self._undecided = None
        there = self._there()
        if there is not None and there != self._bytes:
            return self._merge(text, there)
        if text != self.text or there is None:
            text = _canonical(text)
            self._write(text, there)
        return SaveResult(text)

    def _there(self) -> bytes | None:
        """The bytes of the file now; None where it is gone."""
        if not self.path.exists():
            return None
        return read_bytes(self.path, _WHAT)

    def _write(self, text: str, there: bytes | None) -> None:
        """Write the file, and keep what it was and is; raises CannotGoOn where it just changed."""
        data = encoded(text, like=there if there is not None else self._bytes)
        now = datetime.now()
        if there is not None:
            self.snapshots.keep(there, self._time_of(there, now))
        save_edit(self.path, data, there)
        self.snapshots.keep(data, now)
        self._bytes, self.text = data, text

    def _time_of(self, there: bytes, now: datetime) -> datetime:
        """When the file was written that stands there."""
        changed = datetime.fromtimestamp(self.path.stat().st_mtime)
        return min(changed, now)

    def _merge(self, mine: str, there: bytes) -> SaveResult:
        """Merge a text with what others made of the file that it began from."""
        theirs = self._decoded(there)
        if mine == self.text or mine == theirs:
            self._bytes, self.text = there, theirs
            return SaveResult(theirs, merged=True)
        files = [parse(text, "")[0] for text in (self.text, mine, theirs)]
        base, ours, others = files
        try:
            if base is None or ours is None or others is None:
                raise TangledError
            merged = merge(base, ours, others)
        except TangledError:
            conflict = whole_file(self.text, mine, theirs)
            self._undecided = _Undecided(mine, there, None, 1)
            return SaveResult(None, conflicts=(conflict,))
        conflicts = tuple(conflicts_in(merged.file.root, base.root))
        if conflicts:
            self._undecided = _Undecided(mine, there, merged.file, len(conflicts))
            return SaveResult(None, conflicts=conflicts)
        return self._settle(write(merged.file), there)

    def _settle(self, text: str, there: bytes) -> SaveResult:
        """Write a merged text over what others wrote."""
        self._bytes, self.text = there, self._decoded(there)
        self._write(text, there)
        return SaveResult(text, merged=True)

    def resolve(self, sides: list[Side]) -> SaveResult:
        """Save with a side for each conflict of the last `save`."""
        undecided = self._undecided
        if undecided is None or len(sides) != undecided.count:
            raise CannotGoOn("要定的地方已经变了；再保存一次")
        there = self._there()
        if there != undecided.theirs:
            return self.save(undecided.mine)
        if undecided.file is not None:
            text = write(settled(undecided.file, sides))
        elif sides == ["mine"]:
            text = undecided.mine
        else:
            text = self._decoded(undecided.theirs)
        self._undecided = None
        return self._settle(text, undecided.theirs)


def _canonical(text: str) -> str:
    """A text in the canonical layout; one that is no plan's YAML as it is."""
    file = parse(text, "")[0]
    return text if file is None else write(file)
