"""Tables: type size and column widths by what stands in them, rows whole or parted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.breaking import NS, Parts, w
from support.page_documents import SENTENCE, written

from plangen.document.model import CellSpan, DocumentTable, TableColumn
from plangen.writers.docx.columns import SIZES, table_layout

MM = 1440 / 25.4
PORTRAIT, LANDSCAPE = (round(156 * MM), round(225 * MM)), (round(225 * MM), round(156 * MM))
DATES = "、".join(f"{month}月25日" for month in range(1, 13))


def table(header: str, *rows: tuple[str, ...], columns: str = "") -> Any:
    """A table as XML: its header's cells parted by spaces, its columns without widths."""
    names = header.split()
    heads = "".join(f"<cell>{name}</cell>" for name in names)
    lines = ("".join(f"<cell>{cell}</cell>" for cell in row) for row in rows)
    body = "".join(f"<row>{line}</row>" for line in lines)
    xml = f"<table>{columns or '<column/>' * len(names)}<header>{heads}</header>{body}</table>"
    return Parts(written(xml)).all("//w:body/w:tbl", "document")[0]


def widths(found: Any) -> list[float]:
    """The widths of its columns in mm."""
    columns = found.xpath("./w:tblGrid/w:gridCol/@w:w", namespaces=NS)
    return [int(width) / MM for width in columns]


def style(found: Any) -> str:
    """The style of its last cell."""
    return str(found.xpath(".//w:pStyle/@w:val", namespaces=NS)[-1])


def test_columns_share_the_width_by_what_stands_in_them() -> None:
    found = widths(table("序号 工作任务 责任人", *(("1", SENTENCE * 2, "王立明"),) * 5))
    assert sum(found) == pytest.approx(156, abs=0.5)
    assert found[1] > 5 * found[2] > 5 * found[0]
    assert found[2] > 3 * 14 / 72 * 25.4


def test_names_dates_and_numbers_are_not_broken() -> None:
    row = (SENTENCE * 6, "欧阳建国", DATES, "0595-86380000")
    found = widths(table("任务 责任人 完成时限 电话", *(row,) * 40))
    size = 9 / 72 * 25.4
    assert [width / size for width in found[1:]] >= [4, 4.5, 6.5]


def test_a_deadline_is_not_broken_before_its_last_words() -> None:
    row = (SENTENCE * 6, "2026年11月底前")
    size = SIZES[0].size_pt
    found = widths(table("任务 完成时限", row, (SENTENCE * 6, "2026年10月中旬前")))
    assert found[1] / size / 25.4 * 72 > 8.5


def test_a_header_over_narrow_columns_stands_on_one_line() -> None:
    """投资（万元） over 中央 and 地方, whose numbers need less; no other column is in the way."""
    headers = (("投资（万元）", "", "项目"), ("中央", "地方", ""))
    spans = (CellSpan(0, 0, 1, 2), CellSpan(0, 2, 2, 1))
    rows = (("120", "30", SENTENCE * 3),) * 3
    found = DocumentTable((TableColumn(),) * 3, headers, rows, header_spans=spans)
    layout = table_layout(found, *PORTRAIT)
    room = sum(layout.widths[:2]) - 2 * layout.size.margin
    assert room >= 6 * layout.size.char


def test_an_empty_column_has_room_to_write_in() -> None:
    found = table("任务 备注", *((SENTENCE * 6, ""),) * 40)
    assert widths(found)[1] >= 20


def test_widths_that_a_template_states_are_kept() -> None:
    columns = '<column width="4字"/><column width="2"/><column width="1"/>'
    first, second, third = widths(table("甲 乙 丙", ("1", "2", "3"), columns=columns))
    assert first == pytest.approx(4.3 * 14 / 72 * 25.4 + 2, abs=0.5)
    assert second == pytest.approx(2 * third, abs=0.5)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [(3, "表格文字"), (20, "清单文字"), (60, "五号表格文字"), (600, "小五表格文字")],
)
def test_the_type_is_as_large_as_there_is_room(rows: int, expected: str) -> None:
    assert style(table("序号 任务", *(("1", SENTENCE * 3),) * rows)) == expected
    assert min(size.size_pt for size in SIZES) == 9


def test_only_high_rows_part_across_pages() -> None:
    found = table("序号 任务", ("1", "甲"), ("2", SENTENCE * 12), ("3", "\n".join("甲" * 20)))
    whole = [row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in found.iter(w("tr"))]
    assert whole == [True, True, False, False]


def test_short_texts_stand_in_the_middle() -> None:
    found = table("序号 任务", ("1", SENTENCE), ("2", SENTENCE))
    centred = [bool(cell.xpath(".//w:jc", namespaces=NS)) for cell in found.iter(w("tc"))]
    assert centred == [False, False, *[True, False] * 2]


cells = st.text("甲乙，、1a\n ", max_size=80)


@given(st.integers(1, 14).flatmap(lambda count: st.lists(st.tuples(*[cells] * count), min_size=1)))
def test_whatever_stands_in_it_a_table_fits_its_paper(rows: list[tuple[str, ...]]) -> None:
    own = DocumentTable((TableColumn(),) * len(rows[0]), (rows[0],), tuple(rows))
    for width, height in (PORTRAIT, LANDSCAPE):
        layout = table_layout(own, width, height)
        assert all(column > 0 for column in layout.widths)
        assert width - len(rows[0]) <= sum(layout.widths) <= width
