"""The DOCX as a package: valid by the schema, complete, and whole after another program saves it.

The schema is that of Microsoft's Open XML SDK (ECMA-376 transitional and the extensions Word
writes), as openxml-audit checks it; VML, which it does not know, repeats what DrawingML says.
"""

import io
import posixpath
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from support.breaking import NS
from support.measures import pages_of, specimens
from support.page_documents import DOCUMENTS, written
from support.program import ROOT
from support.rendering import needs_office

from plangen.compose import compose
from plangen.readers.plan_file import read
from plangen.writers.docx import write
from plangen.writers.docx.styles import RUN_STYLES, STYLES

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CONTENT_TYPES = {
    "word/document.xml": "wordprocessingml.document.main+xml",
    "word/styles.xml": "wordprocessingml.styles+xml",
    "word/settings.xml": "wordprocessingml.settings+xml",
    "word/fontTable.xml": "wordprocessingml.fontTable+xml",
    "word/footer.xml": "wordprocessingml.footer+xml",
    "word/header.xml": "wordprocessingml.header+xml",
    "word/charts/chart.xml": "drawingml.chart+xml",
    "docProps/core.xml": "package.core-properties+xml",
}
NO_THEME = "relationships/theme' is missing"
"""The SDK's constraint; the standard asks for no theme, and a theme's fonts override ours."""

Package = dict[str, bytes]


def real() -> Iterator[tuple[str, bytes]]:
    """Both plans, every example."""
    for path in sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")]):
        plan = read(path.read_bytes(), path.name).plan
        assert plan is not None
        yield f"{path.parent.name}/{path.stem}", write(compose(plan))


SAVED = specimens() | dict(real())
ALL = SAVED | {name: written(xml) for name, xml in DOCUMENTS.items()}
every = pytest.mark.parametrize("name", ALL)


def package_of(document: bytes) -> Package:
    """The parts by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(package: Package) -> bytes:
    """The bytes of a package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        for name, content in package.items():
            opened.writestr(name, content)
    return target.getvalue()


