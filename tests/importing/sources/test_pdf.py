"""PDF: paragraphs, titles, page numbers, tables over pages; scans, locked and damaged files."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support.foreign_documents import Foreign
from support.rendering import needs_office
from support.sources import lines, read, table

from plangen.docx_file.stream import StreamCell, StreamParagraph
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.pdf.furniture import without_furniture
from plangen.importing.sources.pdf.joining import joined_rows
from plangen.importing.sources.pdf.lines import PdfLine
from plangen.importing.sources.pdf.paragraphs import ParagraphBuilder, TextArea
from plangen.libreoffice import convert

LONG = "各县区、各单位要把这项工作摆在重要位置，主要负责同志亲自抓，分管负责同志具体抓，于2026年"
LOCK = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"1234"}}'
)


def pdf_of(tmp_path: Path, data: bytes, form: str = "pdf") -> bytes:
    needs_office()
    (tmp_path / "某.docx").write_bytes(data)
    convert([tmp_path / "某.docx"], form, tmp_path)
    return (tmp_path / "某.pdf").read_bytes()


def test_notice(tmp_path: Path) -> None:
    made = Foreign()
    for line in ("某某市商务局关于印发消费促进", "工作方案的通知"):
        made.add((line, "方正小标宋_GBK"), align="CENTER", size=22)
    made.add(
        "各县（区）商务局，各开发区经济发展局，市商务局机关各科室、局属各单位，各行业协会商会："
    )
    body = [
        f"（{numeral}）{LONG}6月底前完成。{LONG * count}" for count, numeral in enumerate("一二三")
    ]
    body += [f"{number}.{LONG}底前完成排查。" for number in range(1, 25)]
    for text in body:
        made.add(text, first_line_indent=2)
    made.add("某某市商务局", left_indent=18)
    made.add("2026年1月8日", left_indent=18)
    source = read("某.pdf", pdf_of(tmp_path, made.saved()))
    shown = lines(source.blocks)
    assert shown[0] == "某某市商务局关于印发消费促进\n工作方案的通知"
    assert shown[1].endswith("各行业协会商会：")
    assert shown[2:] == [*body, "某某市商务局", "2026年1月8日"]
    assert source.cautions == ()
    pages = [block.page for block in source.blocks if isinstance(block, StreamParagraph)]
    assert pages[0] == 1
    assert pages == sorted(pages)
    assert pages[-1] > 1


def test_table_over_pages(tmp_path: Path) -> None:
    made = docx.Document()
    heading = made.add_paragraph("任务分解表")
    heading.alignment, heading.runs[0].font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(22)
    wanted = [["序号", "任务", "单位"]]
    grid = made.add_table(41, 3)
    grid.style = "Table Grid"
    for row in range(1, 41):
        task = f"{LONG}{row}月底前完成，" * (row % 4 + 1)
        wanted.append([str(row), task, "某某局" if row % 5 else ""])
    for row, texts in zip(grid.rows, wanted, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    grid.cell(2, 2).merge(grid.cell(3, 2)).text = "某某委"
    made.add_paragraph("注：每季度报进度。")
    data = io.BytesIO()
    made.save(data)
    source = read("某.pdf", pdf_of(tmp_path, data.getvalue()))
    assert lines(source.blocks) == ["任务分解表", "注：每季度报进度。"]
    rows = table(source.blocks)
    assert [[cell[3] for cell in row][:2] for row in rows[:2] + rows[4:]] == [
        row[:2] for row in wanted[:2] + wanted[4:]
    ]
    assert rows[2][2] == (2, 1, 2, "某某委")
    assert [len(row) for row in rows] == [3, 3, 3, 2, *[3] * 37]


def test_locked(tmp_path: Path) -> None:
    data = pdf_of(tmp_path, Foreign().saved(), LOCK)
    with pytest.raises(CannotGoOn, match="加了密码"):
        read("某.pdf", data)


def scan() -> bytes:
    data = io.BytesIO()
    Image.new("1", (200, 300), 1).save(data, "PDF")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (scan(), "没有文字，是扫描件"),
        (scan()[:200], "PDF 坏了|没有文字"),
        (b"%PDF-1.7\n" + b"\0" * 400, "PDF 坏了|没有文字"),
    ],
)
def test_what_cannot_be_read(data: bytes, why: str) -> None:
    with pytest.raises(CannotGoOn, match=why) as raised:
        read("某.pdf", data)
    assert "\n" not in str(raised.value)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(CannotGoOn, match=r'pip install "plangen\[pdf\]"'):
        read("某.pdf", scan())


def line(text: str, page: int = 1, left: float = 0, right: float = 0, down: float = 0) -> PdfLine:
    return PdfLine(text, page, left, right or left + 16 * len(text), down, 16, 16, ())


def test_page_numbers_and_headers() -> None:
    cautions: list[str] = []
    pages = []
    for page in range(1, 5):
        number = f"— {page} —" if page < 3 else str(page)
        middle = line(f"正文{page}", page, down=100)
        pages.append([line("内部资料", page, down=20), middle, line(number, page, down=800)])
    pages.append([line("内部资料", 5, down=20), line("共", 5, down=90), line("2026", 5, down=300)])
    kept = without_furniture(pages, cautions)
    assert [[kept_line.text for kept_line in page] for page in kept] == [
        *(["正文1"], ["正文2"], ["正文3"], ["正文4"], ["共", "2026"])
    ]
    assert cautions == ["每页重复的“内部资料”当作页眉页脚，没有放进正文"]


def typeset(paragraphs: list[str], width: int) -> Iterator[PdfLine]:
    """Lines of 16 pt of a width in 字, paragraphs indented by two."""
    down = 0.0
    for paragraph in paragraphs:
        text, left = paragraph, 32.0
        while text:
            size = width - int(left / 16)
            down += 28
            yield line(text[:size], left=left, down=down)
            text, left = text[size:], 0.0


HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=90)


@given(st.lists(HANZI, min_size=1), st.integers(10, 30))
def test_indented_paragraphs(texts: list[str], width: int) -> None:
    texts = [f"甲{text}" for text in texts]
    made: list[StreamParagraph] = []
    builder = ParagraphBuilder(TextArea(0, width * 16, 9999, 16, 28, is_indented=True), made)
    for typeset_line in typeset(texts, width):
        builder.take(typeset_line)
    builder.end()
    assert [paragraph.text for paragraph in made] == texts


def cell(column: int, text: str, rows: int = 1) -> StreamCell:
    return StreamCell(column, 1, rows, (StreamParagraph(text),) if text else ())


def grid(*rows: list[StreamCell]) -> list[list[tuple[int, int, str]]]:
    return [[(c.column, c.rows, c.text) for c in row] for row in rows]


HEADER = [cell(0, "序号"), cell(1, "任务"), cell(2, "单位")]


def test_rows_over_pages() -> None:
    above = [HEADER, *([cell(0, str(n)), cell(1, f"任务{n}"), cell(2, "某局")] for n in (1, 2, 3))]
    whole = [[cell(0, "4"), cell(1, "任务4"), cell(2, "")]]
    assert grid(*joined_rows(above, [HEADER, *whole])) == grid(*above, *whole)
    cut = [[cell(0, ""), cell(1, "的后半"), cell(2, "")]]
    assert grid(*joined_rows(above, [HEADER, *cut, *whole])) == grid(
        *above[:3], [cell(0, "3"), cell(1, "任务3的后半"), cell(2, "某局")], *whole
    )


def test_cells_over_pages() -> None:
    above = [
        HEADER,
        [cell(0, "1"), cell(1, "甲"), cell(2, "某局", 2)],
        [cell(0, "2"), cell(1, "乙")],
    ]
    below = [[cell(0, "3"), cell(1, "丙"), cell(2, "", 2)], [cell(0, "4"), cell(1, "丁")]]
    assert grid(*joined_rows(above, below)) == grid(
        *(HEADER, [cell(0, "1"), cell(1, "甲"), cell(2, "某局", 4)], [cell(0, "2"), cell(1, "乙")]),
        *([cell(0, "3"), cell(1, "丙")], [cell(0, "4"), cell(1, "丁")]),
    )
