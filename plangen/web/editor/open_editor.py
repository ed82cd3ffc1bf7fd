"""A plan being edited: what all windows of this server share of it, saved a while after an edit."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING, Final

from plangen.document.gbt9704 import STANDARD
from plangen.editing.saving import SaveResult, Side
from plangen.editing.session import EditSession
from plangen.files import file_stamp
from plangen.findings.finding import CannotGoOn
from plangen.web.editor.pages import ShownPage, shown_pages
from plangen.web.plan_folder import ClassifiedPlan, is_classified

if TYPE_CHECKING:
    from plangen.document.model import Document
    from plangen.editing.clashes import SaveConflict

PAUSE: Final = 1.0
"""Seconds from an edit to its saving."""
PAUSE_IN_TEXT: Final = 5.0
"""Seconds after the text itself was typed: saving sets it in order, which is felt while typing."""
_AGAIN: Final = 10.0
"""Seconds from a failure to the next attempt."""


class OpenEditor:
    """One plan file's session; whoever uses it holds `lock`."""

    def __init__(self, path: Path) -> None:
        """Open a plan; raises ClassifiedPlan, and CannotGoOn where it cannot be read as text."""
        self.path = path
        self.lock = RLock()
        self.session = EditSession(path)
        self.conflicts: tuple[SaveConflict, ...] = ()
        """What both this plan and its file changed: to be decided before anything is saved."""
        self.trouble = ""
        """Why the plan could not be saved, in Chinese."""
        self.refuse_classified()
        self.saved_at = datetime.fromtimestamp(path.stat().st_mtime)
        self.merges = 0
        """How often edits of others were merged in."""
        self._seen = file_stamp(self.path)
        self._undecided_at = -1
        """The revision whose conflicts are shown."""
        self._timer: Timer | None = None
        self._pages: tuple[Document | None, list[ShownPage]] = (None, [])

    def refuse_classified(self) -> None:
        """Raise ClassifiedPlan where the plan bears a classification."""
        if is_classified(self.session.file):
            raise ClassifiedPlan(self.path.name)

    def pages(self) -> list[ShownPage]:
        """The pages as they print; the last good ones while the plan has errors, none before."""
        document, plan = self.session.document, self.session.plan
        if document is not None and document is not self._pages[0]:
            style = plan.style if plan is not None else STANDARD
            self._pages = document, shown_pages(document, style)
        return self._pages[1]

    # Saving

    def save_soon(self, seconds: float = PAUSE) -> None:
        """Save after a pause in which nothing else is edited."""
        self._stop()
        self._timer = Timer(seconds, self.save)
        self._timer.daemon = True
        self._timer.start()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def save(self) -> None:
        """Save now; what stands in the way is kept in `conflicts` and `trouble`."""
        with self.lock:
            self._stop()
            if not (self.conflicts and self._undecided_at == self.session.revision):
                self._write(self.session.save)

    def resolve(self, sides: Sequence[Side]) -> None:
        """Save with a side for each conflict; those of an edit since then are asked for anew."""
        if self._undecided_at != self.session.revision:
            self._write(self.session.save)
        else:
            self._write(lambda: self.session.resolve(sides))

    def look(self) -> None:
        """Take in what somebody else wrote into the file, if anybody did."""
        if file_stamp(self.path) != self._seen:
            self.save()

    def _write(self, write: Callable[[], SaveResult]) -> None:
        self._seen = file_stamp(self.path)
        try:
            result = write()
        except CannotGoOn as trouble:
            self.trouble = str(trouble)
            self.save_soon(_AGAIN)
            return
        self.trouble, self.conflicts = "", result.conflicts
        self._undecided_at = self.session.revision
        if result.text is not None:
            self.saved_at = datetime.now()
            self.merges += result.merged
            self._seen = file_stamp(self.path)
