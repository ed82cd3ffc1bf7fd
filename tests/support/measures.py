"""What GB/T 9704-2012 asks of a page, element by element, and how a rendered page is measured.

One literal table. Every row names the document it is measured on and the ways of breaking that
document (`test_layout.py`) that must fail it.
"""

# ruff: noqa: E501 - a row of the table is one line

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from plangen import pages
from plangen.document import xml as document_xml
from plangen.document.gbt9704 import STANDARD
from plangen.pages import (
    BOTTOM_MM,
    CHAR_MM,
    LEFT_MM,
    LINE_MM,
    RIGHT_MM,
    TOP_MM,
    Page,
    PageLine,
    read_pages,
)
from plangen.writers.typeset import layout
from plangen.writers.typeset.html import page_sections
from plangen.writers.typeset.pdf import pages_pdf
from plangen.writers.typeset.stylesheet import stylesheet
from support.form_documents import DOCUMENTS as FORMS
from support.form_documents import first_rule
from support.page_documents import (
    BROWSERS_SONG,
    FANG,
    HEAD,
    HEI,
    JOINT,
    KAI,
    RED,
    SENTENCE,
    SONG,
    TITLE,
    TITLES,
    UPWARD,
    line_number,
    signed,
    written,
)
from support.printing import print_pages
from support.rendering import needs_office
from support.stand_ins import FANDOL, needs_fonts, stand_in_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plangen.pages import Glyph

Pages: TypeAlias = tuple[Page, ...]
Value: TypeAlias = float | str

SMALL_CHAR_MM = 14 / 72 * 25.4
"""字 of 4号."""
CC = "抄送：南安市禁毒委员会办公室，南安市公安局，南安市司法局，南安市民政局，南安市财政局。"
PRINTED = """<printed-by>南安市卫生健康局办公室</printed-by><printed-on>2022年3月7日</printed-on>"""
TWO = f"""<attachments><attachment>{SENTENCE}</attachment><attachment>任务表</attachment>
</attachments>"""

FIVE = ("南安市卫生健康局", "南安市公安局", "南安市教育局", "南安市财政局", "南安市民政局")
FIVE_MARK = f"""<head><issuer-mark suffix="文件">
{"".join(f"<issuer>{name}</issuer>" for name in FIVE)}</issuer-mark>
<doc-number>南卫〔2022〕8号</doc-number></head>"""

SPECIMENS = {
    "版心": f"""<table><column width="1"/><row><cell>表</cell></row></table>
<p>{SENTENCE * 35}</p>""",
    "版头": f"""{HEAD}{TITLES}<recipients>{SENTENCE}：</recipients><p>{SENTENCE}。</p>
<issued>{TITLES}<p>方案正文。</p></issued>""",
    "上行文": f"{UPWARD}{TITLES}<p>正文。</p>",
    "联合行文": f"{JOINT}{TITLES}<p>正文。</p>",
    "层次": """<h1>一、目标</h1><h1>一、指导。<text>统一领导。</text></h1><h2>（一）教育</h2>
<h2>（二）管理。<text>加强管理。</text></h2><h3>1.学习</h3><h3>2.宣传。<text>广泛。</text></h3>
<h4>（1）上课</h4><h4>（2）下课。<text>考试。</text></h4><p>“五专”——责任……5台。</p>""",
    "落款": f"""<p>正文。</p>{TWO}<signature date="2022年3月7日"><issuer>南安市卫生健康局</issuer>
</signature><note>（公开）</note><annex label="附件1"><title>{SENTENCE}</title><p>甲。</p></annex>
<annex label="附件2"><title>任务表</title><p>乙。</p></annex>""",
    "一个附件": f"<p>正文。</p><attachments><attachment>{SENTENCE}</attachment></attachments>",
    "日期较长": signed("卫健局", "2022年12月17日"),
    "联合署名": signed("南安市卫生健康局 南安市公安局", "2022年3月7日"),
    "盖章": signed("南安市卫生健康局", "2022年3月7日", "yes"),
    "联合盖章": signed("市卫健局 公安局", "2022年3月7日", "yes"),
    "落款跨页": "<p>一行。</p>" * 20 + signed("甲局", "2022年3月7日"),
    "版记": f"<p>正文。</p><annex label='附件'><title>名单</title><p>甲。</p></annex>"
    f"<imprint><cc>{CC}</cc>{PRINTED}</imprint>",
    "版记主送": f"<p>正文。</p><imprint><recipients>主送：各单位。</recipients><cc>抄送：甲局。</cc>"
    f"{PRINTED}</imprint>",
    "版记一行": "<p>正文。</p><imprint><cc>抄送：甲局。</cc></imprint>",
    "版记换页": f"{'<p>一行。</p>' * 21}<imprint><cc>抄送：甲局。</cc>{PRINTED}</imprint>",
    "横排": f"""<p>正文。</p><annex label="附件" orientation="landscape"><title>任务表</title>
<table><column width="1"/>{"<row><cell>甲</cell></row>" * 20}</table></annex>
<imprint><cc>抄送：甲局。</cc>{PRINTED}</imprint>""",
    "表格": f"""<p>正文。</p><table><column width="4字" align="center"/><column width="1"/>
<header><cell>序号</cell><cell>任务</cell></header>
{f"<row><cell>1</cell><cell>{SENTENCE * 6}。</cell></row>" * 4}</table>""",
    "长表": f"""<table><column/><column/><column/><header><cell>序号</cell><cell>任务</cell>
<cell>备注</cell></header>{f"<row><cell>1</cell><cell>{SENTENCE * 4}。</cell><cell/></row>" * 120}
</table>""",
    "高行": f"""<p>正文。</p><annex label="附件"><title>任务表</title><table><column/><column/>
<header><cell>序号</cell><cell>任务</cell></header><row><cell>1</cell><cell>甲</cell></row>
<row><cell>2</cell><cell>{SENTENCE * 19}</cell></row></table></annex>""",
    "条目": f"""<p>正文。</p><issued><title>工作要点</title>{"<p>一行。</p>" * 10}<h1>一、任务</h1>
{"<h2>（一）完成一项任务</h2>" * 15}</issued>""",
    "末段": f"{'<p>一行。</p>' * 18}<p>{SENTENCE * 4}</p>"
    '<signature date="2022年3月7日"><issuer>甲局</issuer></signature>',
    "长号码": f"""<p>{SENTENCE[:23]}13900000000，13900000001。</p><signature date="2022年3月7日">
<issuer>甲局</issuer></signature><note>（联系人：市卫生健康局疾病预防控制科张三，0595-86380000）</note>""",
    "五个机关": f"{FIVE_MARK}<p>正文。</p>"
    f"{signed(' '.join(FIVE), '2022年3月7日', 'yes').partition('</p>')[2]}",
    "信函": FORMS["letter"],
    "命令": FORMS["order"],
    "纪要": FORMS["minutes"],
}
"""Small documents, by name; one run of LibreOffice renders them all."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured on a page."""

    element: str
    clause: str
    required: str
    specimen: str
    read: Callable[[Pages], Value]
    wanted: Value
    within: float
    """How far a number may be off; 0 for counts and words."""
    unit: str
    breaks: tuple[str, ...]
    """The ways of breaking the specimen, each of which must fail this measure."""

    def holds(self, value: Value) -> bool:
        """Whether a value is what the standard asks."""
        if isinstance(value, str) or isinstance(self.wanted, str):
            return value == self.wanted
        return abs(value - self.wanted) <= self.within + 1e-6

    def shown(self, value: Value) -> str:
        """The value as the table of the docs has it."""
        if isinstance(value, str):
            return value
        digits = 0 if not self.within else 2 if self.within < 0.1 else 1
        return f"{round(value, digits) + 0:.{digits}f} {self.unit}".strip()

    def of(self, rendered: Pages) -> Value:
        """Measure, or say that the element is not there."""
        try:
            return self.read(rendered)
        except (StopIteration, LookupError, ValueError, AssertionError):
            return "找不到"


