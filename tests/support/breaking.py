"""Ways of breaking a written DOCX, one for each thing the standard asks; named in Chinese."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_LINE, _CHAR, _MM3 = 579, 315, 170
"""A line, a 字 and 3 mm in twips."""


def w(name: str) -> str:
    """A name in the namespace of WordprocessingML."""
    return f"{{{NS['w']}}}{name}"


class Parts:
    """The XML parts of a DOCX, open for breaking."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            self._bytes = {name: package.read(name) for name in package.namelist()}
        self.roots = {
            name: etree.fromstring(content)
            for name, content in self._bytes.items()
            if name.startswith("word/") and name.endswith(".xml")
        }

    def saved(self) -> bytes:
        """The package with its parts as they now are."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for name, content in self._bytes.items():
                root = self.roots.get(name)
                package.writestr(name, content if root is None else etree.tostring(root))
        return target.getvalue()

    def all(self, path: str, *parts: str) -> list[Any]:
        """Elements of the named parts (`styles`), or of all."""
        return [
            found
            for name, root in self.roots.items()
            if not parts or re.fullmatch(r"word/([a-z]+)\d*\.xml", name.lower())[1] in parts
            for found in root.xpath(path, namespaces=NS)
        ]

    def add(self, path: str, attribute: str, change: float, *parts: str) -> None:
        """Add to a number wherever an element has it."""
        for element in self.all(f"{path}[@{attribute}]", *parts):
            key = w(attribute[2:]) if attribute.startswith("w:") else attribute
            element.set(key, f"{max(0, int(element.get(key)) + change):.0f}")

    def drop(self, path: str, *parts: str) -> None:
        """Take elements out."""
        for element in self.all(path, *parts):
            element.getparent().remove(element)

    def paragraphs(self, style: str) -> list[Any]:
        """The paragraphs of a style."""
        return self.all(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", "document")

    def style(self, style: str, child: str) -> Any:
        """A property of a paragraph style, made where it is missing."""
        (properties,) = self.all(f"//w:style[@w:styleId='{style}']/w:pPr", "styles")
        found = properties.find(w(child))
        return etree.SubElement(properties, w(child)) if found is None else found


def _said(texts: dict[str, str]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for text in parts.all("//w:t", "document", "footer"):
            for old, new in texts.items():
                text.text = (text.text or "").replace(old, new)

    return change


def _added(path: str, attribute: str, change: float, *parts: str) -> Callable[[Parts], None]:
    return lambda opened: opened.add(path, attribute, change, *parts)


def _dropped(path: str, *parts: str) -> Callable[[Parts], None]:
    return lambda opened: opened.drop(path, *parts)


def _letter_paper(parts: Parts) -> None:
    for size in parts.all("//w:pgSz", "document"):
        size.set(w("w"), "12240")
        size.set(w("h"), "15840")


def _no_tightening(parts: Parts) -> None:
    parts.drop("//w:docDefaults//w:rPr/w:spacing", "styles")


def _other_faces(parts: Parts) -> None:
    others = {"仿宋_GB2312": "黑体", "黑体": "楷体_GB2312", "楷体_GB2312": "仿宋_GB2312"}
    others |= {"方正小标宋简体": "黑体", "宋体": "黑体"}
    for fonts in parts.all("//w:rFonts", "styles"):
        for key, value in fonts.items():
            fonts.set(key, others.get(value, value))


def _other_colors(parts: Parts) -> None:
    for element in parts.all("//*[@w:val='FF0000']"):
        element.set(w("val"), "000000")
    for element in parts.all("//*[@w:color='FF0000']"):
        element.set(w("color"), "000000")
    (defaults,) = parts.all("//w:rPrDefault/w:rPr", "styles")
    etree.SubElement(defaults, w("color")).set(w("val"), "808080")


def _moved_down(*styles: str, by: int = _LINE) -> Callable[[Parts], None]:
    def move(parts: Parts) -> None:
        for style in styles:
            spacing = parts.style(style, "spacing")
            spacing.set(w("before"), str(int(spacing.get(w("before"), "0")) + by))

    return move


def _mark_down(parts: Parts) -> None:
    first = parts.paragraphs("发文机关标志")[0].find(f".//{w('spacing')}")
    key = w("before") if first.get(w("before")) else w("line")
    first.set(key, str(int(first.get(key)) + 300))


def _indented(parts: Parts) -> None:
    """Everything is one 字 further in."""
    parts.add("//w:pPr/w:ind", "w:left", _CHAR, "document", "footer")
    parts.add("//w:tab", "w:pos", _CHAR, "document")
    for properties in parts.all("//w:style[@w:customStyle and @w:type='paragraph']/w:pPr"):
        indent = parts.style(properties.getparent().get(w("styleId")), "ind")
        indent.set(w("left"), str(int(indent.get(w("left"), "0")) + _CHAR))


def _no_blank_lines(parts: Parts) -> None:
    for attribute in ("w:before", "w:after"):
        parts.add("//w:spacing", attribute, -10000, "styles", "document")


def _other_order(parts: Parts) -> None:
    """The issuers of a joint mark, or the rows of the imprint, the other way round."""
    issuers = parts.all("//w:body/w:tbl//w:t[starts-with(., '南安市')]", "document")
    if issuers:
        issuers[0].text, issuers[1].text = issuers[1].text, issuers[0].text
    for table in parts.all("//w:txbxContent/w:tbl", "document"):
        rows = table.findall(w("tr"))
        table.extend(reversed(rows))


def _centred_marks(parts: Parts) -> None:
    for align in parts.all("//w:jc[@w:val='distribute']", "document"):
        align.set(w("val"), "center")


def _number_up(parts: Parts) -> None:
    (number,) = parts.all("//w:t[starts-with(., '南卫')]", "document")
    first = parts.paragraphs("发文字号")[0].find(f".//{w('r')}")
    first.insert(1, number)


def _last_tabs(parts: Parts) -> None:
    for tab in parts.paragraphs("发文字号")[-1].iter(w("tab")):
        if tab.get(w("pos")):
            tab.set(w("pos"), str(int(tab.get(w("pos"))) + _CHAR))


def _red_line_down(parts: Parts) -> None:
    for border in parts.all("//w:pBdr/w:bottom", "document"):
        border.set(w("space"), "31")


def _text_away(parts: Parts) -> None:
    first = parts.paragraphs("公文正文")[0].find(w("pPr"))
    first.insert(1, etree.Element(w("pageBreakBefore")))


def _flooded(parts: Parts) -> None:
    """What is run in after a heading takes the heading's type."""
    for properties in parts.all("//w:r/w:rPr[w:rStyle]", "document"):
        for run in properties.getparent().itersiblings(w("r")):
            run.insert(0, deepcopy(properties))


