"""XML parts → the file as it is inspected: text and effective properties in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from plangen.docx_file.archive import Unusable
from plangen.docx_file.effective import NONE, Properties, Styles, is_on, overlaid
from plangen.docx_file.layout import grid_of, layout_of, look_of
from plangen.docx_file.model import (
    DocxFile,
    DocxParagraph,
    DocxRun,
    DocxSection,
    Footer,
    Look,
    TableLines,
    Where,
)
from plangen.docx_file.numbers import Numbering
from plangen.docx_file.package import (
    RELATION_ID,
    Element,
    Package,
    local,
    open_package,
    outermost_boxes,
    w,
)
from plangen.docx_file.setting import is_switched_on, section_of, table_of

MAX_PARAGRAPHS: Final = 30_000
MAX_FOOTER: Final = 300
MAX_SECTIONS: Final = 1_000
_DEEPEST: Final = 40
_DRAWN: Final = ("drawing", "pict", "object")
_INSIDE: Final = (
    *("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple"),
    *("tbl", "tr", "tc", "txbxContent"),
)
"""What is looked into for paragraphs and runs; what is deleted or moved away is not."""


def read(data: bytes) -> DocxFile:
    """Read a DOCX. Raises Unusable, in one line, for what is none or is hostile."""
    package = open_package(data)
    reader = _Reader(package)
    body = package.document.find(w("body"))
    reader.walk(body, Where.TEXT)
    return DocxFile(
        paragraphs=tuple(reader.paragraphs),
        sections=tuple(reader.sections(package)),
        tables=tuple(reader.tables),
        odd_and_even=_odd_and_even(package),
        draws=any(map(_draws, (package.document, *package.related.values()))),
        outside=package.outside,
    )


def _odd_and_even(package: Package) -> bool:
    return package.settings is not None and is_switched_on(package.settings, "evenAndOddHeaders")


def _draws(part: Element) -> bool:
    """Whether a part draws anything but a text box with text, which is set without lines.

    A line drawn by hand is a shape, and in WPS a shape may hold an empty text box.
    """
    for drawn in part.iter(w("drawing"), w("pict"), w("object")):
        boxes = list(drawn.iter(w("txbxContent")))
        if not boxes or not all(any(text.text for text in box.iter(w("t"))) for box in boxes):
            return True
    return False


@dataclass(slots=True)
class _Texts:
    """The runs and fields of a paragraph as they are gathered."""

    runs: list[DocxRun] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    open_fields: list[int] = field(default_factory=list)
    """The indexes of the fields that are begun and not ended, the innermost last."""
    breaks_page: bool = False
    boxes: list[tuple[Element, str]] = field(default_factory=list)

    @property
    def look(self) -> Look | None:
        """The look of its first text, by which indents of so many 字 are reckoned."""
        for run in self.runs:
            if run.text.strip():
                return run.look
        return None

    def mark_field(self, kind: str) -> None:
        """Begin or end a field; its instruction may be cut over several runs."""
        if kind == "begin":
            self.open_fields.append(len(self.fields))
            self.fields.append("")
        elif kind == "end" and self.open_fields:
            self.open_fields.pop()

    def add_instruction(self, text: str) -> None:
        """Add a piece of the innermost field's instruction."""
        if self.open_fields:
            self.fields[self.open_fields[-1]] += text
        else:
            self.fields.append(text)