def schema_faults(document: bytes) -> list[str]:
    """What the schema and the SDK's constraints refuse."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(document)
        file.flush()
        faults = map(str, OpenXmlValidator().validate(file.name).errors)
        return [fault for fault in faults if NO_THEME not in fault]


def part_faults(package: Package) -> list[str]:
    """Relationships without a target or use, parts without a relationship or a content type."""
    faults, reached = [], {"[Content_Types].xml"}
    for name in package:
        if name.endswith(".rels"):
            reached.add(name)
            source = PurePosixPath(name).parent.parent
            used = {
                value
                for part in [str(source / PurePosixPath(name).stem)]
                if part in package and part.endswith(".xml")
                for value in etree.fromstring(package[part]).xpath(
                    "//@*[namespace-uri()=$ns]", ns=R_ID[1:-3]
                )
            }
            for relation in etree.fromstring(package[name]).iter(f"{RELATIONS}Relationship"):
                target = _target(source, relation.get("Target"))
                reached.add(target)
                if target not in package:
                    faults.append(f"{name}: no part {target}")
                used.discard(relation.get("Id"))
            faults += [f"{name}: no relationship {used_id}" for used_id in used]
    faults += [f"{name}: nothing leads there" for name in package if name not in reached]
    return faults + _type_faults(package)


def _target(source: PurePosixPath, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(source / target)


def _type_faults(package: Package) -> list[str]:
    types = etree.fromstring(package["[Content_Types].xml"])
    given = {t.get("PartName")[1:]: t.get("ContentType") for t in types.iter(f"{TYPES}Override")}
    wanted = {
        name: CONTENT_TYPES.get(re.sub(r"\d+\.xml$", ".xml", name), "of no known part")
        for name in package
        if not name.endswith((".rels", ".xlsx")) and name != "[Content_Types].xml"
    }
    faults = [
        f"{name}: content type {given.get(name)}"
        for name, suffix in wanted.items()
        if not (given.get(name) or "").endswith(suffix)
    ]
    faults += [f"{name}: content type of no part" for name in given if name not in package]
    books = any(name.endswith(".xlsx") for name in package)
    if books and 'Extension="xlsx"' not in etree.tostring(types).decode():
        faults.append("xlsx: no content type")
    if 'Extension="rels"' not in etree.tostring(types).decode():
        faults.append("rels: no content type")
    return faults


def reference_faults(package: Package) -> list[str]:
    """Ids given twice in the package, styles and footers named but not there."""
    roots = []
    for name, content in package.items():
        if "word/" in name and not name.endswith(".xlsx"):
            roots.append(etree.fromstring(content))
    faults = []
    for path in ("//wp:docPr/@id", "//w:bookmarkStart/@w:id", "//w:style/@w:styleId"):
        ids = Counter(str(found) for root in roots for found in _found(root, path))
        faults += [f"{path}: {count} times {found}" for found, count in ids.items() if count > 1]
    styles = {str(found) for root in roots for found in _found(root, "//w:style/@w:styleId")}
    for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        used = {str(found) for root in roots for found in _found(root, f"//w:{name}/@w:val")}
        faults += [f"w:{name}: no style {found}" for found in sorted(used - styles)]
    return faults


def _found(root: Any, path: str) -> list[Any]:
    found: list[Any] = root.xpath(path, namespaces=NS)
    return found


def fallback_faults(package: Package) -> list[str]:
    """Boxes that say one thing in DrawingML and another in VML."""
    faults = []
    for name, content in package.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for box in _found(etree.fromstring(content), "//mc:AlternateContent"):
            choice, fallback = (
                [etree.tostring(each, method="c14n") for each in _found(box, path)]
                for path in ("mc:Choice//w:txbxContent/*", "mc:Fallback//w:txbxContent/*")
            )
            if not choice or choice != fallback:
                faults.append(f"{name}: the fallback differs")
    return faults


@every
def test_the_xml_is_valid(name: str) -> None:
    assert schema_faults(ALL[name]) == []


@every
def test_parts_relationships_and_content_types_are_complete(name: str) -> None:
    assert part_faults(package_of(ALL[name])) == []


@every
def test_ids_are_unique_and_styles_are_there(name: str) -> None:
    assert reference_faults(package_of(ALL[name])) == []


@every
def test_boxes_have_a_fallback_that_says_the_same(name: str) -> None:
    assert fallback_faults(package_of(ALL[name])) == []


@every
def test_it_opens_in_python_docx_with_our_styles(name: str) -> None:
    opened = docx.Document(io.BytesIO(ALL[name]))
    ours = {style.name for style in STYLES} | set(RUN_STYLES)
    named = {style.name for style in opened.styles}
    assert ours <= named
    assert {paragraph.style.name for paragraph in opened.paragraphs if paragraph.style} <= named


def _sub(part: str, pattern: str, new: str) -> Callable[[Package], None]:
    def change(package: Package) -> None:
        old = package[part].decode()
        package[part] = re.sub(pattern, new, old, count=1, flags=re.DOTALL).encode()
        assert package[part].decode() != old

    return change


def _unused_part(package: Package) -> None:
    package["word/theme1.xml"] = b"<x/>"


DOCUMENT, SHEET, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
Faults = Callable[[Package], list[str]]


def _schema(package: Package) -> list[str]:
    return schema_faults(zipped(package))


BROKEN: dict[str, tuple[Faults, Callable[[Package], None], str]] = {
    "pPr order": (
        _schema,
        _sub(SHEET, r"(<w:ind [^>]*/>)\s*(<w:jc [^>]*/>)", r"\2\1"),
        "pPr[1]: Unexpected element 'ind'",
    ),
    "rPr order": (
        _schema,
        _sub(SHEET, r"(<w:sz [^>]*/>)\s*(<w:szCs [^>]*/>)", r"\2\1"),
        "rPr[1]: Unexpected element 'sz'",
    ),
    "style order": (
        _schema,
        _sub(SHEET, r"(<w:name [^>]*/>)\s*(<w:basedOn [^>]*/>)", r"\2\1"),
        "style[4]: Unexpected element 'name'",
    ),
    "sectPr order": (
        _schema,
        _sub(DOCUMENT, r"(<w:pgSz [^>]*/>)\s*(<w:pgMar [^>]*/>)", r"\2\1"),
        "sectPr[1]: Unexpected element 'pgSz'",
    ),
    "tblPr order": (
        _schema,
        _sub(DOCUMENT, r"(<w:tblBorders>.*?</w:tblBorders>)\s*(<w:tblLayout [^>]*/>)", r"\2\1"),
        "tblPr[1]: Unexpected element 'tblBorders'",
    ),
    "trPr child": (
        _schema,
        _sub(DOCUMENT, r"<w:cantSplit/>", "<w:noSplit/>"),
        "trPr[1]: Element 'noSplit' is not a valid choice",
    ),
    "tcPr order": (
        _schema,
        _sub(DOCUMENT, r"(<w:tcW [^>]*/>)(<w:vAlign [^>]*/>)", r"\2\1"),
        "tcPr[1]: Unexpected element 'tcW'",
    ),
    "settings order": (
        _schema,
        _sub(SETTINGS, r"(<w:zoom [^>]*/>)\s*(<w:evenAndOddHeaders/>)", r"\2\1"),
        "settings[1]: Unexpected element 'zoom'",
    ),
    "font table order": (
        _schema,
        _sub("word/fontTable.xml", r"(<w:altName [^>]*/>)(<w:charset [^>]*/>)", r"\2\1"),
        "font[1]: Unexpected element 'altName'",
    ),
    "alignment": (
        _schema,
        _sub(SHEET, 'w:jc w:val="center"', 'w:jc w:val="middle"'),
        "jc[1]: Invalid value for attribute 'val': Value 'middle'",
    ),
    "line rule": (
        _schema,
        _sub(SHEET, 'lineRule="exact"', 'lineRule="exactly"'),
        "spacing[1]: Invalid value for attribute 'lineRule'",
    ),
    "grid": (
        _schema,
        _sub(DOCUMENT, 'w:type="lines"', 'w:type="line"'),
        "docGrid[1]: Invalid value for attribute 'type'",
    ),
    "drawing": (
        _schema,
        _sub(DOCUMENT, "<wp:wrapNone/>", ""),
        "anchor[1]: Required sequence content is missing",
    ),
    "text in the box": (
        _schema,
        _sub(DOCUMENT, r'(<wps:txbx>.*?<w:tblW w:w=)"\d+"', r'\1"wide"'),
        "tblW[1]: Invalid value for attribute 'w'",
    ),
    "missing part": (
        part_faults,
        _sub("word/_rels/document.xml.rels", "footer1", "footer9"),
        "no part word/footer9.xml",
    ),
    "unused part": (part_faults, _unused_part, "word/theme1.xml: nothing leads there"),
    "missing relationship": (
        part_faults,
        _sub(DOCUMENT, r'r:id="rId\d+"', 'r:id="rId99"'),
        "no relationship rId99",
    ),
    "content type": (
        part_faults,
        _sub("[Content_Types].xml", r'<Override PartName="/word/footer1.xml"[^>]*/>', ""),
        "word/footer1.xml: content type None",
    ),
    "content type of nothing": (
        part_faults,
        _sub("[Content_Types].xml", 'PartName="/word/footer1.xml"', 'PartName="/word/f.xml"'),
        "word/f.xml: content type of no part",
    ),
    "style id twice": (
        reference_faults,
        _sub(SHEET, 'styleId="份号"', 'styleId="主送机关"'),
        "styleId: 2 times 主送机关",
    ),
    "no such style": (
        reference_faults,
        _sub(DOCUMENT, '(pStyle w:val=)"公文正文"', r'\1"x"'),
        "no style x",
    ),
    "docPr id twice": (
        reference_faults,
        _sub(DOCUMENT, r"(<wp:docPr [^>]*/>)", r"\1\1"),
        "docPr/@id: 2 times",
    ),
    "fallback": (
        fallback_faults,
        _sub(DOCUMENT, r"(<v:textbox.*?)抄送：", r"\1抄："),
        "word/document.xml: the fallback differs",
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_package_is_refused(how: str) -> None:
    """Each way of breaking a package is told by its own check, at the place that was broken."""
    faults, change, fault = BROKEN[how]
    package = package_of(ALL["横排"])
    before = faults(package)
    change(package)
    assert [new for new in faults(package) if new not in before and fault in new]


@pytest.fixture(scope="module")
def resaved() -> dict[str, tuple[bytes, int, int]]:
    """Every document saved again by LibreOffice, and the pages it had and has.

    LibreOffice 7.4 writes `overflowPunct` the other way round than it reads it.
    """
    again = [_hanging(document) for document in _saved_again(list(SAVED.values()))]
    pages = [len(each) for each in pages_of([*SAVED.values(), *again])]
    return dict(zip(SAVED, zip(again, pages, pages[len(again) :], strict=False), strict=True))


def _hanging(document: bytes) -> bytes:
    package = package_of(document)
    package[SHEET] = package[SHEET].replace(
        b'<w:overflowPunct w:val="false"/>', b"<w:overflowPunct/>"
    )
    return zipped(package)


def _saved_again(written: list[bytes]) -> list[bytes]:
    needs_office()
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{number}.docx") for number in range(len(written))]
        for source, document in zip(sources, written, strict=True):
            source.write_bytes(document)
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/again"),
                *sources,
            ],
            capture_output=True,
            check=True,
            timeout=300,
        )
        return [Path(folder, "again", source.name).read_bytes() for source in sources]


@pytest.mark.xdist_group("saved again")
@pytest.mark.parametrize("name", SAVED)
def test_libreoffice_saves_it_whole(resaved: dict[str, tuple[bytes, int, int]], name: str) -> None:
    again, before, after = resaved[name]
    assert text_and_styles(again) == text_and_styles(ALL[name])
    assert after == before


def text_and_styles(document: bytes) -> tuple[Counter[str], set[str]]:
    """The characters of a DOCX, fallbacks aside, and the names of the styles they are in."""
    package = package_of(document)
    body = etree.fromstring(package[DOCUMENT])
    for copy in _found(body, "//mc:Fallback"):
        copy.getparent().remove(copy)
    sheet = etree.fromstring(package[SHEET])
    names = {
        str(_found(style, "string(@w:styleId)")): str(_found(style, "string(w:name/@w:val)"))
        for style in _found(sheet, "//w:style")
    }
    text = "".join(node.text or "" for node in _found(body, "//w:t"))
    used = {names[str(found)] for found in _found(body, "//w:p[.//w:t]/w:pPr/w:pStyle/@w:val")}
    return Counter("".join(text.split())), used
