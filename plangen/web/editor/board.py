"""The plans that are being edited on this server."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plangen.web.editor.open_editor import OpenEditor


class EditorBoard:
    """One open editor a plan file, however many windows show it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._editors: dict[Path, OpenEditor] = {}

    def of(self, path: Path) -> "OpenEditor":
        """The editor of a file, opened when first asked for. Raises ClassifiedPlan, CannotGoOn."""
        from plangen.web.editor.open_editor import OpenEditor

        with self._lock:
            if path not in self._editors:
                self._editors[path] = OpenEditor(path)
            return self._editors[path]

    def close(self) -> None:
        """Save what is not saved yet."""
        for editor in self._editors.values():
            if editor.session.is_dirty:
                editor.save()
