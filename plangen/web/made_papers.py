"""Papers as they stand in the folder: made when, edited since; opened here or sent."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.responses import Response

from plangen.findings.finding import CannotGoOn
from plangen.fingerprint import PaperState, state_of
from plangen.web.opening import open_here, paper_in
from plangen.web.visit import Visit


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper, and what became of it since it was made."""

    key: str
    """How a form names it: notice, table-docx, table-xlsx."""
    label: str
    path: Path
    made: datetime | None = None
    """None where it is not there."""
    is_edited: bool = False
    """Whether somebody has edited it, or put another file in its place."""
    refusal: str = ""
    """Why it cannot be made on this computer."""

    def refuse_edited(self, *, overwrite: bool) -> None:
        """Raise CannotGoOn where somebody's edits would be lost, unless told to overwrite."""
        if self.is_edited and not overwrite:
            raise CannotGoOn(
                f"{self.label}生成以后有人改过，没有覆盖；"
                "先把要留下的另存，或者在它那一行选“仍然覆盖”"
            )


def paper_entry(key: str, label: str, path: Path, refusal: str = "") -> PaperEntry:
    """A paper as it stands in the folder; of a PDF nobody can tell whether it was edited."""
    if not path.is_file():
        return PaperEntry(key, label, path, refusal=refusal)
    made = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    edited = path.suffix != ".pdf" and state_of(path.read_bytes()) in _EDITED
    return PaperEntry(key, label, path, made, edited, refusal)


_EDITED = (PaperState.EDITED, PaperState.FOREIGN)


def open_paper(visit: Visit) -> Response:
    """Open the paper that a form names in Word or WPS, and stay on the screen."""
    path = paper_in(visit.folder.papers, visit.said("path"))
    open_here(path)
    return visit.again(f"已经在打开 {path.name}。")
