"""A document as text to read: headings, paragraphs and tables in order, found by their numerals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, assert_never

from plangen.document.model import (
    Block,
    Cell,
    CellSpan,
    Chart,
    Document,
    DocumentTable,
    Heading,
    Paragraph,
    Roster,
)
from plangen.plan import Item, Plan, Section

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell of a table on a page."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph, a table or a roster."""

    kind: str
    """h1 to h6, p, centre (a line in the middle), end (one at the right), table, roster."""
    text: str = ""
    """Its words; the caption of a table."""
    anchor: str = ""
    """The numeral that it is found by, such as 二（三）1; empty where another block has it."""
    header: tuple[tuple[TextCell, ...], ...] = ()
    rows: tuple[tuple[TextCell, ...], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class SearchPassage:
    """What search finds: the words from one numeral to the next."""

    anchor: str
    title: str
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(self.words).split())


@dataclass(frozen=True, slots=True)
class FullText:
    """A document as blocks, and the passages that search finds."""

    blocks: tuple[TextBlock, ...]
    passages: tuple[SearchPassage, ...]

    @property
    def contents(self) -> Iterator[tuple[int, TextBlock]]:
        """The headings of the two highest levels with numerals, each with its depth, 1 or 2."""
        headings = [block for block in self.blocks if block.anchor and block.kind in _HEADINGS]
        highest = sorted({block.kind for block in headings})[:2]
        for block in headings:
            if block.kind in highest:
                yield highest.index(block.kind) + 1, block


def full_text(plan: Plan, document: Document) -> FullText:
    """The text of a plan's document; each item and section is found by its numeral once."""
    writer = _Writer(_clauses(plan), plan.heading)
    writer.write(document)
    return FullText(tuple(writer.blocks), tuple(writer.passages))


def _clauses(plan: Plan) -> dict[str, tuple[str, str]]:
    """The numeral and the heading of each place of the plan that a document may print."""
    clauses: dict[str, tuple[str, str]] = {}
    for number, section in enumerate(plan.sections, 1):
        clauses |= _of_section(section, f"section:{number}")
    return clauses


def _of_section(section: Section, place: str) -> dict[str, tuple[str, str]]:
    clauses = {place: (section.clause, str(section.title))}
    for number, entry in enumerate(section.content, 1):
        if isinstance(entry, Item):
            clauses[f"item:{entry.id}"] = (entry.clause, entry.title or _begun(entry.text or ""))
        else:
            clauses |= _of_section(entry, f"{place}.{number}")
    return clauses


def _begun(text: str) -> str:
    """The first words of a text that has no heading."""
    words = text.split("。")[0].strip()
    return words if len(words) <= 24 else f"{words[:24]}…"


class _Writer:
    """Takes the parts of a document in the order in which they are read."""

    def __init__(self, clauses: dict[str, tuple[str, str]], title: str) -> None:
        self._clauses = clauses
        self.blocks: list[TextBlock] = []
        self.passages = [SearchPassage("", title)]
        self._heading = title
        """The last heading: what a table is called."""
        self._used: set[str] = set()

    def write(self, document: Document) -> None:
        head = document.head
        if head:
            self._add("centre", "　".join(filter(None, [head.doc_number, *head.signatories])))
        self._add("h1", "".join(document.title))
        self._add("p", document.recipients)
        self._body(document.body, 1)
        self._listed(document.attachments)
        for row in document.attendance:
            self._add("p", f"{row.label}：{row.names}")
        self._close(document)
        if document.issued:
            self._add("h2", "".join(document.issued.title))
            self._body(document.issued.body, 2)
            self._listed(document.issued.attachments)
        for annex in document.annexes:
            self._passage(annex.label, "".join(annex.title))
            self._add("h2", f"{annex.label}　{''.join(annex.title)}", annex.label)
            self._body(annex.body, 2)
        if document.imprint:
            self._imprint(document)

    def _close(self, document: Document) -> None:
        if document.signature:
            for issuer in document.signature.issuers:
                self._add("end", issuer)
            self._add("end", document.signature.date)
        self._add("p", document.note)

    def _imprint(self, document: Document) -> None:
        imprint = document.imprint
        if imprint:
            for label, words in (("主送", imprint.recipients), ("抄送", imprint.cc)):
                self._add("p", words and f"{label}：{words}")
            self._add("p", "　".join(filter(None, [imprint.printed_by, imprint.printed_on])))

    def _listed(self, names: Iterable[str]) -> None:
        for number, name in enumerate(names, 1):
            self._add("p", f"附件{number}：{name}")

    def _body(self, blocks: Iterable[Block], depth: int) -> None:
        """The blocks of a text; `depth` is the level of the title above it."""
        for block in blocks:
            match block:
                case Heading():
                    anchor = self._anchor(block.of)
                    self._heading = block.text
                    self._add(f"h{min(6, depth + block.level)}", block.text, anchor)
                    self._add("p", block.run_in)
                case Paragraph():
                    self._add("p", block.text, self._anchor(block.of))
                case Roster():
                    self._roster(block)
                case DocumentTable():
                    self._table(block)
                case Chart():
                    self._add("p", block.about)
                case _:
                    assert_never(block)

    def _anchor(self, of: str) -> str:
        """The numeral of a place that no block before has printed; begins its passage."""
        clause, title = self._clauses.get(of.partition("/")[0], ("", ""))
        if not clause or clause in self._used:
            return ""
        self._passage(clause, f"{clause} {title}")
        return clause

    def _passage(self, anchor: str, title: str) -> None:
        self._used.add(anchor)
        self._heading = title
        self.passages.append(SearchPassage(anchor, title))

    def _add(self, kind: str, text: str, anchor: str = "") -> None:
        if text:
            self.blocks.append(TextBlock(kind, text, anchor))
            self.passages[-1].words.append(text)

    def _roster(self, roster: Roster) -> None:
        roles = []
        for role in roster.roles:
            roles.append((role.name, "、".join(role.people)))
            self.passages[-1].words.append(f"{role.name} {'、'.join(role.people)}")
        self.blocks.append(TextBlock("roster", roles=tuple(roles)))

    def _table(self, table: DocumentTable) -> None:
        header = _spanned(table.headers, table.header_spans)
        rows = _spanned(table.rows, table.spans)
        self.blocks.append(TextBlock("table", self._heading, header=header, rows=rows))
        for row in rows:
            for cell in row:
                self.passages[-1].words.append(cell.text)


def _spanned(
    rows: Iterable[tuple[Cell, ...]], spans: Iterable[CellSpan]
) -> tuple[tuple[TextCell, ...], ...]:
    """The cells of some rows; those that another reaches over are left out."""
    spanning = {(span.row, span.column): span for span in spans}
    covered: set[tuple[int, int]] = set()
    for span in spanning.values():
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                covered.add((row, column))
    lines = []
    for row, cells in enumerate(rows):
        line = []
        for column, cell in enumerate(cells):
            own = spanning.get((row, column))
            if own:
                line.append(TextCell(_words(cell), own.rows, own.columns))
            elif (row, column) not in covered:
                line.append(TextCell(_words(cell)))
        lines.append(tuple(line))
    return tuple(lines)


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(run.text for run in cell)
