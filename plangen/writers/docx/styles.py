"""The style sheet of a DOCX: what a clerk finds in the style pane, and the document's settings."""

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Final

from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.writers.docx.columns import SIZES
from plangen.writers.docx.units import TIGHTENING, chars, line, lines, twips


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style; measures as in `gbt9704`."""

    name: str
    face: str = "body_font"
    """Field of `Style`."""
    size_pt: float = gbt9704.BODY_PT
    align: str = "both"
    first_line_chars: int = 0
    lines_above: int = 0
    lines_below: int = 0
    then: str = "公文正文"
    """The style of the paragraph that Enter begins."""
    outline: int | None = None
    """Level in the navigation pane, from 1."""
    keep_next: bool = False
    page_break: bool = False
    color: str = ""
    line_pt: float = 0
    """Line pitch where it is not that of the text."""
    linked: str = ""
    """The character style that is the same heading with text run in after it."""


_HEADING_FACES: Final = ("heading_1_font", "heading_2_font", "body_font", "body_font")
"""The fonts of the four levels."""
_INDENTED: Final = gbt9704.PARAGRAPH_INDENT_CHARS
_ABOVE: Final = gbt9704.LINES_ABOVE_TITLE
_BELOW: Final = gbt9704.LINES_BELOW_TITLE
_TITLE: Final = ("title_font", gbt9704.TITLE_PT, "center", 0)
STYLES: Final = (
    ParagraphStyle("份号", then="密级和紧急程度"),
    ParagraphStyle("密级和紧急程度", "heading_1_font", then="密级和紧急程度"),
    ParagraphStyle(
        *("发文机关标志", "title_font", gbt9704.MARK_PT, "center"),
        color=gbt9704.RED,
        then="发文字号",
    ),
    ParagraphStyle("发文字号", align="center", then="公文标题"),
    ParagraphStyle("公文标题", *_TITLE, _ABOVE, _BELOW, then="主送机关", outline=1, keep_next=True),
    ParagraphStyle("主送机关"),
    ParagraphStyle("公文正文", first_line_chars=_INDENTED),
    *(
        ParagraphStyle(
            f"{'一二三四'[level - 1]}级标题",
            face,
            first_line_chars=_INDENTED,
            outline=level,
            keep_next=True,
            linked=f"{'一二三四'[level - 1]}级标题字",
        )
        for level, face in enumerate(_HEADING_FACES, 1)
    ),
    ParagraphStyle("名单", align="left", then="名单"),
    ParagraphStyle("出席人员", align="left", then="出席人员"),
    ParagraphStyle("附件说明", align="left", then="附件说明", keep_next=True),
    ParagraphStyle("发文机关署名", align="left", then="成文日期", keep_next=True),
    ParagraphStyle("成文日期", align="left", then="附注"),
    ParagraphStyle("附注", align="left", first_line_chars=_INDENTED),
    ParagraphStyle("附件标签", "heading_1_font", then="附件标题", page_break=True, keep_next=True),
    ParagraphStyle("附件标题", *_TITLE, _ABOVE - 1, _BELOW, outline=1, keep_next=True),
    *(
        ParagraphStyle(
            size.text_style,
            size_pt=size.size_pt,
            align="left",
            then=size.text_style,
            line_pt=size.line_pt,
        )
        for size in SIZES
    ),
    *(
        ParagraphStyle(
            *(size.header_style, "heading_1_font", size.size_pt, "center"),
            then=size.text_style,
            line_pt=size.line_pt,
        )
        for size in SIZES
    ),
    ParagraphStyle("版记", size_pt=gbt9704.SMALL_PT, then="版记", line_pt=gbt9704.IMPRINT_LINE_PT),
    ParagraphStyle(
        *("公文页码", "page_number_font", gbt9704.SMALL_PT, "left"),
        then="公文页码",
        line_pt=gbt9704.SMALL_PT,
    ),
)
RUN_STYLES: Final = {
    **{style.linked: style.face for style in STYLES if style.linked},
    "签发人姓名": "heading_2_font",
    "密级和紧急程度字": "heading_1_font",
    "出席人员标签": "heading_1_font",
}
"""Character styles, each with its field of `Style`: a heading with text run in after it."""
_LINKS: Final = {style.linked: style.name for style in STYLES if style.linked}
_FACES: Final = {style.name: style.face for style in STYLES} | RUN_STYLES


def face(style: str, own: Style) -> str:
    """The font a style is set in."""
    name: str = getattr(own, _FACES[style])
    return name


def fallback(font: str, own: Style) -> str:
    """The font of the same kind that has the rare characters this one lacks."""
    if font == own.title_font:
        return "宋体"
    return font.removesuffix("_GB2312")


ALIASES: Final = {
    "仿宋_GB2312": "仿宋,FangSong_GB2312,FangSong",
    "楷体_GB2312": "楷体,KaiTi_GB2312,KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋",
}
"""What a reader takes, in this order, for a font that it does not have (17.8.3.1)."""
FONT_NAMES: Final = {"ascii": "", "hAnsi": "", "eastAsia": "", "cs": "", "hint": "eastAsia"}
"""What names a font (where empty) for Latin and Chinese alike; the hint keeps “ — … full-width."""


def _font_xml(face: str, own: Style) -> str:
    """What names the font of a face; the bureau's Latin font stands in what the body font sets."""
    font = getattr(own, face)
    names = {name: value or font for name, value in FONT_NAMES.items()}
    if own.latin_font and face == "body_font":
        names |= {"ascii": own.latin_font, "hAnsi": own.latin_font}
    attributes = " ".join(f'w:{key}="{escape(name)}"' for key, name in names.items())
    return f"<w:rFonts {attributes}/>"