def _latin_marks(parts: Parts) -> None:
    for fonts in parts.all("//w:rFonts", "styles"):
        for name in ("ascii", "hAnsi"):
            fonts.set(w(name), "DejaVu Serif")
        fonts.attrib.pop(w("hint"), None)


def _other_annex_title(parts: Parts) -> None:
    for paragraph in parts.paragraphs("附件标题"):
        for text in paragraph.iter(w("t")):
            text.text = "分工表"


def _moved_in(style: str, place: slice = slice(None)) -> Callable[[Parts], None]:
    def move(parts: Parts) -> None:
        for paragraph in parts.paragraphs(style)[place]:
            for indent in paragraph.iter(w("ind")):
                indent.set(w("left"), str(int(indent.get(w("left"))) + _CHAR))

    return move


def _seals_near(parts: Parts) -> None:
    first = parts.paragraphs("发文机关署名")[0].find(f".//{w('tabs')}")[0]
    first.set(w("pos"), str(int(first.get(w("pos"))) + 1000))


def _imprint_off(axis: str, offset: int) -> Callable[[Parts], None]:
    def move(parts: Parts) -> None:
        for align in parts.all(f"//wp:position{axis}/wp:align", "document"):
            place = align.getparent()
            place.remove(align)
            etree.SubElement(place, f"{{{NS['wp']}}}posOffset").text = str(offset)

    return move


def _imprint_first(parts: Parts) -> None:
    (body,) = parts.all("//w:body", "document")
    (anchor,) = parts.all("//w:body/w:p[.//wp:anchor]", "document")
    body.insert(0, anchor)


