"""A site as values: pages made of fragments, each a template and what it shows."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from plangen.plan import Plan
from plangen.site.full_text import SearchPassage

Entry = TypeVar("Entry")

_NOT_PLAIN: Final = re.compile("[^a-z0-9]+")
_LONGEST: Final = 48
"""Characters of a folder's name."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What is shown, and for which day."""

    as_of: date
    ledgers: Path | None = None
    """The folder with a folder for each year's ledger; None is `progress` in a plan's workspace."""
    internal: bool = False
    """Whether names of responsible persons and what units say to the office are shown."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a page."""

    template: str
    """Its file, without .html."""
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of a plan."""

    name: str
    """Its file in the plan's folder, without .html."""
    chapter: str
    """The name of the chapter's first page, which the navigation leads to."""
    title: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class PlanPages:
    """All pages of a plan, what search finds in them, and what the index says of it."""

    plan: Plan
    folder: str
    """Of plain letters and digits, so that it is a name and an address everywhere."""
    pages: tuple[SitePage, ...]
    passages: tuple[tuple[str, SearchPassage], ...]
    """Each with the page it is on."""
    tasks: int
    lights: tuple[tuple[str, int], ...] = ()
    """How many lines of the ledger have each light; none without a ledger."""
    remarks: tuple[str, ...] = ()
    """What was left out, in words for whoever makes the site."""

    @property
    def chapters(self) -> dict[str, str]:
        """The first page of each chapter, and what the navigation calls it."""
        chapters: dict[str, str] = {}
        for page in self.pages:
            chapters.setdefault(page.chapter, CHAPTERS[page.chapter])
        return chapters


CHAPTERS: Final = {
    "index": "正文",
    "pages": "版面",
    "tasks": "任务",
    "units": "按单位",
    "departments": "按科室",
    "officials": "按责任领导",
    "ledger": "台账",
    "comparison": "和上年比",
    "revision": "和印发时比",
    "history": "沿革",
}
"""The chapters of a plan, by the name of the first page of each."""


def folder_name(stem: str, year: int, taken: Collection[str]) -> str:
    """A folder's name for a plan's file, of ASCII letters, digits and hyphens; none twice.

    >>> folder_name("2026年禁毒", 2026, [])
    '2026-nian-jin-du'
    """
    from pypinyin import lazy_pinyin

    words = " ".join(lazy_pinyin(stem)).lower()
    name = _NOT_PLAIN.sub("-", words)[:_LONGEST].strip("-")
    if not name.startswith(str(year)):
        name = f"{year}-{name}".strip("-")
    first, number = name, 1
    while name in taken:
        number += 1
        name = f"{first}-{number}"
    return name


def in_pages(entries: Sequence[Entry], most: int) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Entries parted into pages, each with what its file's name ends with: nothing, -2, -3 …."""
    for number, start in enumerate(range(0, max(1, len(entries)), most), 1):
        ending = f"-{number}" if number > 1 else ""
        yield ending, entries[start : start + most]
