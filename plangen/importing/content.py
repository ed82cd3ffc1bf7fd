"""Clauses → the sections and items of a plan, as its file holds them.

What a heading says decides the kind: under 指导思想 or 基本原则 stands text that is no duty, under
工作目标 goals, under 保障措施 requirements, elsewhere measures. A sentence with a responsibility
bracket is a duty wherever it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from plangen.compose import ended
from plangen.importing.body_tables import BodyTables
from plangen.importing.duties import is_own_line
from plangen.importing.items import DutyKind, ItemWriter, Record, has_duty, kind_of, number
from plangen.importing.lines import Line
from plangen.importing.nodes import Questioned
from plangen.importing.outlining import Clause, heading_of
from plangen.importing.registering import Registry
from plangen.importing.sentences import SentenceReader

_SECOND: Final = 2
_LABEL: Final = 12
"""So many 字 at the head of a paragraph without a heading may tell its kind."""
_LEAD: Final = 60
"""A longer paragraph leads to the clauses under it, and is no heading."""
_NUMBERINGS: Final = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}


class ContentWriter:
    """Writes clauses as records of a plan's file."""

    def __init__(self, registry: Registry, reader: SentenceReader, tables: BodyTables) -> None:
        self._items = ItemWriter(registry, reader)
        self._tables = tables

    def sections(self, root: Clause) -> list[Record]:
        """The sections of a document; clauses that are no headings stand in one without a title."""
        sections: list[Record] = []
        for level, group in groupby(root.children, _level_of_untitled):
            if level:
                record: Record = {} if level == _SECOND else {"numbering": _NUMBERINGS[level]}
                self._children(record, Clause(level - 1, children=list(group)), "measure")
                sections.append(record)
            else:
                sections += map(self._section, group)
        return sections

    @property
    def tables(self) -> list[Line]:
        """The tables that stand in the text, which a section has no place for."""
        return self._items.tables

    def paragraphs(self, lines: Iterable[Line]) -> str:
        """Unnumbered paragraphs as one text; tables are set aside."""
        return self._items.joined(lines)

    def plain_items(self, lines: Sequence[Line]) -> list[Record]:
        """Unnumbered paragraphs of a document without headings, each an entry."""
        before, after = self.before_table(lines)
        return [*self._items.unnumbered(before, "text"), *self.from_table(after)]

    def before_table(self, lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
        """Paragraphs parted where the first task table stands that becomes a part."""
        at = self._tables.first(lines)
        return (lines, ()) if at is None else (lines[:at], lines[at:])

    def from_table(self, lines: Sequence[Line]) -> list[Record]:
        """A task table and the paragraphs after it, as entries."""
        if not lines:
            return []
        table, *rest = lines
        return [*self._tables.entries(table), *self.plain_items(rest)]

    # sections and parts

    def _section(self, clause: Clause) -> Record:
        title, run_in = _heading(clause)
        if not title:
            title, run_in = clause.text, ""
        return self._headed(clause, title, run_in, kind_of(title, "measure"))

    def _headed(self, clause: Clause, title: str, run_in: str, kind: DutyKind) -> Record:
        """A heading, with what stands under it."""
        record: Record = {"title": title}
        number(record, clause)
        before, after = self.before_table(clause.paragraphs)
        lines = list(before)
        if run_in:
            record["run_in"] = True
        is_duty = kind != "text" and not clause.children and bool(lines) and not after
        if not (is_duty or has_duty([run_in, *(line.text for line in lines)])):
            texts = [run_in, self.paragraphs(lines)]
            record["text"] = "\n\n".join(filter(None, texts))
        else:
            own = [Line(0, run_in), *lines] if run_in else lines
            if record.pop("run_in", False):
                record["title"] = ended(title)
            record["items"] = self._items.unnumbered(own, kind)
        if after:
            record["items"] = [*record.get("items", ()), *self.from_table(after)]
        self._children(record, clause, kind)
        if any(line.table for line in lines) and not (record.get("text") or record.get("items")):
            record["items"] = [_lead_to_annex()]
        return record

    def _children(self, record: Record, clause: Clause, kind: DutyKind) -> None:
        """Enter the clauses under a heading; another level than the first's goes into a part."""
        items: list[Record] = record.get("items", [])
        level = clause.children[0].level if clause.children else 0
        if level and level != min(clause.level + 1, 4):
            record["numbering"] = _NUMBERINGS[level]
        group: list[Clause] = []
        for child in clause.children:
            if child.level != level:
                group.append(child)
                continue
            items += self._part_of(group, kind)
            group = []
            items += self._clause(child, kind)
        items += self._part_of(group, kind)
        _share_lines(record, items)
        if items:
            record["items"] = items

    def _part_of(self, clauses: Sequence[Clause], kind: DutyKind) -> list[Record]:
        """Clauses of another level than those beside them, in a part without a heading."""
        if not clauses:
            return []
        holder = Clause(clauses[0].level - 1, children=list(clauses))
        part: Record = {"kind": "part", "numbered": False}
        self._children(part, holder, kind)
        part["numbering"] = _NUMBERINGS[clauses[0].level]
        return [part]

    # items

    def _clause(self, clause: Clause, above: DutyKind) -> list[Record]:
        """The entries of a clause below level 1: an item, or a part with clauses under it."""
        title, rest = _heading(clause)
        before, after = self.before_table(clause.paragraphs)
        if after and not clause.children and (rest or not title):
            whole = self._clause(replace(clause, paragraphs=list(before)), above)
            return [*whole, *self.from_table(after)]
        kind = kind_of(title or clause.text[:_LABEL], above)
        if not clause.children:
            shared = [line for line in clause.paragraphs if not is_own_line(line.text)]
            if rest or not title or not shared:
                return self._items.numbered(clause, title, rest, kind)
        elif has_duty([rest]):
            return self._item_and_part(clause, title, rest, kind)
        if not title:
            leads = clause.text.endswith(("：", "。", "；")) or len(clause.text) > _LEAD
            if clause.children and leads:
                return self._item_and_part(clause, "", clause.text, "text")
            title, rest = clause.text, ""
        part = {"kind": "part", **self._headed(clause, title, rest, kind)}
        if not clause.children and "items" not in part and part.pop("text", ""):
            part["items"] = self._items.unnumbered(clause.paragraphs, kind)
        return [part]

    def _item_and_part(self, clause: Clause, title: str, rest: str, kind: DutyKind) -> list[Record]:
        """A paragraph that is an item though clauses stand under it, and these in a part."""
        under = self._part_of(clause.children, kind)
        return [*self._items.numbered(replace(clause, children=[]), title, rest, kind), *under]


def _lead_to_annex() -> Record:
    """What stands under a heading in the place of a table that is an annex now."""
    question = "原文这里是一张表，现在是附件；这句话是添上的，核对"
    return {"kind": "text", "numbered": False, "text": Questioned("见附件。", question)}


def _heading(clause: Clause) -> tuple[str, str]:
    """A clause's heading and the rest, its own number before either.

    What bears a responsibility bracket, or ends in a colon and leads to what follows, is none.
    """
    title, rest = heading_of(clause.text.removeprefix(clause.own_number))
    leads = not rest and title.endswith("：")
    is_none = not title or leads or has_duty([title])
    return ("", clause.text) if is_none else (clause.own_number + title, rest)


def _share_lines(record: Record, items: Sequence[Record]) -> None:
    """A line at the end of several items that have none of their own is for all of them."""
    blocks = [item for item in items if item.get("print_responsible") == "block"]
    if len(items) > 1 and blocks == [items[-1]]:
        record["responsible"] = items[-1].pop("responsible")
        del items[-1]["print_responsible"]


def _level_of_untitled(clause: Clause) -> int:
    """The level of a clause that is an item and no section: below 1, or one that runs text in."""
    if clause.level > 1:
        return clause.level
    if clause.children or not clause.number:
        return 0
    title, rest = _heading(clause)
    if has_duty([rest or clause.text, *(line.text for line in clause.paragraphs)]):
        return 1
    if clause.paragraphs:
        return 0
    if not rest:
        return int(not title or title.endswith("。"))
    return int(kind_of(title or clause.text, "measure") == "measure")
