"""An item, an annex or a heading as a reader meets it, with what changed in it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from plangen.comparison.model import Change, Counterparts, Kind, Subject
from plangen.comparison.report.facts import facts
from plangen.comparison.report.lifting import LIFTED
from plangen.comparison.report.lines import ChangeLine, begun, lines
from plangen.comparison.tables import task_table_words
from plangen.comparison.wording import Sign, TextPiece, pieces, side_of
from plangen.plan import Annex, Item, Section


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


_STATES: Final = (Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED)
_SHOWN_BY_STATE: Final = {*_STATES, Kind.RENUMBERED}
_LEFT_OUT: Final = "……"
TAKEN_ON, GONE = "新承担", "不再承担"
_NEW: Final = ("新增", "拆分", TAKEN_ON)
"""States of an item that is new to its reader: its lines give all that it asks."""


def blocks_of(entries: Iterable[Counterparts]) -> tuple[Block, ...]:
    """The entries that changed, each below the headings that it stands under.

    A heading without a change of its own is kept only where something below it changed.
    """
    kept: list[Block] = []
    pending: list[Block] = []
    """The headings above that have not been kept yet, one a level."""
    for block in map(block_of, entries):
        if block.level:
            pending = [heading for heading in pending if heading.level < block.level]
            pending.append(block)
        if block.state:
            kept += pending
            pending = []
            if not block.level:
                kept.append(block)
    return tuple(kept)


def block_of(entry: Counterparts, part: str = "", *, alone: bool = False) -> Block:
    """An entry as a reader meets it.

    `part` is the state (新承担, 不再承担) where the item is new or gone for its reader alone;
    `alone` puts the clause before the wording, for a block that stands under no heading.
    """
    kinds = {change.kind for change in entry.changes}
    whole = part or _whole_state(kinds)
    before, after = _wordings(entry, alone=alone)
    subject = entry.subject
    text = ""
    if whole and subject.title:
        text = _text(subject)
    return Block(
        state=whole or ("调整" if kinds - _SHOWN_BY_STATE else ""),
        level=_level(subject),
        name=_name(subject, whole=bool(whole)),
        text=text,
        remark="；".join(_remarks(entry)),
        before=before,
        after=after,
        lines=(*_lines(entry, whole), *_result_lines(entry)),
    )


def _whole_state(kinds: Collection[Kind]) -> str:
    """新增, 删除, 拆分 or 合并 where the whole of an entry came or went; else nothing."""
    for kind in _STATES:
        if kind in kinds:
            return kind.label
    return ""


def _lines(entry: Counterparts, state: str) -> Iterable[ChangeLine]:
    if state in _NEW and isinstance(entry.new, Item):
        return facts(entry.new)
    if state == GONE:
        return ()
    own: list[Change] = []
    lifted_here: list[Change] = []
    """What all items under a heading share, as `lifted` has moved it there."""
    for change in entry.changes:
        if _is_remark(change):
            continue
        if change.kind in LIFTED and not isinstance(entry.subject, Item):
            lifted_here.append(change)
        else:
            own.append(change)
    marked = [replace(shared, label=f"各项{shared.label}") for shared in lines(lifted_here)]
    return (*lines(own), *marked)


def _result_lines(entry: Counterparts) -> Iterator[ChangeLine]:
    for reached in entry.reached:
        yield ChangeLine(f"{reached.whole.year}年完成情况", after=reached.words)


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
    if entry.kin and entry.new is None:
        yield f"并入 {_name(entry.kin)}"
    elif entry.kin:
        yield f"由原 {_name(entry.kin)} 拆出"
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
    if alone:
        return f"{subject.clause} "
    return subject.number


def _side(number: str, both: tuple[TextPiece, ...], sign: Sign) -> tuple[TextPiece, ...]:
    own = side_of(both, sign)
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
        paragraphs += _annex_lines(subject)
    return "\n".join(filter(None, paragraphs))


def _annex_lines(annex: Annex) -> Iterator[str]:
    """The rows of its table, its table of tasks, and its roster, a line each."""
    if annex.table:
        for row in annex.table.rows:
            yield " ｜ ".join(cell.text for cell in row)
    if annex.tasks:
        yield f"任务表：{task_table_words(annex.tasks)}"
    for role in annex.roster:
        yield f"{role.role}：{'、'.join(role.names)}"


def _clause(subject: Subject) -> str:
    if isinstance(subject, Annex):
        return "附件"
    return subject.clause


def _name(subject: Subject, *, whole: bool = False) -> str:
    """What a report calls it: its heading, or its text, shortened unless `whole`."""
    if isinstance(subject, Section):
        return f"{subject.number}{subject.title}"
    name = (subject.title or subject.text or "").rstrip("\n")
    if not subject.title and not whole:
        name = begun(name)
    return f"{_clause(subject)} {_one_line(name)}"


def _one_line(text: str) -> str:
    return text.replace("\n", "")