def apply_styles(package: Package, own: Style) -> None:
    """Give a package our styles and settings, and take away what its template brought."""
    for part in (package.part, package.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype not in _KEPT:
                del part.rels[key]
    _replace_children(package.styles.element, _style_sheet(own))
    _replace_children(package.settings.element, _SETTINGS)
    fonts_part = package.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts_part._blob = _font_table(own).encode()
    of_name = cache(package.part.get_style_id)  # a search through all of them, once a style
    package.part.get_style_id = of_name  # type: ignore[method-assign]


_KEPT: Final = (
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
)


def _replace_children(element: Any, xml: str) -> None:
    element[:] = list(parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>"))


_SETTINGS: Final = """
<w:zoom w:percent="100"/>
<w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
  <w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>
  <w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
  <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"
    w:val="15"/>
</w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
<w:decimalSymbol w:val="."/>
<w:listSeparator w:val=","/>
"""


def _font_table(own: Style) -> str:
    fonts = (
        own.body_font,
        own.title_font,
        own.heading_1_font,
        own.heading_2_font,
        own.page_number_font,
    )
    entries = ""
    for font in dict.fromkeys(fonts):
        alias = escape(ALIASES.get(font) or fallback(font, own))
        entries += (
            f'<w:font w:name="{escape(font)}"><w:altName w:val="{alias}"/>'
            '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'


def _style_sheet(own: Style) -> str:
    sheet = [_defaults(own)]
    for place, style in enumerate(STYLES, 1):
        sheet.append(_style(place, style, own))
    for name, face in RUN_STYLES.items():
        sheet.append(_run_style(name, face, own))
    return "".join(sheet)


def _defaults(own: Style) -> str:
    """The base of every style.

    `overflowPunct` lets a mark hang beyond a full line in Word, as it does by default; LibreOffice
    7.4 takes it the other way round, and when told nothing it loses marks that should hang.
    """
    return f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>{_font_xml("body_font", own)}<w:spacing w:val="{TIGHTENING}"/>
    <w:sz w:val="{gbt9704.BODY_PT * 2:.0f}"/><w:szCs w:val="{gbt9704.BODY_PT * 2:.0f}"/>
    <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  </w:pPrDefault>
</w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"
  w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:uiPriority w:val="90"/>
  <w:pPr><w:widowControl w:val="0"/><w:overflowPunct/><w:snapToGrid w:val="0"/>
    <w:spacing w:before="0" w:after="0" w:line="{line(own)}" w:lineRule="exact"/>
    <w:jc w:val="both"/></w:pPr>
  <w:rPr>{_font_xml("body_font", own)}
    <w:sz w:val="{gbt9704.BODY_PT * 2:.0f}"/><w:szCs w:val="{gbt9704.BODY_PT * 2:.0f}"/></w:rPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
"""


def _style(place: int, style: ParagraphStyle, own: Style) -> str:
    above, below = twips(lines(style.lines_above, own)), twips(lines(style.lines_below, own))
    pitch = round(style.line_pt * 20) or line(own)
    keep_next = "<w:keepNext/>" * style.keep_next
    page_break = "<w:pageBreakBefore/>" * style.page_break
    indent = color = outline = ""
    if style.first_line_chars:
        indent = _first_line(style.first_line_chars)
    if style.color:
        color = f'<w:color w:val="{style.color}"/>'
    if style.outline is not None:
        outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>'
    return f"""
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.name}">
  <w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>
  <w:next w:val="{style.then}"/>{_link(style.linked)}<w:uiPriority w:val="{place}"/><w:qFormat/>
  <w:pPr>
    {keep_next}
    {page_break}
    <w:spacing w:before="{above}" w:after="{below}" w:line="{pitch}" w:lineRule="exact"/>
    {indent}
    <w:jc w:val="{style.align}"/>
    {outline}
  </w:pPr>
  <w:rPr>{_font_xml(style.face, own)}
    {color}
    <w:sz w:val="{style.size_pt * 2:.0f}"/><w:szCs w:val="{style.size_pt * 2:.0f}"/></w:rPr>
</w:style>
"""


def _link(style: str) -> str:
    if not style:
        return ""
    return f'<w:link w:val="{style}"/>'


def _first_line(count: int) -> str:
    indent = twips(chars(count))
    return f'<w:ind w:firstLineChars="{count * 100}" w:firstLine="{indent}"/>'


def _run_style(name: str, face: str, own: Style) -> str:
    return f"""
<w:style w:type="character" w:customStyle="1" w:styleId="{name}">
  <w:name w:val="{name}"/>{_link(_LINKS.get(name, ""))}<w:uiPriority w:val="50"/><w:qFormat/>
  <w:rPr>{_font_xml(face, own)}</w:rPr>
</w:style>
"""
