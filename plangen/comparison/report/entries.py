"""A comparison in words, block by block: what its reports say, whatever their format."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.comparison.report.blocks import GONE, TAKEN_ON, Block, block_of, blocks_of
from plangen.comparison.report.lifting import lifted, printed_alike
from plangen.comparison.report.lines import ChangeLine, line, only_years
from plangen.plan import Plan


@dataclass(frozen=True, slots=True)
class Chapter:
    """Blocks or lines under a heading."""

    name: str
    """Who is affected, or what the lines are about; empty where there is one chapter only."""
    blocks: tuple[Block, ...] = ()
    lines: tuple[ChangeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """All that a report of a comparison says."""

    title: str
    sides: tuple[str, str]
    """The column heads for the two plans, such as 上年度 and 本年度."""
    plans: tuple[str, str]
    """Their titles, with their years."""
    summary: str
    chapters: tuple[Chapter, ...]
    """The blocks: of the whole plan, or of each party that is affected."""
    general: tuple[Chapter, ...]
    """Changes outside sections, items and annexes: page, register, laws."""


def comparison_report(comparison: Comparison) -> ComparisonReport:
    """Report the changes in the new plan's order; what did not change is left out."""
    comparison = printed_alike(comparison)
    return _report(comparison, [Chapter("", blocks_of(lifted(comparison.entries)))])


def report_by_responsible(comparison: Comparison) -> ComparisonReport:
    """Report to each unit, department and lead official what is new for them.

    Parties with the very same blocks share one chapter: 单位：县医院、县中医院.
    """
    from plangen.comparison.report.affected import by_responsible

    comparison = printed_alike(comparison)
    numbers: dict[Block, int] = {}
    """Each different block with its number."""
    number_of: dict[tuple[int, str], int] = {}
    """The block of an entry and a party's part in it, so that each is built once."""
    readers: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    """The parties of a kind that get the same blocks."""
    everybody = by_responsible(comparison)
    for party in everybody:
        own = []
        for entry in party.entries:
            key = id(entry), _part(entry, party.name)
            if key not in number_of:
                block = block_of(entry, key[1], alone=True)
                number_of[key] = numbers.setdefault(block, len(numbers))
            own.append(number_of[key])
        readers.setdefault((party.audience, tuple(own)), []).append(party.name)
    blocks = [*numbers]
    chapters = []
    for (audience, own_blocks), names in readers.items():
        heading = f"{audience}：{'、'.join(names)}"
        chapters.append(Chapter(heading, tuple(blocks[number] for number in own_blocks)))
    return _report(comparison, chapters)


def _part(entry: Counterparts, name: str) -> str:
    """新承担 or 不再承担 where somebody's whole part in an item came or went; else nothing."""
    roles = [change for change in entry.changes if change.kind is Kind.RESPONSIBLE]
    if len(roles) != 1 or roles[0].task:
        return ""
    return {("", name): TAKEN_ON, (name, ""): GONE}.get((roles[0].before, roles[0].after), "")


def _report(comparison: Comparison, chapters: Iterable[Chapter]) -> ComparisonReport:
    old, new = comparison.old, comparison.new
    return ComparisonReport(
        title=f"《{new.name}》对照表",
        sides=_sides(old, new),
        plans=_plans(old, new),
        summary=_summary(comparison),
        chapters=tuple(chapter for chapter in chapters if chapter.blocks),
        general=tuple(_general(comparison.changes)),
    )


def _sides(old: Plan, new: Plan) -> tuple[str, str]:
    match new.year - old.year:
        case 0:
            return "修改前", "修改后"
        case 1:
            return "上年度", "本年度"
        case _:
            return f"{old.year}年", f"{new.year}年"


def _plans(old: Plan, new: Plan) -> tuple[str, str]:
    before, after = _titled(old), _titled(new)
    if before == after:
        return f"{before}修改前", "修改后"
    return before, after


def _titled(plan: Plan) -> str:
    title = f"《{plan.name}》"
    if f"{plan.year}年" in title:
        return title
    return f"{title}（{plan.year}年）"


def _summary(comparison: Comparison) -> str:
    """新增 3 项、调整 5 项，其中 2 项仅年份（另有 10 项未变）."""
    tally = comparison.tally
    counts = []
    for label, count in (("新增", tally.added), ("删除", tally.removed), ("调整", tally.adjusted)):
        if count:
            counts.append(f"{label} {count} 项")
    if not counts:
        elsewhere = "，变的是别处" if comparison else ""
        return f"{tally.kept} 项都没有变化{elsewhere}"
    summary = "、".join(counts)
    if rolled := sum(map(_only_years, comparison.items)):
        summary += f"，其中 {rolled} 项仅年份"
    if tally.kept:
        summary += f"（另有 {tally.kept} 项未变）"
    return summary


def _only_years(entry: Counterparts) -> bool:
    changes = [change for change in entry.changes if change.kind is not Kind.RENUMBERED]
    return bool(changes) and all(map(only_years, changes))


_PAGE_CHAPTER: Final = "版面和引言"
_CHAPTER_OF: Final = {
    Kind.LAW_ADDED: "引用的法规",
    Kind.LAW_DROPPED: "引用的法规",
    Kind.SUCCESSION: "名册",
    Kind.UNIT_JOINED: "名册",
    Kind.UNIT_LEFT: "名册",
    Kind.REGISTER: "名册",
    Kind.WAIVER: "豁免",
}
"""The chapter of each kind of change, in the chapters' order; the page has the rest."""


def _general(changes: Iterable[Change]) -> Iterator[Chapter]:
    """Changes outside the entries, by what they are about; those of the page come first."""
    by_chapter: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_chapter[_CHAPTER_OF.get(change.kind, _PAGE_CHAPTER)].append(change)
    for name in dict.fromkeys([_PAGE_CHAPTER, *_CHAPTER_OF.values()]):
        if name in by_chapter:
            yield Chapter(name, lines=tuple(map(line, by_chapter[name])))