def _narrow(path: str) -> Callable[[Parts], None]:
    def narrow(parts: Parts) -> None:
        for name in ("tblW", "gridCol", "tcW"):
            parts.add(f"{path}//w:{name}", "w:w", -600, "document")

    return narrow


def _numbers_swapped(parts: Parts) -> None:
    other = {"left": "right", "right": "left"}
    for align in parts.all("//w:jc", "footer"):
        align.set(w("val"), other[align.get(w("val"))])


def _numbers_at_edge(parts: Parts) -> None:
    for side in ("w:left", "w:right"):
        parts.add("//w:ind", side, -10000, "footer")


def _always_one(parts: Parts) -> None:
    for field in parts.all("//w:fldSimple", "footer"):
        field.getparent().replace(field, field[0])


def _last_section_numbered(parts: Parts) -> None:
    """The last page has the footers of the first."""
    first, *_, last = parts.all("//w:sectPr", "document")
    for old in last.findall(w("footerReference")):
        last.remove(old)
    for place, reference in enumerate(first.findall(w("footerReference"))):
        last.insert(place, deepcopy(reference))


def _upright(parts: Parts) -> None:
    for size in parts.all("//w:pgSz[@w:orient='landscape']", "document"):
        size.attrib.pop(w("orient"))
        wide, high = size.get(w("w")), size.get(w("h"))
        size.set(w("w"), high)
        size.set(w("h"), wide)


def _narrow_landscape(parts: Parts) -> None:
    parts.add("//w:sectPr[w:pgSz/@w:orient]/w:pgMar", "w:left", _MM3, "document")
    _narrow("//w:body/w:tbl")(parts)


def _side_numbers_off(parts: Parts) -> None:
    for offset in parts.all("//wp:positionH/wp:posOffset", "footer"):
        offset.text = str(int(offset.text) + 180000)


def _boxes_down(parts: Parts) -> None:
    for offset in parts.all("//wp:positionV/wp:posOffset"):
        offset.text = str(int(offset.text) + 108_000)


def _double_rules_up(parts: Parts) -> None:
    for border in parts.all("//w:pBdr/w:bottom"):
        border.set(w("space"), "0")


def _even_rules(parts: Parts) -> None:
    for border in parts.all("//w:pBdr/*"):
        border.set(w("sz"), "8")


def _number_in(parts: Parts) -> None:
    for paragraph in parts.paragraphs("发文字号"):
        etree.SubElement(paragraph.find(w("pPr")), w("ind")).set(w("right"), str(_CHAR))


def _imprint_ruled(parts: Parts) -> None:
    for layout in parts.all("//w:txbxContent//w:tblLayout", "document"):
        borders = etree.Element(w("tblBorders"))
        line = etree.SubElement(borders, w("top"))
        line.set(w("val"), "single")
        line.set(w("sz"), "8")
        layout.addprevious(borders)


def _whole_rows(parts: Parts) -> None:
    for properties in parts.all("//w:trPr[not(w:cantSplit)]", "document"):
        properties.insert(0, etree.Element(w("cantSplit")))


def _whole_last_paragraph(parts: Parts) -> None:
    layout = parts.paragraphs("公文正文")[-1].find(w("pPr"))
    layout.insert(1, etree.Element(w("keepNext")))


def _justified(parts: Parts) -> None:
    for align in parts.all("//w:jc[@w:val='left']", "document", "styles"):
        align.set(w("val"), "both")


def _one_column(parts: Parts) -> None:
    for paragraph in parts.paragraphs("发文机关署名"):
        for tab in paragraph.findall(f"{w('r')}/{w('tab')}"):
            tab.getparent().remove(tab)


_TEXTS = {
    "000001": "1",
    "★": "",
    "〔": "[",
    "王\u3000勇": "",
    "落实：": "落实",
    "附件：": "附：",
    "2.任务表": "2.任务表。",
    "年3月": "年03月",
    "（公开）": "公开",
    "财政局。": "财政局",
    "— ": "- ",
}

