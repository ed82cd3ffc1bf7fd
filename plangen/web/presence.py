"""Who has a plan open: on a shared folder, one small file a person, beside the plans.

The times that are compared are those that the folder's own computer gives its files: the clocks
of two computers need not agree.
"""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from plangen.files import save, who_we_are
from plangen.findings.finding import CannotGoOn

_STALE: Final = 180.0
"""Seconds after which somebody who has given no sign is taken to have left."""
_MOST: Final = 4096
"""Bytes of a file that is looked at."""


class Presence:
    """Tells others what is open here, and says what they have open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._who = who_we_are()
        name = f"{self._who['user']}@{self._who['host']}"
        self._plan = ""
        self._own = folder / f"{sha256(name.encode()).hexdigest()[:16]}.json"

    def tell(self, plan: str) -> None:
        """Say that a plan is open here; where nothing can be written, nobody is told."""
        self._plan = plan
        sign = {"user": self._who["user"], "host": self._who["host"], "plan": plan}
        with suppress(CannotGoOn):
            ignored = self._folder.parent / ".gitignore"
            if not ignored.exists():
                save(ignored, b"*\n")
            save(self._own, json.dumps(sign, ensure_ascii=False).encode())

    def renew(self) -> None:
        """Say again what is open here, if anything is."""
        if self._plan:
            self.tell(self._plan)

    def leave(self) -> None:
        """Say that nothing is open here any more."""
        with suppress(OSError):
            self._own.unlink()

    def others(self, plan: str) -> list[str]:
        """Who else has the plan open: 张三（电脑 pc-3）. Others are told of us."""
        self.tell(plan)
        try:
            now = self._own.stat().st_mtime
            files = sorted(self._folder.glob("*.json"))
        except OSError:
            return []
        names = []
        for path in files:
            if path != self._own and (name := _present(path, plan, now)):
                names.append(name)
        return names


def _present(path: Path, plan: str, now: float) -> str:
    """Who a file says has the plan open; empty where nobody, or not any more."""
    try:
        status = path.stat()
        if now - status.st_mtime > _STALE or status.st_size > _MOST:
            return ""
        sign = json.loads(path.read_bytes())
        if sign["plan"] != plan:
            return ""
        return f"{str(sign['user'])[:40] or '别人'}（电脑 {str(sign['host'])[:40]}）"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
