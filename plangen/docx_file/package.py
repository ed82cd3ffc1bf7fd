"""The parts of a DOCX as XML trees, read offline: no DOCTYPE, no entities, nothing fetched."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from plangen.docx_file.archive import UntrustedZip, Unusable

Element: TypeAlias = Any
"""An lxml element."""

MAX_NODES: Final = 600_000
"""The most tags that one part may hold."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NOT_WORD: Final = "是压缩文件，但不是 Word 文档（DOCX）；核对文件，用 Word 或 WPS 另存为 .docx"
_PAGE_PART: Final = re.compile(r"word/[^/]+\.xml")
_PULLS: Final = re.compile(
    r"(?<![A-Z])(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK|RD)\s+\S+"
)
"""Fields that bring in another file."""


def w(name: str) -> str:
    """A WordprocessingML name as lxml writes it."""
    return f"{_W}{name}"


RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: Element | None, *names: str) -> Element | None:
    """A child, a child of that, and so on, by their names; None where one of them is missing."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, *names: str) -> str:
    """The `w:val` of an element, or of a child by its names; empty where there is none."""
    named = find(element, *names)
    return "" if named is None else str(named.get(w("val"), ""))


def outermost_boxes(element: Element) -> Iterator[Element]:
    """The text boxes in an element, each by the first way it is said, deleted ones left out.

    Boxes within boxes are not among them.
    """
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name not in ("Fallback", "del", "moveFrom"):
            yield from outermost_boxes(child)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that say what its pages look like."""

    document: Element
    styles: Element | None
    numbering: Element | None
    settings: Element | None
    theme: Element | None
    related: Mapping[str, Element]
    """Headers and footers by relationship id."""
    outside: tuple[str, ...]
    """Files elsewhere that Word would fetch: templates, pictures, objects; links left out."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a part names beside itself."""

    key: str
    kind: str
    """Such as `styles` or `footer`."""
    named: str
    """As written."""
    target: str
    """The part in the file that is meant, unless it is external."""
    external: bool


def open_package(data: bytes) -> Package:
    """Open a DOCX. Raises Unusable, in one line, for what is none or is hostile."""
    archive = UntrustedZip(data)
    main = _main_part(archive)
    _refuse_macros(archive)
    relations = list(_relations(archive, main))
    inside = [relation for relation in relations if not relation.external]
    parts = {relation.kind: relation.target for relation in inside}
    return Package(
        document=_document(archive, main),
        styles=parsed(archive, parts.get("styles", "")),
        numbering=parsed(archive, parts.get("numbering", "")),
        settings=parsed(archive, parts.get("settings", "")),
        theme=parsed(archive, parts.get("theme", "")),
        related=dict(_page_edges(archive, inside)),
        outside=tuple(sorted({*_fetched(archive), *_fields(archive)})),
    )


def _main_part(archive: UntrustedZip) -> str:
    for relation in _relations(archive, ""):
        if relation.kind == "officeDocument" and not relation.external:
            return relation.target
    raise Unusable(_NOT_WORD)


def _document(archive: UntrustedZip, main: str) -> Element:
    document = parsed(archive, main)
    if document is None:
        raise Unusable("文件里没有正文，不是完整的 DOCX；请在 Word 或 WPS 里另存一份")
    if str(document.tag).startswith(_STRICT):
        raise Unusable("文件是“严格 Open XML”格式，不能检查；请另存为普通的“Word 文档（.docx）”")
    if document.tag != w("document") or document.find(w("body")) is None:
        raise Unusable(_NOT_WORD)
    return document


def _refuse_macros(archive: UntrustedZip) -> None:
    types = archive.read("[Content_Types].xml")
    if types is None:
        raise Unusable(
            "文件里没有 [Content_Types].xml，不是完整的 DOCX；请在 Word 或 WPS 里另存一份"
        )
    named = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
    if named or b"macroEnabled" in types:
        raise Unusable("文件带宏，不检查；公文不应带宏，请另存为不带宏的“Word 文档（.docx）”")


def _page_edges(archive: UntrustedZip, relations: list[_Relation]) -> Iterator[tuple[str, Element]]:
    """Headers and footers, each with its relationship's id."""
    for relation in relations:
        if relation.kind in ("header", "footer"):
            part = parsed(archive, relation.target)
            if part is not None:
                yield relation.key, part


def _relations(archive: UntrustedZip, part: str) -> Iterator[_Relation]:
    folder, name = posixpath.split(part)
    return _relations_in(archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder)


def _relations_in(archive: UntrustedZip, name: str, folder: str) -> Iterator[_Relation]:
    """What a part's list of relations says; its targets are named from a folder."""
    tree = parsed(archive, name)
    for child in tree if tree is not None else ():
        if local(child) == "Relationship" and child.get("Target"):
            yield _Relation(
                key=child.get("Id", ""),
                kind=child.get("Type", "").rpartition("/")[2],
                named=child.get("Target"),
                target=_absolute(folder, child.get("Target")),
                external=child.get("TargetMode") == "External",
            )


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _fetched(archive: UntrustedZip) -> Iterator[str]:
    """What relationships anywhere in the file name outside it, but for links a reader clicks."""
    for name in archive.names:
        if name.endswith(".rels"):
            for relation in _relations_in(archive, name, folder=""):
                if relation.external and relation.kind != "hyperlink":
                    yield relation.named


def _fields(archive: UntrustedZip) -> Iterator[str]:
    """The fields that pull something in; one field's code may be cut over several runs."""
    for name in filter(_PAGE_PART.fullmatch, archive.names):
        tree = parsed(archive, name)
        if tree is None:
            continue
        simple = [field.get(w("instr"), "") for field in tree.iter(w("fldSimple"))]
        pieces = [piece.text or "" for piece in tree.iter(w("instrText"))]
        for pull in _PULLS.finditer(" ".join([*simple, "".join(pieces)]).upper()):
            yield pull[0]


def parsed(archive: UntrustedZip, name: str) -> Element | None:
    """A part's XML; None where the file has no such part."""
    data = archive.read(name) if name else None
    if data is None:
        return None
    return tree_of(_as_utf8(data), name)


def tree_of(data: bytes, name: str) -> Element:
    """The tree of a part's XML in UTF-8. Raises Unusable for a damaged or a hostile one."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unusable(f"文件里的 {name[:60]} 带有 DOCTYPE 声明，DOCX 里不该有；核对文件的来源")
    if data.count(b"<") > MAX_NODES * 2:
        raise Unusable(f"文件里的 {name[:60]} 内容太多，不是正常的公文；核对文件的来源")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Unusable(
            f"文件里的 {name[:60]} 损坏，读不下去；请在 Word 或 WPS 里另存一份"
        ) from fault


def _as_utf8(data: bytes) -> bytes:
    """UTF-16 as UTF-8: the parser is told to read that, whatever the declaration says."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    return data.decode("utf-16", "replace").encode("utf-8", "replace")
