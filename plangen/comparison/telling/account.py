"""A comparison in words, entry by entry: what its reports say, whatever their format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind, Subject
from plangen.comparison.telling.facts import facts
from plangen.comparison.telling.lifting import LIFTED, lifted
from plangen.comparison.telling.lines import LAWS, ChangeLine, begun, line, lines, only_years
from plangen.comparison.wording import Sign, TextPiece, pieces
from plangen.plan import Annex, Item, Plan, Section


@dataclass(frozen=True, slots=True)
class Block:
    """An item, annex or heading, and what changed in it."""

    state: str
    """新增, 删除, 拆分, 合并, 调整, 新承担 or 不再承担; empty for a heading that only says where
    we are."""
    level: int
    """That of a heading, 1 to 4, or of an annex, 1; 0 for an item."""
    name: str
    """A heading with its number; else its place, and its own heading or how its text begins."""
    text: str
    """What follows the heading, where the whole of it is new or gone."""
    remark: str
    """Where it was, what it came from, and whether the pair is in doubt."""
    before: tuple[TextPiece, ...]
    """The old wording, what is no more in it marked."""
    after: tuple[TextPiece, ...]
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Blocks or lines under a heading."""

    name: str
    """Who is affected, or what the lines are about; empty where the blocks are all there are."""
    blocks: tuple[Block, ...] = ()
    lines: tuple[ChangeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All that a report of a comparison says."""

    title: str
    sides: tuple[str, str]
    """What the two plans are called in a table's head: 上年度 and 本年度."""
    plans: tuple[str, str]
    """Their titles, with their years."""
    summary: str
    chapters: tuple[Chapter, ...]
    """The entries: of the whole plan, or of each who is affected."""
    general: tuple[Chapter, ...]
    """What is of no entry: page, register, laws."""


def account(comparison: Comparison) -> Account:
    """Tell a comparison in the new plan's order, what did not change left out."""
    return _account(comparison, [Chapter("", _blocks(lifted(comparison.entries)))])


def account_by_responsible(comparison: Comparison) -> Account:
    """Tell a comparison to each unit, department and lead official: what is new for them.

    Those whom it is the same for are told together.
    """
    from plangen.comparison.telling.affected import by_responsible

    numbers: dict[Block, int] = {}
    known: dict[tuple[int, str], int] = {}
    told: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    everybody = by_responsible(comparison)
    for who in everybody:
        found = []
        for entry in who.entries:
            key = id(entry), _part(entry, who.name)
            if key not in known:
                known[key] = numbers.setdefault(_block(entry, key[1], alone=True), len(numbers))
            found.append(known[key])
        told.setdefault((who.audience, tuple(found)), []).append(who.name)
    blocks = [*numbers]
    return _account(
        comparison,
        [
            Chapter(f"{whom}：{'、'.join(who)}", tuple(blocks[number] for number in found))
            for (whom, found), who in told.items()
        ],
    )


def _part(entry: Counterparts, name: str) -> str:
    """What became of somebody's part in an item, where all of it came or went."""
    roles = [change for change in entry.changes if change.kind is Kind.RESPONSIBLE]
    sides = [(change.before, change.after) for change in roles]
    if sides == [("", name)] and not roles[0].task:
        return _TAKEN_ON
    return _GONE if sides == [(name, "")] and not roles[0].task else ""


def _account(comparison: Comparison, chapters: Iterable[Chapter]) -> Account:
    old, new = comparison.old, comparison.new
    return Account(
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
    before, after = map(_called, (old, new))
    return (before, after) if before != after else (f"{before}修改前", "修改后")


def _called(plan: Plan) -> str:
    title = f"《{plan.name}》"
    return title if f"{plan.year}年" in title else f"{title}（{plan.year}年）"


def _summary(comparison: Comparison) -> str:
    tally = comparison.tally
    counts = {"新增": tally.added, "删除": tally.removed, "调整": tally.adjusted}
    said = "、".join(f"{label} {count} 项" for label, count in counts.items() if count)
    if said:
        if rolled := sum(map(_only_years, comparison.items)):
            said += f"，其中 {rolled} 项仅年份"
        return said + (f"（另有 {tally.kept} 项未变）" if tally.kept else "")
    return f"{tally.kept} 项都没有变化" + ("，变的是别处" if comparison else "")


def _only_years(entry: Counterparts) -> bool:
    told = [change for change in entry.changes if change.kind is not Kind.RENUMBERED]
    return bool(told) and all(map(only_years, told))


_GENERAL: Final = {
    "引用的法规": LAWS,
    "名册": {Kind.SUCCESSION, Kind.UNIT_JOINED, Kind.UNIT_LEFT, Kind.REGISTER},
    "豁免": {Kind.WAIVER},
}


def _general(changes: Iterable[Change]) -> Iterator[Chapter]:
    """Changes that are of no entry, by what they are about; the page comes first."""
    found: dict[str, list[Change]] = {"版面和引言": [], **{name: [] for name in _GENERAL}}
    for change in changes:
        name = next((name for name, kinds in _GENERAL.items() if change.kind in kinds), None)
        found[name or "版面和引言"].append(change)
    return (Chapter(name, lines=tuple(map(line, some))) for name, some in found.items() if some)


def _blocks(entries: Iterable[Counterparts]) -> tuple[Block, ...]:
    """The entries that changed, under the headings that they stand under."""
    kept: list[Block] = []
    pending: list[Block] = []
    for block in map(_block, entries):
        if block.level:
            pending = [*(each for each in pending if each.level < block.level), block]
        if block.state:
            kept += [*pending, *([] if block.level else [block])]
            pending = []
    return tuple(kept)


_STATES: Final = (Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED)
_SAID_BY_STATE: Final = {*_STATES, Kind.RENUMBERED}
_TAKEN_ON, _GONE = "新承担", "不再承担"
_NEW: Final = ("新增", "拆分", _TAKEN_ON)
"""Of these all is told that is asked, not what changed."""


def _block(entry: Counterparts, part: str = "", *, alone: bool = False) -> Block:
    """An entry as a reader meets it; `part` says so where it is new or gone for them alone.

    Standing alone, under no heading, its number says where in the whole it is.
    """
    kinds = {change.kind for change in entry.changes}
    state = part or next((kind.label for kind in _STATES if kind in kinds), "")
    before, after = _sides_of(entry, alone=alone)
    subject = entry.subject
    return Block(
        state=state or ("调整" if kinds - _SAID_BY_STATE else ""),
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
    told = [change for change in entry.changes if not _is_remark(change)]
    if isinstance(entry.subject, Item):
        return lines(told)
    own = [change for change in told if change.kind not in LIFTED]
    common = lines(change for change in told if change.kind in LIFTED)
    return (*lines(own), *(replace(each, label=f"各项{each.label}") for each in common))


def _level(subject: Subject) -> int:
    match subject:
        case Section():
            return subject.level
        case Annex():
            return 1
        case Item():
            return 0


def _is_remark(change: Change) -> bool:
    """Whether it is said beside the name, not in a line of its own."""
    return change.kind in _SAID_BY_STATE or _is_move(change)


def _is_move(change: Change) -> bool:
    return change.kind is Kind.MOVED and change.label == "位置"


def _remarks(entry: Counterparts) -> Iterator[str]:
    if move := next(filter(_is_move, entry.changes), None):
        yield f"由{move.before}移来"
    elif entry.old and entry.new and _place(entry.old) != _place(entry.new):
        yield f"原{_place(entry.old)}"
    if entry.kin:
        name = _name(entry.kin)
        yield f"并入 {name}" if entry.new is None else f"由原 {name} 拆出"
    if not entry.sure:
        yield f"存疑：请核对，相似度 {entry.likeness:.0%}"


def _sides_of(
    entry: Counterparts, *, alone: bool
) -> tuple[tuple[TextPiece, ...], tuple[TextPiece, ...]]:
    """Both wordings behind their numbers, which are not compared."""
    before, after = (_wording(each) if each else "" for each in (entry.old, entry.new))
    both = pieces(before, after)
    numbers = [_number(each, alone=alone) for each in (entry.old, entry.new)]
    return _side(numbers[0], both, "-"), _side(numbers[1], both, "+")


def _number(subject: Subject | None, *, alone: bool) -> str:
    if subject is None or isinstance(subject, Annex):
        return ""
    return f"{subject.clause} " if alone else subject.number


def _side(number: str, both: tuple[TextPiece, ...], sign: Sign) -> tuple[TextPiece, ...]:
    own = tuple(piece for piece in both if piece.sign in ("=", sign))
    is_whole = all(piece.sign == sign for piece in both)
    return (TextPiece(number, sign if is_whole else "="), *own) if number else own


def _wording(subject: Subject) -> str:
    if isinstance(subject, Item):
        return subject.wording
    return "\n".join(filter(None, [_one_line(subject.title), _text(subject)]))


def _text(subject: Subject) -> str:
    """What it says under its heading; of an annex, its table and roster too."""
    said = [(subject.text or "").rstrip("\n")]
    if isinstance(subject, Annex):
        said += [" ｜ ".join(row) for row in subject.table.rows] if subject.table else []
        said += [f"{each.role}：{'、'.join(each.names)}" for each in subject.roster]
    return "\n".join(filter(None, said))


def _place(subject: Subject) -> str:
    return "附件" if isinstance(subject, Annex) else subject.clause


def _name(subject: Subject, *, whole: bool = False) -> str:
    """What a report calls it; a text without a heading is cut short unless the whole is new."""
    if isinstance(subject, Section):
        return f"{subject.number}{subject.title}"
    text = (subject.title or subject.text or "").rstrip("\n")
    shown = text if subject.title or whole else begun(text)
    return f"{_place(subject)} {_one_line(shown)}"


def _one_line(text: str) -> str:
    return text.replace("\n", "")
