"""The XML vocabulary of a document: read into the tree and checked, faults placed."""

import re
import xml.etree.ElementTree as ET
from typing import NoReturn

from plangen.document.checked import (
    DocumentError,
    Parts,
    attributes_of,
    joined,
    lines_of,
    one_of,
    pieces_of,
    plain,
    refuse,
    refuse_at,
    stripped,
)
from plangen.document.model import (
    AnnexPages,
    AttendanceLine,
    Block,
    Cell,
    CellFill,
    CellSpan,
    Chart,
    ChartKind,
    ChartLook,
    ChartSeries,
    Document,
    DocumentHead,
    DocumentTable,
    Edit,
    Fill,
    Form,
    Heading,
    Imprint,
    Issued,
    Orientation,
    Paragraph,
    Properties,
    RedMark,
    Roster,
    RosterLine,
    Signature,
    TableColumn,
    TextRun,
)


def parse(xml: str) -> Document:
    """Read a document from the XML a template yields.

    Lines of a text are stripped and joined without a space; titles and cells keep theirs. An
    attribute `at="notice.xml.j2:12"` on a tag is its place in the template. Raises DocumentError,
    with that place, for XML that is not well formed, an unknown tag or attribute, a missing
    attribute, and a part that is empty, repeated or out of place.
    """
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 - without DOCTYPE, no entities
    try:
        parser.feed(xml)
        root = parser.close()
    except ET.ParseError as fault:
        refuse(
            _last_place(xml, fault.position),
            "XML 读不下去：标签没有成对，或文字里的 < 和 & 没有写成 &lt; 和 &amp;",
        )
    return _document(root)


class _NoDoctype(ET.TreeBuilder):
    def doctype(self, *_: str | None) -> NoReturn:
        raise DocumentError("模板里不能有 <!DOCTYPE>：公文不用文档类型声明和自定义实体，请删去")


def _last_place(xml: str, position: tuple[int, int]) -> str:
    line, column = position
    lines = xml.split("\n")[:line]
    lines[-1] = lines[-1][: column + 1]
    places: list[str] = re.findall(r"""\sat=["']([^"'<>]*)["']""", "\n".join(lines))
    return places[-1] if places else ""


_BLOCKS = "h1 h2 h3 h4 p roster table chart*"


def _document(root: ET.Element) -> Document:
    if root.tag != "document":
        refuse(root.get("at", ""), f"最外层的标签应是 <document>，不是 <{root.tag}>")
    attributes = attributes_of(root, title="", author="", subject="", orientation="portrait")
    orientation = one_of(root, "orientation", attributes.pop("orientation"), *Orientation)
    parts = Parts(
        root,
        *("head", "title", "recipients", _BLOCKS, "attachments", "attendance*"),
        *("signature", "note", "issued", "annex*", "imprint"),
    )
    return Document(
        properties=Properties(**attributes),
        head=next(map(_head, parts.all("head")), None),
        title=parts.title(),
        recipients=parts.text("recipients"),
        body=_blocks(parts),
        attachments=parts.attachments(),
        attendance=tuple(map(_attendance, parts.all("attendance"))),
        signature=next(map(_signature, parts.all("signature")), None),
        note=parts.text("note"),
        issued=next(map(_issued, parts.all("issued")), None),
        annexes=tuple(map(_annex, parts.all("annex"))),
        imprint=next(map(_imprint, parts.all("imprint")), None),
        orientation=Orientation(orientation),
    )


def _head(head: ET.Element) -> DocumentHead:
    attributes = attributes_of(head, form=Form.DOCUMENT)
    form = one_of(head, "form", attributes["form"], *Form)
    parts = Parts(
        head,
        *("copy-number", "classification", "urgency", "issuer-mark", "doc-number", "signatory*"),
    )
    return DocumentHead(
        copy_number=parts.text("copy-number"),
        classification=parts.text("classification"),
        urgency=parts.text("urgency"),
        mark=next(map(_mark, parts.all("issuer-mark")), None),
        doc_number=parts.text("doc-number"),
        signatories=parts.texts("signatory"),
        form=Form(form),
    )