def pages_of(documents: Iterable[bytes]) -> Iterator[Pages]:
    """The pages of each document in turn, all rendered in one run of LibreOffice.

    Unlike `rendering.render` it keeps none: a hundred broken documents are gigabytes of images.
    """
    needs_office()
    return pages.render(*documents)


def specimens() -> dict[str, bytes]:
    """Every specimen as DOCX."""
    return {name: written(xml) for name, xml in SPECIMENS.items()}


def measured() -> list[Value]:
    """What the table's rows measure on the documents as they are written."""
    documents = specimens()
    values = {}
    for name, rendered in zip(documents, pages_of(documents.values()), strict=True):
        for measure in MEASURES:
            if measure.specimen == name:
                values[measure.element] = measure.of(rendered)
    return [values[measure.element] for measure in MEASURES]


def measured_in_browser() -> list[Value]:
    """What they measure on the pages that the project sets, printed by Chromium in one run."""
    sections: list[str] = []
    counts = {}
    for name, xml in SPECIMENS.items():
        document = document_xml.parse(f"<document>{xml}</document>")
        own = list(page_sections(layout(document, fonts=stand_in_fonts())))
        sections += own
        counts[name] = len(own)
    style = f"<style>{stylesheet(STANDARD)}</style>"
    printed = print_pages(f'<!DOCTYPE html><html lang="zh-CN">{style}{"".join(sections)}')
    assert len(printed) == len(sections)
    pages = iter(printed)
    return _values({name: tuple(islice(pages, count)) for name, count in counts.items()})


def measured_in_pdf() -> list[Value]:
    """What they measure on the PDF that typst makes of these pages."""
    needs_fonts()
    rendered = {}
    with TemporaryDirectory() as folder:
        for name, xml in SPECIMENS.items():
            document = document_xml.parse(f"<document>{xml}</document>")
            path = Path(folder) / "pages.pdf"
            path.write_bytes(pages_pdf(document, font_folders=[FANDOL]).data)
            rendered[name] = tuple(read_pages(path))
    return _values(rendered)


def _values(rendered: dict[str, Pages]) -> list[Value]:
    """What the rows measure on the specimens, by name."""
    return [measure.of(rendered[measure.specimen]) for measure in MEASURES]


_FACES = {
    FANG: "仿宋",
    HEI: "黑体",
    KAI: "楷体",
    TITLE: "小标宋",
    SONG: "宋体",
    BROWSERS_SONG: "宋体",
}
_SIZES = {22: "2号", 16: "3号", 14: "4号", 9: "小五"}


def look(glyphs: Iterable[Glyph], *, sized: bool = True) -> str:
    """Size and face of glyphs, as officials name them."""
    looks = {
        (_SIZES.get(glyph.size, f"{glyph.size:g}pt") if sized else "")
        + _FACES.get(glyph.font, glyph.font)
        for glyph in glyphs
        if glyph.text.strip()
    }
    return "、".join(sorted(looks))


def color(glyphs: Iterable[Glyph]) -> str:
    """Red, black or neither."""
    named = {RED: "红", (0.0,): "黑", (0.0, 0.0, 0.0): "黑", (): "黑"}
    return "、".join(sorted({named.get(glyph.color, "其他") for glyph in glyphs}))


def after(page: Page, line: PageLine, count: int = 1) -> PageLine:
    """The line so many below another."""
    return page.lines[page.lines.index(line) + count]


def blank(upper: PageLine, lower: PageLine) -> int:
    """Blank lines between two lines of text."""
    return round((lower.baseline - upper.baseline) / LINE_MM) - 1


def pitch(page: Page) -> float:
    """The mean distance of a page's baselines, mm."""
    lines = page.text_lines()
    return (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1)


def middle(glyphs: tuple[Glyph, ...]) -> float:
    """The middle of a line of glyphs, mm from the page's left."""
    return (glyphs[0].left + glyphs[-1].right) / 2


def yes(condition: bool) -> str:
    """A condition as the table shows it."""
    return "是" if condition else "否"


def mark_bottom(page: Page) -> float:
    """Where the ink of the issuer mark ends."""
    return page.ink(68, page.line("南卫").baseline - LINE_MM).bottom


def blank_below_mark(page: Page) -> int:
    """Blank lines that fit between the mark's ink and the line of the document number."""
    return int((page.line("南卫").baseline - 0.8 * LINE_MM - mark_bottom(page)) / LINE_MM + 0.02)


def below_number(page: Page) -> float:
    """From the ink of the document number to the red separator, mm."""
    rule = page.rules[0]
    ink = page.ink(page.line("南卫").baseline - 5, rule.middle - rule.thickness / 2 - 0.2)
    return rule.middle - rule.thickness / 2 - ink.bottom


def above_title(page: Page) -> float:
    """From the red separator to the ink of the title, in lines."""
    rule = page.rules[0]
    return (page.ink(rule.middle + 1, page.line("关于印发").baseline).top - rule.middle) / LINE_MM