class _Reader:
    """Walks a part once, in reading order."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package)
        self._numbering = Numbering(package, self.styles)
        self.styles.indents_of_list = self._numbering.layout
        self.paragraphs: list[DocxParagraph] = []
        self.tables: list[TableLines] = []
        self._sections: list[Element] = _section_elements(package)
        self._most = MAX_PARAGRAPHS
        self._section = 0
        self._number = 0

    def sections(self, package: Package) -> Iterator[DocxSection]:
        """The sections; one without a footer of its own keeps the one before."""
        footers = {key: self._footer(part) for key, part in package.related.items()}
        kept: dict[str, Footer] = {}
        for element in self._sections:
            for reference in element.findall(w("footerReference")):
                footer = footers.get(reference.get(RELATION_ID, ""))
                if footer is not None:
                    kept[reference.get(w("type"), "default")] = footer
            yield section_of(element, kept.get("default"), kept.get("even"))

    def _footer(self, part: Element) -> Footer:
        texts, self.paragraphs = self.paragraphs, []
        self._most = MAX_FOOTER
        self.walk(part, Where.TEXT)
        footer, self.paragraphs = Footer(tuple(self.paragraphs)), texts
        return footer

    def walk(
        self, element: Element, where: Where, *, table: int = 0, side: str = "", depth: int = 0
    ) -> None:
        """Read the paragraphs in an element, and in what is in it."""
        for child in element if depth < _DEEPEST else ():
            name = local(child)
            if name == "p":
                self._paragraph(child, where, table, side, depth)
            elif name == "tbl":
                self.tables.append(table_of(child))
                inner = Where.BOX if where is Where.BOX else Where.TABLE
                self.walk(child, inner, table=len(self.tables), side=side, depth=depth + 1)
            elif name == "AlternateContent":
                chosen = _chosen(child)
                if chosen is not None:
                    self.walk(chosen, where, table=table, side=side, depth=depth + 1)
            elif name in _INSIDE:
                self.walk(child, where, table=table, side=side, depth=depth + 1)

    def _paragraph(self, p: Element, where: Where, table: int, side: str, depth: int) -> None:
        if len(self.paragraphs) >= self._most:
            raise Unusable(f"文件或页脚超过 {self._most} 段，不是正常的公文；核对文件的来源")
        own = self.styles.flat(p.find(w("pPr")))
        key = own.get("pStyle.val", "")
        by_style, base = self.styles.paragraph(key)
        listed = self._numbering.layout(own) if "numPr.numId.val" in own else NONE
        properties = overlaid(overlaid(by_style, listed), own)
        texts = _Texts()
        self._gather(p, base, texts, depth)
        label = self._numbering.label(properties)  # an empty paragraph counts as well
        has_text = any(run.text.strip() for run in texts.runs)
        self._number += has_text
        grid = grid_of(self._sections[self._section])
        self.paragraphs.append(
            DocxParagraph(
                number=max(1, self._number),
                runs=tuple(texts.runs),
                layout=layout_of(properties, texts.look or look_of(base), grid),
                style=self.styles.name(key),
                label=label if has_text else "",
                where=where,
                section=self._section,
                fields=tuple(texts.fields),
                side=side,
                breaks_page=texts.breaks_page,
                table=table,
            )
        )
        for box, side_of_box in texts.boxes:
            self.walk(box, Where.BOX, side=side_of_box, depth=depth + 1)
        if p.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self._section = min(self._section + 1, len(self._sections) - 1)

    def _gather(self, element: Element, base: Properties, texts: _Texts, depth: int) -> None:
        for child in element if depth < _DEEPEST else ():
            name = local(child)
            if name == "r":
                self._run(child, base, texts)
            elif name in _INSIDE:
                if name == "fldSimple":
                    texts.fields.append(child.get(w("instr"), ""))
                self._gather(child, base, texts, depth + 1)

    def _run(self, run: Element, base: Properties, texts: _Texts) -> None:
        own = self.styles.flat(run.find(w("rPr")))
        style = self.styles.character(own.get("rStyle.val", ""))
        properties = {**base, **style, **own}
        pieces = []
        for child in run:
            name = local(child)
            if name == "AlternateContent" or name in _DRAWN:
                texts.boxes += _boxes(child)
            elif name == "fldChar":
                texts.mark_field(child.get(w("fldCharType"), ""))
            elif name == "instrText":
                texts.add_instruction(child.text or "")
            elif name == "br" and child.get(w("type")) == "page":
                texts.breaks_page = True
            else:
                pieces.append(_text(child, name))
        text = "".join(pieces)
        if text and not is_on(properties, "vanish"):
            texts.runs.append(DocxRun(text, look_of(properties)))


def _text(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _chosen(alternate: Element) -> Element | None:
    """Of several ways to say one thing, the first: readers since 2010 take that."""
    return next((child for child in alternate if local(child) == "Choice"), None)


def _boxes(element: Element) -> Iterator[tuple[Element, str]]:
    """The outermost text boxes of a drawing, each with the side of the page it is aligned to."""
    chosen = _chosen(element) if local(element) == "AlternateContent" else element
    if chosen is None:
        return
    across = chosen.find(".//{*}positionH/{*}align")
    for box in outermost_boxes(chosen):
        yield box, "" if across is None else (across.text or "")


def _section_elements(package: Package) -> list[Element]:
    body = package.document.find(w("body"))
    sections = list(body.iterfind(f".//{w('p')}/{w('pPr')}/{w('sectPr')}"))
    if len(sections) > MAX_SECTIONS:
        raise Unusable(f"文件超过 {MAX_SECTIONS} 节，不是正常的公文；核对文件的来源")
    last = body.find(w("sectPr"))
    return [*sections, body.makeelement(w("sectPr")) if last is None else last]