def _mark(mark: ET.Element) -> RedMark:
    attributes = attributes_of(mark, suffix="")
    return RedMark(Parts(mark, "issuer*").texts("issuer", at_least_one=True), **attributes)


def _attendance(attendance: ET.Element) -> AttendanceLine:
    attributes = attributes_of(attendance, "label")
    return AttendanceLine(attributes["label"], plain(attendance))


def _signature(signature: ET.Element) -> Signature:
    attributes = attributes_of(signature, "date", sealed="no")
    sealed = _is_yes(signature, "sealed", attributes)
    issuers = Parts(signature, "issuer*").texts("issuer", at_least_one=True)
    return Signature(issuers, attributes["date"], sealed)


def _issued(issued: ET.Element) -> Issued:
    attributes_of(issued)
    parts = Parts(issued, "title", _BLOCKS, "attachments")
    return Issued(parts.title(at_least_one=True), _blocks(parts), parts.attachments())


def _annex(annex: ET.Element) -> AnnexPages:
    attributes = attributes_of(annex, "label", orientation=Orientation.PORTRAIT, of="")
    orientation = one_of(annex, "orientation", attributes["orientation"], *Orientation)
    parts = Parts(annex, "title", _BLOCKS)
    title = parts.title(at_least_one=True)
    body = _blocks(parts)
    return AnnexPages(attributes["label"], title, body, Orientation(orientation), attributes["of"])


def _imprint(imprint: ET.Element) -> Imprint:
    attributes_of(imprint)
    parts = Parts(imprint, "recipients", "cc", "printed-by", "printed-on")
    if not len(imprint):
        refuse_at(imprint, "<imprint> 没有内容；不用它就整个删去")
    return Imprint(
        recipients=parts.text("recipients"),
        cc=parts.text("cc"),
        printed_by=parts.text("printed-by"),
        printed_on=parts.text("printed-on"),
    )


def _blocks(parts: Parts) -> tuple[Block, ...]:
    return tuple(map(_block, parts.all(*_BLOCKS.rstrip("*").split(), at_least_one=True)))


def _block(block: ET.Element) -> Block:
    match block.tag:
        case "p":
            attributes = attributes_of(block, of="")
            return Paragraph(plain(block), **attributes)
        case "roster":
            attributes = attributes_of(block, of="")
            roles = Parts(block, "role*").all("role", at_least_one=True)
            return Roster(tuple(map(_role, roles)), **attributes)
        case "table":
            return _table(block)
        case "chart":
            return _chart(block)
        case _:
            return _heading(block)


def _heading(heading: ET.Element) -> Heading:
    attributes = attributes_of(heading, of="")
    parts = Parts(heading, "text", mixed=True)
    text = joined(lines_of(heading, heading.text))
    return Heading(int(heading.tag[1]), text, parts.text("text"), **attributes)


def _role(role: ET.Element) -> RosterLine:
    attributes = attributes_of(role, "name")
    return RosterLine(attributes["name"], Parts(role, "name*").texts("name", at_least_one=True))


def _table(table: ET.Element) -> DocumentTable:
    attributes = attributes_of(table, compact="no", size="", of="")
    parts = Parts(table, "column*", "header*", "row*")
    columns = tuple(map(_column, parts.all("column", at_least_one=True)))
    headers, rows = parts.all("header"), parts.all("row")
    for header in headers:
        attributes_of(header)
    heads, header_spans = _grid(headers, len(columns))
    body, spans = _grid(rows, len(columns))
    return DocumentTable(
        columns,
        headers=heads,
        rows=body,
        compact=_is_yes(table, "compact", attributes),
        headings=frozenset(number for number, row in enumerate(rows) if _is_heading(row)),
        size=one_of(table, "size", attributes["size"], "", "四号", "小四", "五号", "小五"),
        spans=spans,
        header_spans=header_spans,
        of=attributes["of"],
        fills=_fills(rows, spans),
    )


def _fills(rows: list[ET.Element], spans: tuple[CellSpan, ...]) -> tuple[CellFill, ...]:
    """The coloured cells of rows none of whose cells reaches over others."""
    fills = []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if fill := cell.get("fill", ""):
                if spans:
                    refuse_at(cell, "有跨行、跨列的格的表格里，不能用 fill")
                fills.append(CellFill(number, column, Fill(one_of(cell, "fill", fill, *Fill))))
    return tuple(fills)


