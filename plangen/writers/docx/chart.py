"""Charts that Word draws and edits: DrawingML with the workbook of their numbers inside.

XlsxWriter writes both. Colours differ in lightness and pattern too, so that a print in black and
white is read as well; a value stands in its bar or column.
"""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docx.document import Document as Package
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import Chart, ChartKind, ChartLook
from plangen.writers.docx.page import is_turned
from plangen.writers.docx.units import mm
from plangen.writers.xlsx.sheet import repacked

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_CHART_TYPE: Final = f"{_OPEN_XML}.drawingml.chart+xml"
_BOOK_TYPE: Final = f"{_OPEN_XML}.spreadsheetml.sheet"
_DRAWN: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TYPES: Final = {ChartKind.BARS: "bar", ChartKind.COLUMNS: "column"}
_SHEET: Final = "数据"
_LOOKS: Final[dict[ChartLook, dict[str, Any]]] = {
    ChartLook.DARK: {"fill": {"color": "#1F4E79"}},
    ChartLook.HATCHED: {
        "pattern": {
            "pattern": "wide_upward_diagonal",
            "fg_color": "#5B9BD5",
            "bg_color": "#FFFFFF",
        }
    },
    ChartLook.LIGHT: {"fill": {"color": "#DDEBF7"}},
    ChartLook.STRONG: {"fill": {"color": "#C00000"}},
    ChartLook.BLANK: {"fill": {"color": "#FFFFFF"}},
}
_WHITE: Final = (ChartLook.DARK, ChartLook.STRONG)
"""Where a value is written in white."""
_BAR_MM, _HEAD_MM, _COLUMNS_MM = 8.0, 34.0, 82.0
"""The height of a bar with its gap, of title, axis and legend, and of a chart of columns."""
_LEAST_MM: Final = 60.0
_SIZE_PT: Final = 10.5
_TITLE_PT: Final = 12
_LABELLED: Final = "#,##0.##;;"
"""How values are shown on their bars: 0 not at all."""
_EPOCH: Final = datetime(2000, 1, 1)
_PRINTING: Final = re.compile(r"<c:printSettings>.*?</c:printSettings>", re.DOTALL)
_VALUE_ONLY: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
"""What a label shows: what is left out counts as shown."""
_LATIN: Final = re.compile(r'<a:latin typeface="([^"]*)"[^>]*/>')


def add_chart(package: Package, chart: Chart, style: Style) -> None:
    """A chart as wide as the text, on a line of its own."""
    drawn, book = _written(chart, style)
    of = package.part.package
    number = sum(part.content_type == _CHART_TYPE for part in of.iter_parts()) + 1
    workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, book, of)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", of)
    inside = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = _with_workbook(drawn, inside)
    _place(package, chart, package.part.relate_to(part, RELATIONSHIP_TYPE.CHART))


def _place(package: Package, chart: Chart, relation: str) -> None:
    high = gbt9704.TYPE_AREA_WIDTH_MM if is_turned(package) else gbt9704.TYPE_AREA_HEIGHT_MM
    width, height = mm(gbt9704.TYPE_AREA_WIDTH_MM), mm(min(_height(chart), high))
    frame = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="图表"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_DRAWN}">'
        f'<c:chart xmlns:c="{_DRAWN}" r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    described = frame.xpath("./wp:inline/wp:docPr")[0]
    described.set("title", chart.title)
    described.set("descr", chart.about)
    paragraph = package.add_paragraph(style="表格文字")
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.alignment = WD_LINE_SPACING.SINGLE, WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run()._r.append(frame)


def _height(chart: Chart) -> float:
    if chart.kind is ChartKind.COLUMNS:
        return _COLUMNS_MM
    return max(_LEAST_MM, _HEAD_MM + _BAR_MM * len(chart.categories))


def _written(chart: Chart, style: Style) -> tuple[str, bytes]:
    """The part of the chart as a workbook has it, and the workbook."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book: Any = Workbook(target, {"in_memory": True})
    book.set_properties({"title": chart.title, "created": _EPOCH})
    sheet = book.add_worksheet(_SHEET)
    sheet.write_column(1, 0, chart.categories)
    for column, series in enumerate(chart.series, 1):
        sheet.write(0, column, series.name)
        sheet.write_column(1, column, series.values)
    sheet.set_column(0, 0, 24)
    sheet.insert_chart(0, len(chart.series) + 2, _drawn(book, chart, style.body_font))
    book.close()
    data = repacked(target)
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("xl/charts/chart1.xml").decode(), data


def _drawn(book: Any, chart: Chart, face: str) -> Any:
    drawn = book.add_chart({"type": _TYPES[chart.kind], "subtype": "stacked"})
    font = {"name": face, "size": _SIZE_PT, "color": "#000000", "bold": False}
    last = len(chart.categories)
    for column, series in enumerate(chart.series, 1):
        ink = "#FFFFFF" if series.look in _WHITE else "#000000"
        label = {"value": True, "num_format": _LABELLED, "font": font | {"color": ink}}
        drawn.add_series(
            {
                "name": [_SHEET, 0, column],
                "categories": [_SHEET, 1, 0, last, 0],
                "values": [_SHEET, 1, column, last, column],
                "border": {"color": "#000000", "width": 0.5},
                "gap": 60,
                "data_labels": label,
                **_LOOKS[series.look],
            }
        )
    drawn.set_title({"name": chart.title, "name_font": font | {"size": _TITLE_PT}})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_legend({"position": "bottom", "font": font})
    values = {"num_font": font, "num_format": "0", "min": 0, "line": {"none": True}}
    grid = {"major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}}}
    names = {"num_font": font, "line": {"color": "#000000"}}
    if chart.kind is ChartKind.BARS:
        drawn.set_y_axis(names | {"reverse": True, "major_gridlines": {"visible": False}})
        drawn.set_x_axis(values | grid | {"label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values | grid)
    return drawn


def _with_workbook(drawn: str, relation: str) -> bytes:
    """The chart as a document has it: its numbers in a workbook inside, its font for Chinese."""
    drawn = _PRINTING.sub("", drawn).replace('<c:showVal val="1"/>', _VALUE_ONLY)
    drawn = _LATIN.sub(r'<a:latin typeface="\1"/><a:ea typeface="\1"/>', drawn)
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = (
        f'<c:externalData xmlns:r="{namespace}" r:id="{relation}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )
    return drawn.replace("</c:chartSpace>", data).encode()
