"""A comparison in words, block by block: what its reports say, whatever their format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind, Subject
from plangen.comparison.report.facts import facts
from plangen.comparison.report.lifting import LIFTED, lifted, printed_alike
from plangen.comparison.report.lines import LAWS, ChangeLine, begun, line, lines, only_years
from plangen.comparison.tables import task_table_words
from plangen.comparison.wording import Sign, TextPiece, pieces
from plangen.plan import Annex, Item, Plan, Section


@dataclass(frozen=True, slots=True)
class Block:
    """An item, an annex or a heading, and what changed in it."""

    state: str
    """新增, 删除, 拆分, 合并, 调整, 新承担 or 不再承担; empty for a heading that only says where
    the blocks below it stand."""
    level: int
    """That of a heading, 1 to 4, or of an annex, 1; 0 for an item."""
    name: str
    """A heading with its number; else the clause, and the item's heading or first words."""
    text: str
    """What follows the heading, where the whole of it is new or gone."""
    remark: str
    """Where it was, what it came from, and whether the pair is in doubt."""
    before: tuple[TextPiece, ...]
    """The old wording; what the new one lacks is marked."""
    after: tuple[TextPiece, ...]
    lines: tuple[ChangeLine, ...]


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
    return _report(comparison, [Chapter("", _blocks(lifted(comparison.entries)))])


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
                block = _block(entry, key[1], alone=True)
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
    return {("", name): _TAKEN_ON, (name, ""): _GONE}.get((roles[0].before, roles[0].after), "")


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
    before, after = map(_titled, (old, new))
    return (before, after) if before != after else (f"{before}修改前", "修改后")


def _titled(plan: Plan) -> str:
    title = f"《{plan.name}》"
    return title if f"{plan.year}年" in title else f"{title}（{plan.year}年）"


def _summary(comparison: Comparison) -> str:
    """新增 3 项、调整 5 项，其中 2 项仅年份（另有 10 项未变）."""
    tally = comparison.tally
    counts = {"新增": tally.added, "删除": tally.removed, "调整": tally.adjusted}
    summary = "、".join(f"{label} {count} 项" for label, count in counts.items() if count)
    if not summary:
        return f"{tally.kept} 项都没有变化" + ("，变的是别处" if comparison else "")
    if rolled := sum(map(_only_years, comparison.items)):
        summary += f"，其中 {rolled} 项仅年份"
    if tally.kept:
        summary += f"（另有 {tally.kept} 项未变）"
    return summary


def _only_years(entry: Counterparts) -> bool:
    changes = [change for change in entry.changes if change.kind is not Kind.RENUMBERED]
    return bool(changes) and all(map(only_years, changes))


_PAGE_CHAPTER: Final = "版面和引言"
_GENERAL: Final = {
    "引用的法规": LAWS,
    "名册": {Kind.SUCCESSION, Kind.UNIT_JOINED, Kind.UNIT_LEFT, Kind.REGISTER},
    "豁免": {Kind.WAIVER},
}
_CHAPTER_OF: Final = {kind: name for name, kinds in _GENERAL.items() for kind in kinds}


def _general(changes: Iterable[Change]) -> Iterator[Chapter]:
    """Changes outside the entries, by what they are about; those of the page come first."""
    by_chapter: dict[str, list[Change]] = {name: [] for name in (_PAGE_CHAPTER, *_GENERAL)}
    for change in changes:
        by_chapter[_CHAPTER_OF.get(change.kind, _PAGE_CHAPTER)].append(change)
    for name, own in by_chapter.items():
        if own:
            yield Chapter(name, lines=tuple(map(line, own)))


def _blocks(entries: Iterable[Counterparts]) -> tuple[Block, ...]:
    """The entries that changed, each below the headings that it stands under.

    A heading without a change of its own is kept only where something below it changed.
    """
    kept: list[Block] = []
    pending: list[Block] = []
    """The headings above that have not been kept yet, one a level."""
    for block in map(_block, entries):
        if block.level:
            pending = [heading for heading in pending if heading.level < block.level]
            pending.append(block)
        if block.state:
            kept += pending
            pending = []
            if not block.level:
                kept.append(block)
    return tuple(kept)


_STATES: Final = (Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED)
_SHOWN_BY_STATE: Final = {*_STATES, Kind.RENUMBERED}
_LEFT_OUT: Final = "……"
_TAKEN_ON, _GONE = "新承担", "不再承担"
_NEW: Final = ("新增", "拆分", _TAKEN_ON)
"""States of an item that is new to its reader: its lines give all that it asks."""