def dash_below(page: Page) -> float:
    """From the type area to the middle of the page number's first dash, mm."""
    dash = page.lines[-1].glyphs[0]
    ink = page.ink(264, 290, dash.left, dash.right)
    return (ink.top + ink.bottom) / 2 - BOTTOM_MM


def blank_below(page: Page) -> bool:
    """Whether nothing is printed below the type area."""
    try:
        page.ink(BOTTOM_MM + 1, page.height - 1)
    except (AssertionError, LookupError, ValueError):
        return True
    return False


def number_at(page: Page) -> str:
    """On which side the page number stands."""
    line = page.lines[-1]
    return "左" if line.indent < line.right_indent else "右"


def side_number(page: Page) -> tuple[float, float, float]:
    """Of a landscape page's number: distance from the type area, from its top, from its bottom."""
    ink = page.ink(0, page.height - 1, 0, 33)
    return 35 - (ink.left + ink.right) / 2, ink.top - LEFT_MM, page.height - 26 - ink.bottom


def order(page: Page, *beginnings: str) -> str:
    """Texts in the order in which the page has them."""
    return "、".join(sorted(beginnings, key=lambda text: page.line(text).baseline))


def cells(line: PageLine) -> int:
    """How many names stand on a line, after 签发人： if it has that, parted by more than a space."""
    assert line.text.rpartition("：")[2]
    return 1 + sum(right.left - left.right > 3 for left, right in pairwise(line.glyphs))


def widest_gap(line: PageLine) -> float:
    """The widest space between two characters of a line, in 字."""
    gaps = (right.left - left.right for left, right in pairwise(line.glyphs))
    return max(gaps) / CHAR_MM


def red_names(page: Page) -> str:
    """What stands in red, line by line."""
    lines = ("".join(line.text.split()) for line in page.lines if color(line.glyphs) == "红")
    return "、".join(line.removesuffix("文件") for line in lines)


FONT = ("字体", "字号")
MM = 1.0
CHAR = 0.3

