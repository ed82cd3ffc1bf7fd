"""What the readers are fuzzed with: bytes that look like their files, and what must hold of each.

`tests/test_fuzz.py` draws them with hypothesis; `make fuzz` with atheris, guided by coverage. A
DOCX or a workbook is fuzzed as the XML of its parts, one after the other: bytes changed in a ZIP
file fail at its checksums, and no reader of ours would see them.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from plangen.delivery.folder import Local
from plangen.delivery.record import RECORD, LastRun, get_batch
from plangen.docx_file.stream import Block, StreamTable, read_stream
from plangen.docx_file.text import docx_text
from plangen.findings.finding import CannotGoOn
from plangen.inspection import inspect
from plangen.plan import Plan
from plangen.readers.plan_file import read
from plangen.readers.settings import read_settings
from plangen.source.formatting import formatted
from support.program import ROOT

PART: Final = b"<?part?>"
"""Stands between the parts of a package."""
_PLAN: Final = (
    b"series: s\nyear: 2026\ntitle: t\nissuer: i\nissue: {form: plan}\nregister: {from: %b}\n"
    b"sections: [{title: t, text: t}]\n"
)
_DOCX: Final = ("document", "styles", "numbering", "settings", "theme")
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def plan(data: bytes) -> None:
    """Any bytes are a plan or findings; formatting them never raises, and settles."""
    file = read(data, "plan.yaml")
    assert isinstance(file.plan, Plan) or file.findings
    once = formatted(data, "plan.yaml")
    assert formatted(once.new, "plan.yaml").new == once.new


def register(data: bytes) -> None:
    """Any bytes beside a plan are a register or findings."""
    for name, file in (("units.csv", data), ("units.xlsx", data), ("units.xlsx", _workbook(data))):
        found = read(_PLAN % name.encode(), "plan.yaml", beside=lambda _, file=file: file)
        units = found.plan.register.units if found.plan else ()
        assert found.plan or found.findings
        assert len({unit.id for unit in units}) == len(units)
        assert all(unit.name.strip() for unit in units)


def settings(data: bytes) -> None:
    """Any bytes are settings, or one line says why not."""
    with suppress(CannotGoOn):
        read_settings(data, "plangen.toml")


def document(data: bytes) -> None:
    """Any bytes are a DOCX that is shown and inspected, or one line says why not."""
    for file in (data, _docx(data)):
        with suppress(CannotGoOn):
            docx_text(file).encode()
        assert "\n" not in inspect(file).unusable


def stream(data: bytes) -> None:
    """Any DOCX is paragraphs that show text and tables whose cells stand side by side."""
    with suppress(CannotGoOn):
        _assert_sound(read_stream(_docx(data)))


def records(data: bytes) -> None:
    """Any bytes are a record whose files stay in their folder, or one line says why not."""
    with tempfile.TemporaryDirectory() as root:
        folder = Local(root)
        Path(root, ".plangen/run").mkdir(parents=True)
        for name in (RECORD, ".plangen/run/000000.done"):
            Path(root, name).write_bytes(data)
        get_batch(folder, ".plangen/run/000000.done")
        try:
            paths = [path for entry in LastRun(folder) for path in entry.paths]
        except CannotGoOn:
            return
        assert all(Path(root, path).resolve().is_relative_to(root) for path in paths)


def _assert_sound(blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, StreamTable):
            for row in block.rows:
                column = 0
                for cell in row:
                    assert cell.column >= column
                    assert min(cell.columns, cell.rows) > 0
                    column = cell.column + cell.columns
                    _assert_sound(cell.content)
        else:
            assert block.text.strip() == block.text != ""
            assert 0 <= block.outline <= 9


def _docx(data: bytes) -> bytes:
    """A DOCX of these parts."""
    parts = dict(zip(_DOCX, data.split(PART), strict=False))
    files = {f"word/{name}.xml": part for name, part in parts.items()}
    files["[Content_Types].xml"] = b"<Types/>"
    files["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _relations({name: f"{name}.xml" for name in parts})
    return _packed(files)


def _workbook(data: bytes) -> bytes:
    """A workbook of a sheet, its shared strings and its styles."""
    parts = dict(zip(("worksheet", "sharedStrings", "styles"), data.split(PART), strict=False))
    files = {f"xl/{name}.xml": part for name, part in parts.items()}
    files["[Content_Types].xml"] = b"<Types/>"
    files["_rels/.rels"] = _relations({"officeDocument": "xl/workbook.xml"})
    files["xl/_rels/workbook.xml.rels"] = _relations({name: f"{name}.xml" for name in parts})
    office = _OFFICE.encode()
    files["xl/workbook.xml"] = (
        b"<workbook %b xmlns:r='%b'><sheets><sheet name='s' sheetId='1' r:id='worksheet'/></sheets>"
        b"</workbook>" % (_SHEET, office)
    )
    return _packed(files)


def _relations(targets: dict[str, str]) -> bytes:
    """The parts that a part names, by what they are to it."""
    lines = [
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'.encode()


def _packed(files: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return package.getvalue()


_TABLE: Final = (
    b"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/>"
    b"<w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
    b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr>"
    b"<w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
_PARAGRAPHS: Final = (
    b"<w:p><w:pPr><w:pStyle w:val='1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    b"</w:pPr><w:r><w:t>text</w:t><w:br w:type='page'/></w:r></w:p>"
    b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:ins><w:r><w:t>in</w:t></w:r></w:ins></w:p>"
)
_BODY: Final = (
    b"<w:document %b><w:body>%b%b<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr></w:body>"
    b"</w:document>" % (_WORD, _PARAGRAPHS, _TABLE)
)
_STYLES: Final = (
    b"<w:styles %b><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/>"
    b"<w:basedOn w:val='0'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style></w:styles>" % _WORD
)
_NUMBERING: Final = (
    b"<w:numbering %b><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    b"<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%%1'/></w:lvl></w:abstractNum>"
    b"<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>" % _WORD
)
_PACKAGE: Final = PART.join((_BODY, _STYLES, _NUMBERING))
_ROWS: Final = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>编码</t></is></c><c r='B1' t='s'><v>0</v></c></row>"
    "<row r='2' hidden='1'><c r='A2'><v>1</v></c><c r='B2' s='1' t='s'><v>1</v></c></row>"
    "<row r='3'><c r='B3' t='s'><v>1</v></c></row>"
).encode()
_WORKSHEET: Final = (
    b"<worksheet %b><sheetData>%b</sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>"
    b"</worksheet>" % (_SHEET, _ROWS)
)
_STRINGS: Final = (
    b"<sst %b count='2' uniqueCount='2'><si><t>\xe5\x90\x8d\xe7\xa7\xb0</t></si><si><t>u</t></si>"
    b"</sst>" % _SHEET
)
_CELL_STYLES: Final = (
    b"<styleSheet %b><fonts count='2'><font/><font><strike/></font></fonts><cellXfs count='2'>"
    b"<xf fontId='0'/><xf fontId='1'/></cellXfs></styleSheet>" % _SHEET
)

TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "plan": plan,
    "register": register,
    "settings": settings,
    "document": document,
    "stream": stream,
    "records": records,
}
SEEDS: Final[dict[str, tuple[bytes, ...]]] = {
    "plan": tuple(path.read_bytes() for path in sorted(ROOT.glob("examples/*.yaml"))),
    "register": (
        "编码,名称,类别,标签,上级\nu1,第一医院,医院,民营,\nu2,门诊,,,u1\n".encode(),
        PART.join((_WORKSHEET, _STRINGS, _CELL_STYLES)),
    ),
    "settings": (b'[style]\nbody_font = "x"\n[calendar]\nholidays = [2027-02-05]\n',),
    "document": (_BODY, _PACKAGE),
    "stream": (_BODY, _PACKAGE),
    "records": (
        json.dumps(
            {
                **dict.fromkeys(("audience", "id", "name", "stem", "revision"), "x"),
                "tasks": 1,
                "files": {"md": "1-00000000"},
                "change": "未变",
                "kept": [],
                "unfinished": False,
            }
        ).encode(),
    ),
}