def _chart(chart: ET.Element) -> Chart:
    attributes = attributes_of(chart, "kind", "title", "about")
    kind = one_of(chart, "kind", attributes["kind"], *ChartKind)
    parts = Parts(chart, "category*", "series*")
    categories = parts.texts("category", at_least_one=True)
    series = parts.all("series", at_least_one=True)
    lines = tuple(_series(entry, len(categories)) for entry in series)
    return Chart(ChartKind(kind), attributes["title"], attributes["about"], categories, lines)


def _series(series: ET.Element, count: int) -> ChartSeries:
    attributes = attributes_of(series, "name", "look")
    look = one_of(series, "look", attributes["look"], *ChartLook)
    texts = Parts(series, "value*").texts("value")
    if len(texts) != count:
        refuse_at(series, f"有 {count} 个 <category>，<value> 却有 {len(texts)} 个，应一一对应")
    values = []
    for text in texts:
        if not re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text):
            refuse_at(series, f"<value> 里的“{text}”不是数；写 12 或 66.7")
        values.append(float(text))
    return ChartSeries(attributes["name"], ChartLook(look), tuple(values))


def _is_yes(element: ET.Element, name: str, attributes: dict[str, str]) -> bool:
    return one_of(element, name, attributes[name], "no", "yes") == "yes"


def _column(column: ET.Element) -> TableColumn:
    attributes = attributes_of(column, width="auto", align="auto")
    align = one_of(column, "align", attributes["align"], "auto", "left", "center")
    centred = None if align == "auto" else align == "center"
    if attributes["width"] == "auto":
        return TableColumn(centred=centred)
    width = re.fullmatch(r"(\d+(?:\.\d+)?)(字?)", attributes["width"])
    if width is None or not float(width[1]):
        refuse_at(
            column,
            f'width="{attributes["width"]}" 读不懂；写字数如 4字，占其余宽度的份数如 2，'
            "或不写，由内容定",
        )
    return TableColumn(float(width[1]), not width[2], centred)


def _is_heading(row: ET.Element) -> bool:
    return _is_yes(row, "heading", attributes_of(row, heading="no"))


def _grid(
    rows: list[ET.Element], columns: int
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[CellSpan, ...]]:
    """The rows, what wide and high cells cover filled with empty ones; and those cells.

    <cell rows="2">甲</cell><cell>乙</cell>       甲 乙      spans (0, 0, 2, 1)
                           <cell>丙</cell>          丙
    """
    body: list[tuple[Cell, ...]] = []
    spans: list[CellSpan] = []
    reaching = [0] * columns
    for number, row in enumerate(rows):
        cells: dict[int, Cell] = {}
        free = [column for column in range(columns) if not reaching[column]]
        reaching = [max(left - 1, 0) for left in reaching]
        for cell in Parts(row, "cell*").all("cell"):
            attributes = attributes_of(cell, rows="1", columns="1", fill="")
            high, wide = (_count(cell, name, attributes[name]) for name in ("rows", "columns"))
            if len(free) < wide or free[wide - 1] - free[0] != wide - 1:
                refuse_at(row, f"这一行有 {len(row)} 格，表格有 {columns} 列，应一格对一列")
            if high > 1 or wide > 1:
                spans.append(CellSpan(number, free[0], high, wide))
            cells[free[0]] = _cell(cell)
            for column in free[:wide]:
                reaching[column] = high - 1
            free = free[wide:]
        if free:
            refuse_at(row, f"这一行有 {columns - len(free)} 格，表格有 {columns} 列，应一格对一列")
        body.append(tuple(cells.get(column, "") for column in range(columns)))
    return tuple(body), tuple(spans)


def _count(cell: ET.Element, name: str, written: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", written):
        refuse_at(cell, f'{name}="{written}" 读不懂；写跨几行、几列，如 2')
    return int(written)


def _cell(cell: ET.Element) -> Cell:
    if not len(cell):
        return "\n".join(stripped(cell.text))
    return tuple(
        TextRun(text, Edit(tag) if tag else None) for tag, text in pieces_of(cell, *Edit) if text
    )
