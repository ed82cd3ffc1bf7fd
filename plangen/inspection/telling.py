"""What tells a part: the looks, the place and the wording of a paragraph."""

import re
from typing import Final

from plangen.document.kinds import OFFICIAL, USUAL_PLANS
from plangen.docx_file.fonts import FontFamily
from plangen.docx_file.model import DocxParagraph
from plangen.inspection.wording import DOC_NUMBER_LINE, whole_match
from plangen.outline import recognise as numeral_of
from plangen.typography import width

_ASIDE: Final = r"(?:\s*[（(][^（）()]*[）)])?"
"""What may stand after a title in brackets: （试行）, （征求意见稿）."""
_TITLE: Final = re.compile(rf".*(?:{OFFICIAL}|{USUAL_PLANS}){_ASIDE}[。！]?", re.DOTALL)
ATTENDED: Final = re.compile(r"(?:出\s*席|请\s*假|列\s*席|缺\s*席|主\s*持|记\s*录)\s*[:：]")
"""The lists of names in minutes (§10.3), which are neither recipients nor text."""
ATTACHED: Final = re.compile(r"附\s*件\s*[:：]\s*\S.*|附\s*件\s*[:：]", re.DOTALL)
_BODIES: Final = (
    *("局", "委", "办", "室", "府", "院", "厅", "部", "会", "所", "中心", "公司", "单位"),
    *("部门", "学校", "处", "科", "站", "队", "乡", "镇", "街道", "县", "区", "市", "）"),
)
"""How the names of those who receive a document end."""
_LED_IN: Final = re.compile(r"如下|现将|为了|根据|按照|为做好")
"""Words of the sentence that opens the text."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]")
_GAP: Final = re.compile(r"\S(?:[ \u3000\xa0]{2,}|\t)\s*\S")
"""What parts names that stand on one line."""
_ENDS: Final = "。！？；：，、.!?;:,"
_LARGE: Final = 18.0
"""pt, from which a line above the text is set large."""
_HUGE: Final = 26.0
"""pt, from which a line is larger than a title."""
A_LINE: Final = 28
"""字 of a line of text."""


def is_red(color: str) -> bool:
    """Whether a colour is seen as red."""
    if not re.fullmatch("[0-9A-F]{6}", color):
        return False
    red, green, blue = bytes.fromhex(color)
    return red >= 0xB0 and max(green, blue) <= 0x50


def looks_large(paragraph: DocxParagraph) -> bool:
    """Whether a line is centred and larger than text."""
    return paragraph.layout.align == "center" and _size(paragraph) >= _LARGE


def _size(paragraph: DocxParagraph) -> float:
    return (paragraph.shown_runs or paragraph.runs)[0].look.size


def is_mark(paragraph: DocxParagraph, below: str) -> bool:
    """Whether a line is the issuer's mark: named as one, red, or larger than any title.

    `below` is the next text. A red line without 关于 and a huge one above a document number are
    marks; so is one that ends with 文件 in a text box, however it is set.
    """
    closed = "".join(paragraph.text.split())
    if not _HAN.search(closed) or width(closed) > A_LINE:
        return False
    red = is_red((paragraph.shown_runs or paragraph.runs)[0].look.color)
    named = closed.endswith(("文件", "纪要", "命令", "令")) and "关于" not in closed
    size = _size(paragraph)
    if size >= _HUGE:
        return red or named or (not _TITLE.fullmatch(closed) and is_number(below))
    return (red and size >= _LARGE and "关于" not in closed) or (
        paragraph.in_box and closed.endswith("文件")
    )


def is_number(text: str) -> bool:
    """Whether a line is a document number."""
    return whole_match(DOC_NUMBER_LINE, text) is not None


def is_title(paragraph: DocxParagraph) -> bool:
    """Whether a line is set as a title, or worded as one."""
    text = paragraph.text
    worded = _HAN.search(text) and not numeral_of(text)
    if not worded or width(text) > 4 * A_LINE:
        return False
    if looks_large(paragraph):
        return True
    set_off = paragraph.layout.align == "center" or paragraph.indent > 3 or "关于" in text
    return bool(_TITLE.fullmatch(text)) and set_off and "：" not in text


def is_same_title(above: DocxParagraph, paragraph: DocxParagraph) -> bool:
    """Whether a line goes on with the title above it."""
    same = above.runs[0].look == paragraph.runs[0].look
    return same and looks_large(paragraph) and not paragraph.layout.begins_page


def is_recipients(paragraph: DocxParagraph) -> bool:
    """Whether a line below the title says who receives the document, with its colon or without."""
    text = paragraph.text
    flush = paragraph.indent < 0.5 and paragraph.layout.align != "center"
    if not flush or numeral_of(text) or width(text) > 12 * A_LINE or _LED_IN.search(text):
        return False
    if text[-1] in "：:":
        return True
    names = re.split("[，、,]", text)
    listed = len(names) > 1 or text.startswith("各")
    return listed and all(name.strip().endswith(_BODIES) for name in names)


def is_issuer(paragraph: DocxParagraph) -> bool:
    """Whether a line above a date is set off as those who sign."""
    text, layout = paragraph.text, paragraph.layout
    aside = layout.align in ("right", "center") or paragraph.indent > 4
    short = width(text) <= A_LINE and text[-1] not in _ENDS
    signs = aside or has_several_names(paragraph)
    return signs and short and not numeral_of(text) and not ATTACHED.fullmatch(text)


def has_several_names(paragraph: DocxParagraph) -> bool:
    """Whether names stand beside each other on a line, parted by blanks."""
    return _GAP.search(paragraph.raw.strip()) is not None


def heading_level(paragraph: DocxParagraph, *, titled_at: int, headed: bool) -> int:
    """The level of a heading from 1; 0 for what is none.

    The numeral comes first: outline levels are often one off where the title has one as well.
    `titled_at` is the title's outline level, 0 where headings have the same. `headed` says that
    a heading 一、 stands above; without one, 1、 in 黑体 is a first level that is numbered wrong.
    """
    outline = paragraph.layout.outline
    numeral = numeral_of(paragraph.text)
    if numeral is None:
        level = outline - titled_at
        return level if outline and 1 <= level <= 4 else 0
    closed = not set(paragraph.text) & set("。；：，")
    alone = closed and width(paragraph.text) <= A_LINE
    black = {run.look.family for run in paragraph.shown_runs} == {FontFamily.HEI}
    if not (1 <= outline <= 4) and not (alone and (numeral.level <= 2 or black)):
        return 0
    return 1 if black and numeral.level > 2 and not headed else numeral.level