# fmt: off
MEASURES = (
    Measure("纸张宽", "5.1", "A4，210 mm", "版心", lambda p: p[0].width, 210, MM, "mm", ("纸张",)),
    Measure("纸张高", "5.1", "A4，297 mm", "版心", lambda p: p[0].height, 297, MM, "mm", ("纸张",)),
    Measure("天头", "5.2.1", "37±1 mm（量页首表格的上边线）", "版心", lambda p: p[0].rules[0].middle, 37, MM, "mm", ("上边距",)),
    Measure("订口", "5.2.1", "28±1 mm", "版心", lambda p: p[1].lines[0].glyphs[0].left, 28, MM, "mm", ("左边距",)),
    Measure("版心宽", "5.2.1", "156 mm", "版心", lambda p: p[1].lines[0].glyphs[-1].right - p[1].lines[0].glyphs[0].left, 156, MM, "mm", ("右边距", "左边距")),
    Measure("版心高", "5.2.1", "225 mm（22 行）", "版心", lambda p: 22 * pitch(p[1]), 225, MM, "mm", ("行距",)),
    Measure("每面行数", "5.2.3", "22 行", "版心", lambda p: len(p[1].text_lines()), 22, 0, "行", ("行距", "下边距")),
    Measure("每行字数", "5.2.3", "28 字", "版心", lambda p: min(len(line.glyphs) for line in p[1].text_lines()), 28, 0, "字", ("字距", "右边距")),
    Measure("首行", "5.2.1", "在版心第 1 行之内", "版心", lambda p: yes(TOP_MM <= p[1].ink(0, 60).top <= TOP_MM + LINE_MM), "是", 0, "", ("行首",)),
    Measure("末行", "5.2.1", "不出版心", "版心", lambda p: yes(BOTTOM_MM - LINE_MM <= p[1].ink(200, 266).bottom <= BOTTOM_MM), "是", 0, "", ("下边距",)),
    Measure("正文字体", "5.2.2", "3号仿宋", "版心", lambda p: look(p[1].lines[0].glyphs), "3号仿宋", 0, "", FONT),
    Measure("正文颜色", "5.2.4", "黑", "版心", lambda p: color(p[1].lines[0].glyphs), "黑", 0, "", ("颜色",)),

    Measure("份号", "7.2.1", "六位阿拉伯数字", "版头", lambda p: re.sub("[0-9]", "0", p[0].lines[0].text), "000000", 0, "", ("文字",)),
    Measure("份号行", "7.2.1", "版心第 1 行", "版头", lambda p: line_number(p[0].lines[0]), 1, 0, "行", ("下移",)),
    Measure("份号位置", "7.2.1", "顶格", "版头", lambda p: p[0].lines[0].indent, 0, CHAR, "字", ("缩进",)),
    Measure("份号字体", "7.2.1", "3号", "版头", lambda p: look(p[0].lines[0].glyphs), "3号仿宋", 0, "", FONT),
    Measure("密级和保密期限", "7.2.2", "密级★期限", "版头", lambda p: p[0].lines[1].text, "秘密★1年", 0, "", ("文字",)),
    Measure("密级行", "7.2.2", "版心第 2 行", "版头", lambda p: line_number(p[0].line("秘密")), 2, 0, "行", ("下移",)),
    Measure("密级位置", "7.2.2", "顶格", "版头", lambda p: p[0].line("秘密").indent, 0, CHAR, "字", ("缩进",)),
    Measure("密级字体", "7.2.2", "3号黑体", "版头", lambda p: look(p[0].line("秘密").glyphs), "3号黑体", 0, "", FONT),
    Measure("紧急程度行", "7.2.3", "份号、密级之下，版心第 3 行", "版头", lambda p: line_number(p[0].line("特急")), 3, 0, "行", ("下移",)),
    Measure("紧急程度位置", "7.2.3", "顶格", "版头", lambda p: p[0].line("特急").indent, 0, CHAR, "字", ("缩进",)),
    Measure("紧急程度字体", "7.2.3", "3号黑体", "版头", lambda p: look(p[0].line("特急").glyphs), "3号黑体", 0, "", FONT),

    Measure("发文机关标志上缘", "7.2.4", "版心上边缘下 35 mm", "版头", lambda p: p[0].ink(68, 90).top - TOP_MM, 35, MM, "mm", ("标志下移",)),
    Measure("发文机关标志居中", "7.2.4", "居中，偏 0 字", "版头", lambda p: p[0].line("南安市卫").off_centre, 0, CHAR, "字", ("缩进",)),
    Measure("发文机关标志字体", "7.2.4", "小标宋", "版头", lambda p: look(p[0].line("南安市卫").glyphs, sized=False), "小标宋", 0, "", ("字体",)),
    Measure("发文机关标志颜色", "7.2.4", "红", "版头", lambda p: color(p[0].line("南安市卫").glyphs), "红", 0, "", ("颜色",)),
    Measure("发文机关标志上缘（上行文）", "7.2.4", "版心上边缘下 35 mm", "上行文", lambda p: p[0].ink(68, 90).top - TOP_MM, 35, MM, "mm", ("标志下移",)),
    Measure("联合行文标志上缘", "7.2.4", "版心上边缘下 35 mm", "联合行文", lambda p: p[0].ink(68, 90).top - TOP_MM, 35, MM, "mm", ("标志下移",)),
    Measure("联合行文主办机关", "7.2.4", "在前", "联合行文", lambda p: order(p[0], "南安市卫", "南安市公"), "南安市卫、南安市公", 0, "", ("次序",)),
    Measure("联合行文“文件”", "7.2.4", "机关名称右侧，上下居中，偏 0 mm", "联合行文", lambda p: p[0].line("文件").baseline - (p[0].line("南安市卫").baseline + p[0].line("南安市公").baseline) / 2, 0, MM, "mm", ("上下",)),
    Measure("联合行文标志两端", "7.2.4", "上下名称左端对齐，差 0 字", "联合行文", lambda p: p[0].line("南安市卫").indent - p[0].line("南安市公").indent, 0, CHAR, "字", ("分散",)),
    Measure("联合行文标志颜色", "7.2.4", "红", "联合行文", lambda p: color(p[0].line("文件").glyphs), "红", 0, "", ("颜色",)),

    Measure("发文字号", "7.2.5", "机关代字、六角括号、四位年份、无虚位", "版头", lambda p: p[0].line("南卫").text, "南卫〔2022〕8号", 0, "", ("文字",)),
    Measure("发文字号之上", "7.2.5", "空 2 行", "版头", lambda p: blank_below_mark(p[0]), 2, 0, "行", ("不空行",)),
    Measure("发文字号居中", "7.2.5", "居中，偏 0 字", "版头", lambda p: p[0].line("南卫").off_centre, 0, CHAR, "字", ("缩进",)),
    Measure("发文字号字体", "7.2.5", "3号仿宋", "版头", lambda p: look(p[0].line("南卫").glyphs), "3号仿宋", 0, "", FONT),
    Measure("发文字号之上（联合行文）", "7.2.5", "空 2 行", "联合行文", lambda p: blank_below_mark(p[0]), 2, 0, "行", ("不空行",)),
    Measure("发文字号（上行文）", "7.2.5", "居左空 1 字", "上行文", lambda p: p[0].line("南卫").indent, 1, CHAR, "字", ("缩进",)),
    Measure("发文字号与末位签发人", "7.2.6", "同处一行，差 0 行", "上行文", lambda p: line_number(p[0].line("签发人")) + 1 - line_number(p[0].line("南卫")), 0, 0, "行", ("字号上移",)),
    Measure("签发人位置", "7.2.6", "居右空 1 字", "上行文", lambda p: p[0].line("签发人").right_indent, 1, CHAR, "字", ("缩进",)),
    Measure("签发人每行", "7.2.6", "2 人", "上行文", lambda p: cells(p[0].line("签发人")), 2, 0, "人", ("文字",)),
    Measure("签发人换行", "7.2.6", "与第一人姓名对齐，差 0 字", "上行文", lambda p: p[0].line("南卫").at("张国升") - p[0].line("签发人").at("王立明"), 0, CHAR, "字", ("末行制表位",)),
    Measure("“签发人”字体", "7.2.6", "3号仿宋", "上行文", lambda p: look(p[0].line("签发人").glyphs[:4]), "3号仿宋", 0, "", FONT),
    Measure("签发人姓名字体", "7.2.6", "3号楷体", "上行文", lambda p: look(p[0].line("签发人").glyphs[4:]), "3号楷体", 0, "", FONT),
    Measure("五个机关的标志", "7.2.4", "名称各占一行", "五个机关", lambda p: red_names(p[0]), "、".join(FIVE), 0, "", ("标志变窄",)),
    Measure("五个机关的标志字号", "7.2.4", "不小于正文，16 至 24 磅", "五个机关", lambda p: min(glyph.size for glyph in p[0].line("南安市卫").glyphs), 20, 4, "磅", ("标志缩小",)),
    Measure("红色分隔线", "7.2.7", "发文字号下 4 mm", "版头", lambda p: below_number(p[0]), 4, MM, "mm", ("红线下移",)),
    Measure("红色分隔线（上行文）", "7.2.7", "发文字号下 4 mm", "上行文", lambda p: below_number(p[0]), 4, MM, "mm", ("红线下移",)),
    Measure("红色分隔线长", "7.2.7", "与版心等宽，156 mm", "版头", lambda p: p[0].rules[0].right - p[0].rules[0].left, 156, MM, "mm", ("缩进",)),
    Measure("红色分隔线左端", "7.2.7", "版心左边，28 mm", "版头", lambda p: p[0].rules[0].left, 28, MM, "mm", ("缩进",)),
    Measure("红色分隔线颜色", "7.2.7", "红", "版头", lambda p: yes(p[0].rules[0].color == RED), "是", 0, "", ("颜色",)),

    Measure("标题之上", "7.3.1", "红色分隔线下空 2 行", "版头", lambda p: above_title(p[0]), 2, CHAR, "行", ("不空行",)),
    Measure("标题字体", "7.3.1", "2号小标宋", "版头", lambda p: look(p[0].line("关于印发").glyphs), "2号小标宋", 0, "", FONT),
    Measure("标题居中", "7.3.1", "居中，偏 0 字", "版头", lambda p: p[0].line("重点整治").off_centre, 0, CHAR, "字", ("缩进",)),
    Measure("标题分行", "7.3.1", "按给定的行，词不拆开", "版头", lambda p: f"{p[0].line('关于印发').text}／{after(p[0], p[0].line('关于印发')).text}", "关于印发禁毒／重点整治工作方案的通知", 0, "", ("标题不分行",)),
    Measure("主送机关之上", "7.3.2", "标题下空 1 行", "版头", lambda p: blank(p[0].line("重点整治"), p[0].line("各医疗")), 1, 0, "行", ("不空行",)),
    Measure("主送机关位置", "7.3.2", "顶格", "版头", lambda p: p[0].line("各医疗").indent, 0, CHAR, "字", ("缩进",)),
    Measure("主送机关回行", "7.3.2", "顶格", "版头", lambda p: after(p[0], p[0].line("各医疗")).indent, 0, CHAR, "字", ("缩进",)),
    Measure("主送机关末尾", "7.3.2", "全角冒号", "版头", lambda p: after(p[0], p[0].line("各医疗")).text[-1], "：", 0, "", ("文字",)),
    Measure("主送机关字体", "7.3.2", "3号仿宋", "版头", lambda p: look(p[0].line("各医疗").glyphs), "3号仿宋", 0, "", FONT),

    Measure("首页显示正文", "7.3.3", "是", "版头", lambda p: yes(SENTENCE[:10] in p[0].lines[9].text and p[0].lines[9].baseline < BOTTOM_MM), "是", 0, "", ("挤走正文",)),
    Measure("段落首行", "7.3.3", "空 2 字", "版头", lambda p: p[0].lines[9].indent, 2, CHAR, "字", ("缩进",)),
    Measure("段落回行", "7.3.3", "顶格", "版头", lambda p: p[0].lines[10].indent, 0, CHAR, "字", ("缩进",)),
    *(Measure(f"{'一二三四'[level - 1]}级标题字体", "7.3.3", f"3号{face}", "层次", lambda p, text=text: look(p[0].line(text).glyphs), f"3号{face}", 0, "", FONT)
      for level, text, face in ((1, "一、目标", "黑体"), (2, "（一）教", "楷体"), (3, "1.学", "仿宋"), (4, "（1）上", "仿宋"))),
    *(Measure(f"{'一二三四'[level - 1]}级标题首行", "7.3.3", "空 2 字", "层次", lambda p, text=text: p[0].line(text).indent, 2, CHAR, "字", ("缩进",))
      for level, text in ((1, "一、目标"), (2, "（一）教"), (3, "1.学"), (4, "（1）上"))),
    *(Measure(f"{'一二三四'[level - 1]}级标题后接正文", "7.3.3", f"标题3号{face}，正文3号仿宋", "层次", lambda p, text=text: "，".join((look(p[0].line(text).glyphs[: len(text)]), look(p[0].line(text).glyphs[len(text) :]))), f"3号{face}，3号仿宋", 0, "", ("接排", *FONT))
      for level, text, face in ((1, "一、指导。", "黑体"), (2, "（二）管理。", "楷体"))),
    *(Measure(f"{'一二三四'[level - 1]}级标题后接正文", "7.3.3", "标题3号仿宋，正文3号仿宋", "层次", lambda p, text=text: "，".join((look(p[0].line(text).glyphs[: len(text)]), look(p[0].line(text).glyphs[len(text) :]))), "3号仿宋，3号仿宋", 0, "", FONT)
      for level, text in ((3, "2.宣传。"), (4, "（2）下课。"))),
    Measure("引号、破折号、省略号", "5.2.2", "全角，其后的字起于第 12 字", "层次", lambda p: p[0].line("“五").at("5"), 12, CHAR, "字", ("西文标点",)),

    Measure("附件说明之上", "7.3.4", "空 1 行", "落款", lambda p: blank(p[0].line("正文"), p[0].line("附件：")), 1, 0, "行", ("不空行",)),
    Measure("附件说明位置", "7.3.4", "左空 2 字", "落款", lambda p: p[0].line("附件：").indent, 2, CHAR, "字", ("缩进",)),
    Measure("附件顺序号", "7.3.4", "附件：1.", "落款", lambda p: p[0].line("附").text[:5], "附件：1.", 0, "", ("文字",)),
    Measure("附件名称回行", "7.3.4", "与上一行名称首字对齐，差 0 字", "落款", lambda p: after(p[0], p[0].line("附件：")).indent - p[0].line("附件：").at(SENTENCE[0]), 0, CHAR, "字", ("悬挂",)),
    Measure("第二个附件", "7.3.4", "与上一顺序号对齐，差 0 字", "落款", lambda p: p[0].line("2.").indent - p[0].line("附件：").at("1"), 0, CHAR, "字", ("第二附件移位",)),
    Measure("附件名称末尾", "7.3.4", "无标点", "落款", lambda p: p[0].line("2.").text[-1], "表", 0, "", ("文字",)),
    Measure("附件说明字体", "7.3.4", "3号仿宋", "落款", lambda p: look(p[0].line("附件：").glyphs), "3号仿宋", 0, "", FONT),
    Measure("一个附件", "7.3.4", "不编号", "一个附件", lambda p: p[0].line("附").text[:4], "附件：各", 0, "", ("文字",)),
    Measure("一个附件回行", "7.3.4", "与名称首字对齐，左空 5 字", "一个附件", lambda p: after(p[0], p[0].line("附件：")).indent, 5, CHAR, "字", ("缩进",)),

    Measure("署名之上（不盖章）", "7.3.5.2", "空 1 行", "落款", lambda p: blank(p[0].line("2.任务表"), p[0].line("南安市卫生健康局")), 1, 0, "行", ("不空行",)),
    Measure("署名（不盖章）", "7.3.5.2", "右空 2 字", "落款", lambda p: p[0].line("南安市卫生健康局").right_indent, 2, CHAR, "字", ("署名移位",)),
    Measure("成文日期首字（不盖章）", "7.3.5.2", "比署名首字右移 2 字", "落款", lambda p: p[0].line("2022年").indent - p[0].line("南安市卫生健康局").indent, 2, CHAR, "字", ("日期移位",)),
    Measure("成文日期行", "7.3.5.2", "署名下一行，空 0 行", "落款", lambda p: blank(p[0].line("南安市卫生健康局"), p[0].line("2022年")), 0, 0, "行", ("下移",)),
    Measure("成文日期", "7.3.5.4", "阿拉伯数字，四位年份，月、日不编虚位", "落款", lambda p: p[0].line("2022年").text, "2022年3月7日", 0, "", ("文字",)),
    Measure("署名和日期字体", "7.3.5", "3号仿宋", "落款", lambda p: look((*p[0].line("南安市卫生健康局").glyphs, *p[0].line("2022年").glyphs)), "3号仿宋", 0, "", FONT),
    Measure("成文日期（长于署名）", "7.3.5.2", "右空 2 字", "日期较长", lambda p: p[0].line("2022年").right_indent, 2, CHAR, "字", ("日期移位",)),
    Measure("署名（短于日期）", "7.3.5.2", "日期比署名首字右移 2 字", "日期较长", lambda p: p[0].line("2022年").indent - p[0].line("卫健局").indent, 2, CHAR, "字", ("署名移位",)),
    Measure("联合署名（不盖章）", "7.3.5.2", "主办机关右空 2 字", "联合署名", lambda p: p[0].line("南安市卫生健康局").right_indent, 2, CHAR, "字", ("署名移位",)),
    Measure("联合署名对齐（不盖章）", "7.3.5.2", "依次向下编排，首字对齐，差 0 字", "联合署名", lambda p: after(p[0], p[0].line("南安市卫生健康局")).indent - p[0].line("南安市卫生健康局").indent, 0, CHAR, "字", ("第二署名移位",)),
    Measure("成文日期（盖章）", "7.3.5.1", "右空 4 字", "盖章", lambda p: p[0].line("2022年").right_indent, 4, CHAR, "字", ("日期移位",)),
    Measure("署名（盖章）", "7.3.5.1", "以成文日期为准居中，偏 0 字", "盖章", lambda p: p[0].line("南安市").off_centre - p[0].line("2022年").off_centre, 0, CHAR, "字", ("署名移位",)),
    Measure("印章顶端", "7.3.5.1", "距正文一行之内（0 至 1 行）", "盖章", lambda p: ((p[0].line("南安市").baseline + p[0].line("2022年").baseline - LINE_MM) / 2 - 21 - p[0].line("正文").baseline) / LINE_MM, 0.5, 0.5, "行", ("不空行",)),
    Measure("联合署名间距（盖章）", "7.3.5.1", "印章（42 mm）互不相交，相距 42 至 48 mm", "联合盖章", lambda p: middle(p[0].line("市卫").glyphs[-3:]) - middle(p[0].line("市卫").glyphs[:4]), 45, 3, "mm", ("制表位靠拢",)),
    Measure("末位署名（盖章）", "7.3.5.1", "以成文日期为准居中，偏 0 mm", "联合盖章", lambda p: middle(p[0].line("市卫").glyphs[-3:]) - middle(p[0].line("2022年").glyphs), 0, MM, "mm", ("日期移位",)),
    Measure("五枚印章的排列", "7.3.5.1", "每排三枚，不出版心：首枚左端在版心左边右 0 至 6 mm", "五个机关", lambda p: middle(p[-1].line("卫生健康局").glyphs) - 21 - LEFT_MM, 3, 3, "mm", ("制表位左移",)),
    Measure("五枚印章每排", "7.3.5.1", "3 枚", "五个机关", lambda p: cells(p[-1].line("南安市南")), 3, 0, "枚", ("不分列",)),
    Measure("上下两排印章", "7.3.5.1", "互不相交，相距 42 至 48 mm", "五个机关", lambda p: after(p[-1], p[-1].line("卫生健康局")).baseline - p[-1].line("南安市南").baseline, 45, 3, "mm", ("不空行",)),
    Measure("末段不整段换页", "—", "22 行", "末段", lambda p: len(p[0].text_lines()), 22, 0, "行", ("整段换页",)),
    Measure("落款所在页", "7.3.5.5", "有正文", "落款跨页", lambda p: yes(p[1].lines[0].text.endswith("正文。")), "是", 0, "", ("不与下段同页",)),
    Measure("附注行", "7.3.6", "成文日期下一行，空 0 行", "落款", lambda p: blank(p[0].line("2022年"), p[0].lines[-2]), 0, 0, "行", ("附注下移",)),
    Measure("附注位置", "7.3.6", "左空 2 字", "落款", lambda p: p[0].lines[-2].indent, 2, CHAR, "字", ("缩进",)),
    Measure("附注括号", "7.3.6", "圆括号", "落款", lambda p: p[0].lines[-2].text[0] + p[0].lines[-2].text[-1], "（）", 0, "", ("文字",)),
    Measure("附注字体", "7.3.6", "3号仿宋", "落款", lambda p: look(p[0].lines[-2].glyphs), "3号仿宋", 0, "", FONT),

    Measure("附注字距", "7.3.6", "不拉开，0 字", "长号码", lambda p: widest_gap(p[0].line("（联系人")), 0, 0.1, "字", ("两端对齐",)),
    Measure("号码前的行", "—", "字距不拉开，0 字", "长号码", lambda p: widest_gap(p[0].lines[0]), 0, 0.1, "字", ("两端对齐",)),
    Measure("只有标题的条目", "—", "照样分页，首页 19 行", "条目", lambda p: len(p[1].text_lines()), 19, 0, "行", ("条目相连",)),

    Measure("附件另面编排", "7.3.7", "第 2、3 页", "落款", lambda p: "、".join(str(number) for number, page in enumerate(p, 1) for line in page.lines if re.fullmatch("附件[12]", line.text)), "2、3", 0, "", ("不另面",)),
    Measure("附件标签行", "7.3.7", "版心第 1 行", "落款", lambda p: line_number(p[1].line("附件1")), 1, 0, "行", ("下移",)),
    Measure("附件标签位置", "7.3.7", "顶格", "落款", lambda p: p[1].line("附件1").indent, 0, CHAR, "字", ("缩进",)),
    Measure("附件标签字体", "7.3.7", "3号黑体", "落款", lambda p: look(p[1].line("附件1").glyphs), "3号黑体", 0, "", FONT),
    Measure("附件标题行", "7.3.7", "版心第 3 行", "落款", lambda p: line_number(p[2].line("任务表")), 3, 0, "行", ("不空行",)),
    Measure("附件标题居中", "7.3.7", "居中，偏 0 字", "落款", lambda p: p[2].line("任务表").off_centre, 0, CHAR, "字", ("缩进",)),
    Measure("附件标题字体", "7.3.7", "2号小标宋", "落款", lambda p: look(p[2].line("任务表").glyphs), "2号小标宋", 0, "", FONT),
    Measure("附件序号和标题", "7.3.7", "与附件说明一致", "落款", lambda p: yes(p[2].lines[0].text.removeprefix("附件") + "." + p[2].lines[1].text == p[0].line("2.").text), "是", 0, "", ("附件标题",)),
    Measure("印发的方案", "7.3.1", "另面，题目在版心第 3 行", "条目", lambda p: line_number(p[1].line("工作要点")), 3, 0, "行", ("不空行", "不另面")),

    Measure("版记末条分隔线", "7.4.1", "与版心下边缘重合，距纸上边 262 mm", "版记", lambda p: p[-1].rules[-1].middle, 262, MM, "mm", ("版记上移",)),
    Measure("版记末条分隔线（只有抄送）", "7.4.1", "262 mm", "版记一行", lambda p: p[-1].rules[-1].middle, 262, MM, "mm", ("版记上移",)),
    Measure("版记末条分隔线（三行）", "7.4.1", "262 mm", "版记主送", lambda p: p[-1].rules[-1].middle, 262, MM, "mm", ("版记上移",)),
    Measure("版记末条分隔线（另起一页）", "7.4.1", "262 mm", "版记换页", lambda p: p[1].rules[-1].middle, 262, MM, "mm", ("版记上移",)),
    Measure("版记末条分隔线（横排附件之后）", "7.4.1", "262 mm", "横排", lambda p: p[-1].rules[-1].middle, 262, MM, "mm", ("版记上移",)),
    Measure("版记所在页", "7.4.1", "最后一面", "版记", lambda p: yes([bool(page.rules) for page in p] == [*[False] * (len(p) - 1), True]), "是", 0, "", ("版记在前",)),
    Measure("版记首条分隔线粗细", "7.4.1", "0.35 mm", "版记", lambda p: p[-1].rules[0].thickness, 0.35, 0.05, "mm", ("线粗",)),
    Measure("版记中间分隔线粗细", "7.4.1", "0.25 mm", "版记", lambda p: p[-1].rules[1].thickness, 0.25, 0.05, "mm", ("线粗",)),
    Measure("版记末条分隔线粗细", "7.4.1", "0.35 mm", "版记", lambda p: p[-1].rules[-1].thickness, 0.35, 0.05, "mm", ("线粗",)),
    Measure("版记分隔线长", "7.4.1", "与版心等宽，156 mm", "版记", lambda p: min(rule.right - rule.left for rule in p[-1].rules), 156, MM, "mm", ("版记变窄",)),
    Measure("版记分隔线左端", "7.4.1", "版心左边，28 mm", "版记", lambda p: p[-1].rules[0].left, 28, MM, "mm", ("版记右移",)),
    Measure("抄送机关左端", "7.4.2", "空 1 字（4号）", "版记", lambda p: (p[-1].line("抄送").glyphs[0].left - LEFT_MM) / SMALL_CHAR_MM, 1, CHAR, "字", ("缩进",)),
    Measure("抄送机关右端", "7.4.2", "空 1 字（4号），不足一字不补", "版记", lambda p: (RIGHT_MM - p[-1].line("抄送").glyphs[-1].right) / SMALL_CHAR_MM, 1, CHAR, "字", ("版记右距",)),
    Measure("抄送机关回行", "7.4.2", "与冒号后首字对齐，差 0 字", "版记", lambda p: (after(p[-1], p[-1].line("抄送")).glyphs[0].left - p[-1].line("抄送").glyphs[3].left) / SMALL_CHAR_MM, 0, CHAR, "字", ("悬挂",)),
    Measure("抄送机关末尾", "7.4.2", "句号", "版记", lambda p: after(p[-1], p[-1].line("抄送")).text[-1], "。", 0, "", ("文字",)),
    Measure("抄送机关字体", "7.4.2", "4号仿宋", "版记", lambda p: look(p[-1].line("抄送").glyphs), "4号仿宋", 0, "", FONT),
    Measure("版记次序", "7.4.2", "抄送在印发之上", "版记", lambda p: order(p[-1], "抄送", "南安市卫生健康局办公室"), "抄送、南安市卫生健康局办公室", 0, "", ("次序",)),
    Measure("主送机关移入版记", "7.3.2", "在抄送之上", "版记主送", lambda p: order(p[-1], "主送", "抄送", "南安市"), "主送、抄送、南安市", 0, "", ("次序",)),
    Measure("印发机关左端", "7.4.3", "空 1 字（4号）", "版记", lambda p: (p[-1].line("南安市卫生健康局办").glyphs[0].left - LEFT_MM) / SMALL_CHAR_MM, 1, CHAR, "字", ("缩进",)),
    Measure("印发日期右端", "7.4.3", "空 1 字（4号）", "版记", lambda p: (RIGHT_MM - p[-1].line("南安市卫生健康局办").glyphs[-1].right) / SMALL_CHAR_MM, 1, CHAR, "字", ("印发日期移位",)),
    Measure("印发日期", "7.4.3", "阿拉伯数字，后加“印发”", "版记", lambda p: p[-1].line("南安市卫生健康局办").text.partition("办公室")[2], "2022年3月7日印发", 0, "", ("文字",)),
    Measure("印发机关和日期字体", "7.4.3", "4号仿宋", "版记", lambda p: look(p[-1].line("南安市卫生健康局办").glyphs), "4号仿宋", 0, "", FONT),
    Measure("印发行", "7.4.3", "末条分隔线之上一行", "版记", lambda p: yes(0 < p[-1].rules[-1].middle - p[-1].line("南安市卫生健康局办").baseline < LINE_MM / 2), "是", 0, "", ("次序",)),

    Measure("页码", "7.5", "数字左右各放一条一字线", "版心", lambda p: p[1].lines[-1].text, "— 2 —", 0, "", ("文字",)),
    Measure("页码字体", "7.5", "4号半角宋体", "版心", lambda p: look(p[1].lines[-1].glyphs), "4号宋体", 0, "", FONT),
    Measure("页码一字线", "7.5", "版心下边缘之下 7 mm", "版心", lambda p: dash_below(p[0]), 7, MM, "mm", ("页码下移",)),
    Measure("页码一字线（双页）", "7.5", "版心下边缘之下 7 mm", "版心", lambda p: dash_below(p[1]), 7, MM, "mm", ("页码下移",)),
    Measure("单页码位置", "7.5", "居右空 1 字（4号）", "版心", lambda p: (RIGHT_MM - p[0].lines[-1].glyphs[-1].right) / SMALL_CHAR_MM, 1, CHAR, "字", ("页码互换", "页码移位")),
    Measure("双页码位置", "7.5", "居左空 1 字（4号）", "版心", lambda p: (p[1].lines[-1].glyphs[0].left - LEFT_MM) / SMALL_CHAR_MM, 1, CHAR, "字", ("页码互换", "页码移位")),
    Measure("单双页", "7.5", "右、左、右", "版心", lambda p: "、".join(map(number_at, p)), "右、左、右", 0, "", ("页码互换", "不分单双页")),
    Measure("附件页码", "7.5", "与正文连续", "落款", lambda p: "".join(page.lines[-1].text for page in p), "— 1 —— 2 —— 3 —", 0, "", ("页码重编",)),
    Measure("版记独占一页", "7.5", "不编页码", "横排", lambda p: yes(blank_below(p[-1])), "是", 0, "", ("版记页编页码",)),

    Measure("横排附件纸张宽", "8", "A4 横放，297 mm", "横排", lambda p: p[1].width, 297, MM, "mm", ("横排纸张",)),
    Measure("横排附件版心左端", "8", "35 mm（地脚在左）", "横排", lambda p: p[1].rules[0].left, 35, MM, "mm", ("横排边距",)),
    Measure("横排附件版心宽", "8", "225 mm", "横排", lambda p: p[1].rules[0].right - p[1].rules[0].left, 225, MM, "mm", ("横排边距",)),
    Measure("横排附件页码（双页）", "8", "版心左侧 7 mm", "横排", lambda p: side_number(p[1])[0], 7, MM, "mm", ("横排页码移位",)),
    Measure("横排附件页码位置（双页）", "8", "靠上空 1 字（4号，4.9 mm）", "横排", lambda p: side_number(p[1])[1], SMALL_CHAR_MM, 1.5, "mm", ("页码互换",)),
    Measure("横排附件页码（单页）", "8", "版心左侧 7 mm", "横排", lambda p: side_number(p[2])[0], 7, MM, "mm", ("横排页码移位",)),
    Measure("横排附件页码位置（单页）", "8", "靠下空 1 字（4号，4.9 mm）", "横排", lambda p: side_number(p[2])[2], SMALL_CHAR_MM, 1.5, "mm", ("页码互换",)),

    Measure("信函标志上缘", "10.1", "上页边下 30 mm", "信函", lambda p: p[0].ink(5, 45).top, 30, MM, "mm", ("信函下移",)),
    Measure("信函标志字体", "10.1", "小标宋", "信函", lambda p: look(p[0].lines[0].glyphs, sized=False), "小标宋", 0, "", ("字体",)),
    Measure("信函标志颜色", "10.1", "红", "信函", lambda p: color(p[0].lines[0].glyphs), "红", 0, "", ("颜色",)),
    Measure("信函双线长", "10.1", "170 mm", "信函", lambda p: min(rule.right - rule.left for rule in p[0].rules[:4]), 170, MM, "mm", ("双线变短",)),
    Measure("信函首条双线", "10.1", "标志下 4 mm", "信函", lambda p: first_rule(p[0])[0] - p[0].ink(25, first_rule(p[0])[0] - 1).bottom, 4, MM, "mm", ("双线上移",)),
    Measure("信函末条双线", "10.1", "距下页边 20 mm", "信函", lambda p: 297 - p[0].rules[3].middle - p[0].rules[3].thickness / 2, 20, MM, "mm", ("信函下移",)),
    Measure("信函双线次序", "10.1", "上粗下细，上细下粗", "信函", lambda p: "，".join("".join("粗" if rule.thickness > 0.4 else "细" for rule in p[0].rules[place : place + 2]) for place in (0, 2)), "粗细，细粗", 0, "", ("双线同粗",)),
    Measure("信函发文字号", "10.1", "居右顶格", "信函", lambda p: p[0].lines[1].right_indent, 0, CHAR, "字", ("信函字号移位",)),
    Measure("信函首页页码", "10.1", "无", "信函", lambda p: yes(all("—" not in line.text for line in p[0].lines)), "是", 0, "", ("首页编页码",)),
    Measure("信函版记", "10.1", "无分隔线，0 条", "信函", lambda p: len(p[-1].rules), 0, 0, "条", ("版记加线",)),
    Measure("命令标志上缘", "10.2", "版心上边缘下 20 mm", "命令", lambda p: p[0].ink(40, 80).top - TOP_MM, 20, MM, "mm", ("标志下移",)),
    Measure("命令令号居中", "10.2", "居中，偏 0 字", "命令", lambda p: p[0].line("第8号").off_centre, 0, CHAR, "字", ("缩进",)),
    Measure("命令正文之上", "10.2", "令号下空 2 行", "命令", lambda p: blank(p[0].line("第8号"), p[0].line(SENTENCE[:8])), 2, 0, "行", ("不空行",)),
    Measure("纪要标志上缘", "10.3", "版心上边缘下 35 mm", "纪要", lambda p: p[0].ink(60, 90).top - TOP_MM, 35, MM, "mm", ("标志下移",)),
    Measure("纪要标志颜色", "10.3", "红", "纪要", lambda p: color(p[0].line("市卫健局").glyphs), "红", 0, "", ("颜色",)),
    *(Measure(f"纪要“{label}”字体", "10.3", "3号黑体", "纪要", lambda p, label=label: look(p[0].line(label).glyphs[:2]), "3号黑体", 0, "", FONT)
      for label in ("出席", "请假", "列席")),
    Measure("纪要出席人员", "10.3", "3号仿宋", "纪要", lambda p: look(p[0].line("出席").glyphs[3:]), "3号仿宋", 0, "", FONT),
    Measure("纪要“出席”位置", "10.3", "左空 2 字", "纪要", lambda p: p[0].line("出席").indent, 2, CHAR, "字", ("缩进",)),
    Measure("纪要出席回行", "10.3", "与冒号后首字对齐，差 0 字", "纪要", lambda p: after(p[0], p[0].line("出席")).indent - p[0].line("出席").at("张三"), 0, CHAR, "字", ("悬挂",)),

    Measure("表格宽", "5.2.1", "与版心等宽，156 mm", "表格", lambda p: p[0].rules[0].right - p[0].rules[0].left, 156, MM, "mm", ("表格变窄",)),
    Measure("表头", "—", "每页重复", "表格", lambda p: "、".join(line.text for page in p[:2] for line in page.lines if line.text.startswith("序号")), "序号任务、序号任务", 0, "", ("表头不重复",)),
    Measure("表格的行", "—", "不跨页", "表格", lambda p: yes(all(page.text_lines()[-1].text.endswith("。") for page in p[:2])), "是", 0, "", ("行可跨页",)),
    Measure("高的行", "—", "可以跨页，附件首页 15 行以上", "高行", lambda p: yes(len(p[1].text_lines()) > 15), "是", 0, "", ("行不跨页",)),
    Measure("长的表字号", "—", "小五仿宋", "长表", lambda p: look(after(p[0], p[0].line("序号")).glyphs), "小五仿宋", 0, "", FONT),
    Measure("表头字体", "—", "4号黑体", "表格", lambda p: look(p[0].line("序号").glyphs), "4号黑体", 0, "", FONT),
    Measure("表格文字字体", "—", "4号仿宋", "表格", lambda p: look(after(p[0], p[0].line("序号")).glyphs), "4号仿宋", 0, "", FONT),
)
# fmt: on
"""Element, clause, requirement, specimen, reading, wanted, tolerance, unit, breaks."""