def _block(entry: Counterparts, part: str = "", *, alone: bool = False) -> Block:
    """An entry as a reader meets it.

    `part` is the state (新承担, 不再承担) where the item is new or gone for its reader alone;
    `alone` puts the clause before the wording, for a block that stands under no heading.
    """
    kinds = {change.kind for change in entry.changes}
    state = part or next((kind.label for kind in _STATES if kind in kinds), "")
    before, after = _wordings(entry, alone=alone)
    subject = entry.subject
    return Block(
        state=state or ("调整" if kinds - _SHOWN_BY_STATE else ""),
        level=_level(subject),
        name=_name(subject, whole=bool(state)),
        text=_text(subject) if state and subject.title else "",
        remark="；".join(_remarks(entry)),
        before=before,
        after=after,
        lines=tuple(_lines(entry, state)),
    )


def _lines(entry: Counterparts, state: str) -> Iterable[ChangeLine]:
    if state in _NEW and isinstance(entry.new, Item):
        return facts(entry.new)
    if state == _GONE:
        return ()
    changes = [change for change in entry.changes if not _is_remark(change)]
    if isinstance(entry.subject, Item):
        return lines(changes)
    own = [change for change in changes if change.kind not in LIFTED]
    common = [change for change in changes if change.kind in LIFTED]
    marked = [replace(each, label=f"各项{each.label}") for each in lines(common)]
    return (*lines(own), *marked)


def _level(subject: Subject) -> int:
    match subject:
        case Section():
            return subject.level
        case Annex():
            return 1
        case Item():
            return 0


def _is_remark(change: Change) -> bool:
    """Whether it stands beside the name, not in a line of its own."""
    return change.kind in _SHOWN_BY_STATE or _is_move(change)


def _is_move(change: Change) -> bool:
    return change.kind is Kind.MOVED and change.label == "位置"


def _remarks(entry: Counterparts) -> Iterator[str]:
    if move := next(filter(_is_move, entry.changes), None):
        yield f"由{move.before}移来"
    elif entry.old and entry.new and _clause(entry.old) != _clause(entry.new):
        yield f"原{_clause(entry.old)}"
    if entry.kin:
        name = _name(entry.kin)
        yield f"并入 {name}" if entry.new is None else f"由原 {name} 拆出"
    if not entry.sure:
        yield f"存疑：请核对，相似度 {entry.likeness:.0%}"


def _wordings(
    entry: Counterparts, *, alone: bool
) -> tuple[tuple[TextPiece, ...], tuple[TextPiece, ...]]:
    """Both wordings behind their numbers, which are not compared."""
    before, after = _wording(entry.old), _wording(entry.new)
    if isinstance(entry.subject, Annex) and before and after:
        before, after = _changed_lines(before.split("\n"), after.split("\n"))
    both = pieces(before, after)
    old = _side(_number(entry.old, alone=alone), both, "-")
    new = _side(_number(entry.new, alone=alone), both, "+")
    return old, new


def _changed_lines(before: list[str], after: list[str]) -> tuple[str, str]:
    """What changed of an annex under its title: the rows and lines that stayed are left out."""
    old, new = before[:1], after[:1]
    steps = SequenceMatcher(None, before[1:], after[1:], autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag == "equal":
            old.append(_LEFT_OUT)
            new.append(_LEFT_OUT)
        else:
            old += before[1:][a:b]
            new += after[1:][c:d]
    return "\n".join(old), "\n".join(new)


def _number(subject: Subject | None, *, alone: bool) -> str:
    if subject is None or isinstance(subject, Annex):
        return ""
    return f"{subject.clause} " if alone else subject.number


def _side(number: str, both: tuple[TextPiece, ...], sign: Sign) -> tuple[TextPiece, ...]:
    own = tuple(piece for piece in both if piece.sign in ("=", sign))
    if not number:
        return own
    all_edited = all(piece.sign == sign for piece in both)
    return (TextPiece(number, sign if all_edited else "="), *own)


def _wording(subject: Subject | None) -> str:
    if subject is None:
        return ""
    if isinstance(subject, Item):
        return subject.wording
    return "\n".join(filter(None, [_one_line(subject.title), _text(subject)]))


def _text(subject: Subject) -> str:
    """All under the heading; of an annex, its table and roster too."""
    paragraphs = [(subject.text or "").rstrip("\n")]
    if isinstance(subject, Annex):
        rows = subject.table.rows if subject.table else ()
        paragraphs += [" ｜ ".join(cell.text for cell in row) for row in rows]
        paragraphs += [f"任务表：{task_table_words(subject.tasks)}"] if subject.tasks else []
        paragraphs += [f"{role.role}：{'、'.join(role.names)}" for role in subject.roster]
    return "\n".join(filter(None, paragraphs))


def _clause(subject: Subject) -> str:
    return "附件" if isinstance(subject, Annex) else subject.clause


def _name(subject: Subject, *, whole: bool = False) -> str:
    """What a report calls it: its heading, or its text, shortened unless `whole`."""
    if isinstance(subject, Section):
        return f"{subject.number}{subject.title}"
    text = (subject.title or subject.text or "").rstrip("\n")
    shown = text if subject.title or whole else begun(text)
    return f"{_clause(subject)} {_one_line(shown)}"


def _one_line(text: str) -> str:
    return text.replace("\n", "")
