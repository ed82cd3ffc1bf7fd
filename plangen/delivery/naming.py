"""Where each checklist goes: a path that every system takes, and that no other checklist has."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from plangen.checklists import Checklist
from plangen.typography import UNSEEN

_PLAIN = re.compile(r"[\w（）“”《》、·—-]+")
"""Letters of any script and the usual marks: safe as it stands, on any system."""
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³]) *(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever follows the dot."""
_FOLDER, _TITLE, _NAME, _WHOLE = 40, 50, 100, 170
"""Characters: Windows counts 260 in all, the folder that everything goes to included."""
_BYTES = 200
"""Of the 255 that a name has on other systems."""


def stems(checklists: Iterable[Checklist], title: str) -> Iterator[str]:
    """Yield a path without its suffix for each checklist: 单位/市卫生局/城区医院_任务清单.

    No two differ by case alone, or by how a letter is encoded. One whose path is taken has its
    id added, and a number when that is taken too.
    """
    taken: set[int] = set()
    title = safe(title, _TITLE)
    for checklist in checklists:
        for stem in _choices(checklist, title):
            key = _key(stem)
            if key not in taken:
                taken.add(key)
                yield stem
                break


def _choices(checklist: Checklist, title: str) -> Iterator[str]:
    folder = _folder(checklist.audience.value, checklist.above)
    ends = (f"_{title}", f"_{safe(checklist.id, _FOLDER)}_{title}")
    for end in ends:
        yield _joined(folder, checklist.name, end)
    number = 2
    while True:
        yield _joined(folder, checklist.name, f"_{number}{ends[1]}")
        number += 1


def _joined(folder: str, name: str, end: str) -> str:
    most = max(10, min(_NAME, _WHOLE - len(folder)) - len(end))
    name = safe(name, most, most_bytes=_BYTES - len(end.encode()))
    return f"{folder}/{name}{end}"


@lru_cache(maxsize=1024)
def _folder(audience: str, above: tuple[str, ...]) -> str:
    """The folder of the units under one; the highest are left out where the path is too long."""
    names = [safe(name, _FOLDER) for name in above]
    while len(names) > 2:
        if sum(map(len, names)) + len(names) <= _WHOLE - _NAME:
            break
        del names[0]
    return "/".join([audience, *names])


def safe(name: str, most: int, most_bytes: int = _BYTES) -> str:
    """A name as a file or a folder may have it on Windows and elsewhere, cut where too long."""
    name = unicodedata.normalize("NFC", name)
    if not _PLAIN.fullmatch(name):
        name = _sanitized(UNSEEN.sub("_", name))
    name = name[:most]
    while len(name.encode()) > most_bytes:
        name = name[:-1]
    name = name.rstrip(" .") or "_"
    return f"_{name}" if _DEVICE.match(name) else name


def _sanitized(name: str) -> str:
    from pathvalidate import sanitize_filename

    cleaned = sanitize_filename(
        name, replacement_text="_", platform="universal", max_len=len(name.encode()) + 1
    )
    return re.sub(r"\s+", " ", str(cleaned)).strip().lstrip(".")


def _key(stem: str) -> int:
    """What alike paths have in common; short, for there may be a million."""
    alike = unicodedata.normalize("NFC", stem.casefold())
    return int.from_bytes(blake2b(alike.encode(), digest_size=7).digest())
