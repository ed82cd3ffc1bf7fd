"""Whether git in a clone has been told how to merge plans, seen without running git."""

from pathlib import Path
from typing import Final

_ASKED: Final = b"merge=plangen"
_KNOWN: Final = b'[merge "plangen"]'


def lacks_merge(folder: Path) -> bool:
    """Whether attributes ask for our merge in a folder, and the clone does not know it.

    The attributes go with the repository, the settings do not: every clone needs `git-setup`.
    """
    asked = False
    for holder in (folder.absolute(), *folder.absolute().parents):
        asked = asked or _ASKED in _bytes(holder / ".gitattributes")
        if (holder / ".git").exists():
            return asked and _KNOWN not in _bytes(_config(holder / ".git"))
    return False


def _config(git: Path) -> Path:
    """The configuration of a repository; that of a worktree is the one of its repository."""
    named = _bytes(git)
    if named.startswith(b"gitdir:"):
        git = git.parent / named[len(b"gitdir:") :].decode("utf-8", "replace").strip()
        common = _bytes(git / "commondir").decode("utf-8", "replace").strip()
        git = git / common
    return git / "config"


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing where it is none, or cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        return b""