BREAKS: dict[str, Callable[[Parts], None]] = {
    "纸张": _letter_paper,
    "上边距": _added("//w:pgMar", "w:top", _MM3),
    "左边距": _added("//w:pgMar", "w:left", _MM3),
    "右边距": _added("//w:pgMar", "w:right", 2 * _MM3),
    "下边距": _added("//w:pgMar", "w:bottom", 700),
    "行首": _added("//w:pgMar", "w:top", 600),
    "行距": _added("//w:spacing", "w:line", 31, "styles"),
    "字距": _no_tightening,
    "字体": _other_faces,
    "字号": _added("//w:sz", "w:val", -4, "styles"),
    "颜色": _other_colors,
    "文字": _said(_TEXTS),
    "下移": _moved_down("份号", "成文日期", "附件标签"),
    "标志下移": _mark_down,
    "缩进": _indented,
    "不空行": _no_blank_lines,
    "次序": _other_order,
    "上下": _dropped("//w:vAlign", "document"),
    "分散": _centred_marks,
    "字号上移": _number_up,
    "末行制表位": _last_tabs,
    "红线下移": _red_line_down,
    "标题不分行": _dropped("//w:br", "document"),
    "挤走正文": _text_away,
    "接排": _flooded,
    "西文标点": _latin_marks,
    "悬挂": _added("//w:ind", "w:hanging", -_CHAR, "document"),
    "第二附件移位": _moved_in("附件说明", slice(1, None)),
    "署名移位": _moved_in("发文机关署名"),
    "第二署名移位": _moved_in("发文机关署名", slice(1, None)),
    "日期移位": _moved_in("成文日期"),
    "制表位靠拢": _seals_near,
    "不与下段同页": _dropped("//w:keepNext"),
    "附注下移": _moved_down("附注"),
    "不另面": _dropped("//w:pageBreakBefore"),
    "附件标题": _other_annex_title,
    "版记上移": _imprint_off("V", 6_000_000),
    "版记右移": _imprint_off("H", 180_000),
    "版记在前": _imprint_first,
    "版记变窄": _narrow("//w:txbxContent"),
    "版记右距": _added("//w:txbxContent//w:ind", "w:right", 500, "document"),
    "印发日期移位": _added("//w:txbxContent//w:tab", "w:pos", -_CHAR, "document"),
    "线粗": _added("//w:txbxContent//w:tblBorders/*", "w:sz", 12, "document"),
    "页码下移": _added("//w:pgMar", "w:footer", -_MM3),
    "页码互换": _numbers_swapped,
    "页码移位": _numbers_at_edge,
    "不分单双页": _dropped("//w:evenAndOddHeaders", "settings"),
    "页码重编": _always_one,
    "版记页编页码": _last_section_numbered,
    "横排纸张": _upright,
    "横排边距": _narrow_landscape,
    "横排页码移位": _side_numbers_off,
    "信函下移": _boxes_down,
    "信函字号移位": _number_in,
    "双线变短": _added("//*[local-name()='ext' or local-name()='extent']", "cx", -360_000),
    "双线上移": _double_rules_up,
    "双线同粗": _even_rules,
    "首页编页码": _dropped("//w:titlePg", "document"),
    "版记加线": _imprint_ruled,
    "标志变窄": _narrow("//w:body/w:tbl"),
    "标志缩小": _added("//w:r/w:rPr/w:sz", "w:val", -8, "document"),
    "制表位左移": _added("//w:tabs/w:tab", "w:pos", -600, "document"),
    "不分列": _one_column,
    "整段换页": _whole_last_paragraph,
    "两端对齐": _justified,
    "条目相连": _dropped("//w:keepNext[@w:val]", "document"),
    "行不跨页": _whole_rows,
    "表格变窄": _narrow("//w:body/w:tbl"),
    "表头不重复": _dropped("//w:tblHeader"),
    "行可跨页": _dropped("//w:cantSplit"),
}
"""Each breaks what its name says, and nothing that another measure would not notice."""


def broken(document: bytes, how: str) -> bytes:
    """The document broken in one way; refuses a way that changes nothing."""
    parts = Parts(document)
    BREAKS[how](parts)
    saved = parts.saved()
    assert saved != Parts(document).saved(), f"{how} changed nothing"
    return saved


def pairs(table: Any) -> Iterator[tuple[str, str]]:
    """Every specimen with every way of breaking it that a table of measures names."""
    for measure in table:
        for how in measure.breaks:
            yield measure.specimen, how
