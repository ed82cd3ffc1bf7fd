"""Every state of a plan file that was saved, kept beside it without git: bounded, each once."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn
from plangen.readers.decoding import decode

FOLDER: Final = ".plangen"
"""The folder beside the plans that holds what the program keeps for itself."""
_PAST: Final = "历史"
_MOST: Final = 300
"""How many states of a file are kept."""
_TIME: Final = "%Y-%m-%d %H.%M.%S.%f"
_DIGEST: Final = 8


@dataclass(frozen=True, slots=True)
class SavedState:
    """A state of a file that can be had back."""

    name: str
    """By which it is had back."""
    saved: datetime
    """When, on this computer's clock."""
    size: int
    """In bytes."""


class Snapshots:
    """The states of one plan file: 历史/2026/2026-03-11 09.30.00.120000 0a1b2c3d4e5f6071.yaml."""

    def __init__(self, plan: Path) -> None:
        self._own = plan.parent / FOLDER
        self.folder = self._own / _PAST / plan.stem

    def keep(self, data: bytes, now: datetime) -> None:
        """Keep a state; one that is kept already is kept under the new time alone."""
        digest = blake2b(data, digest_size=_DIGEST).hexdigest()
        path = self.folder / f"{now.strftime(_TIME)} {digest}.yaml"
        if not (self._own / ".gitignore").exists():
            save(self._own / ".gitignore", b"*\n")
        save(path, data)
        for state in self.states():
            if state.name.endswith(f" {digest}.yaml") and state.name != path.name:
                self._forget(state)
        for state in self.states()[_MOST:]:
            self._forget(state)

    def states(self) -> list[SavedState]:
        """What is kept, the newest first; files that are not ours are passed over."""
        states = []
        for path in sorted(self.folder.glob("*.yaml"), reverse=True):
            with suppress(ValueError, OSError):
                saved = datetime.strptime(path.stem.rpartition(" ")[0], _TIME)
                states.append(SavedState(path.name, saved, path.stat().st_size))
        return states

    def text(self, name: str) -> str:
        """The text of a state by its name; raises CannotGoOn where it is not kept."""
        if name not in [state.name for state in self.states()]:
            raise CannotGoOn("没有这个历史版本；刷新后再选")
        text, findings = decode(read_bytes(self.folder / name, "历史版本"), name)
        if text is None:
            raise CannotGoOn(f"这个历史版本读不了：{findings[0].message}")
        return text

    def _forget(self, state: SavedState) -> None:
        with suppress(OSError):
            (self.folder / state.name).unlink()
