"""The lines of a source: what each could be, told by its words alone."""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plangen.document.kinds import OFFICIAL, PLANS, SUFFIX
from plangen.docx_file.stream import Block, StreamParagraph, StreamTable
from plangen.outline import Numeral, recognise
from plangen.patterns import lazily
from plangen.typography import UNSEEN, width

_DIGITS: Final = "0-9〇零○Ｏ一二三四五六七八九十"
_DATE: Final = lazily(
    rf"(?P<y>[{_DIGITS}]{{4}})年(?P<m>[{_DIGITS}]{{1,3}})月(?P<d>[{_DIGITS}]{{1,3}})日"
)
_FIGURES: Final = lazily(
    "(?P<y>[0-9]{4})(?P<mark>[-./])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})"
)
_DOC_NUMBER: Final = lazily(
    r"(?P<number>[一-鿿（）()]{1,16}[〔\[【［﹝(（](?:19|20)[0-9]{2}[〕\]】］﹞)）]\s*(?:第\s*)?[0-9]{1,5}\s*号)"
    r"(?:\s*签发人[：:]\s*(?P<signatories>.+))?"
)
_ANNEX_LABEL: Final = lazily(r"附\s*[件表录]\s*(?P<n>[0-9一二三四五六七八九十]{0,3})\s*[：:]?")
_ANNEX_TITLED: Final = lazily(
    "附\\s*件\\s*[0-9０-９一二三四五六七八九十]{1,3}\\s*[：:.．、 ]\\s*(?P<title>\\S.{2,40})"
)
_ANNEX_LIST: Final = lazily(r"附\s*件\s*[：:]\s*(?P<first>.+)|附\s*件\s*[：:]?")
_KIND: Final = lazily(rf"(?:{PLANS}|{OFFICIAL}){SUFFIX}")
_NOTE: Final = lazily(r"[（(](?P<note>[^。]*(?:公开|删减|联系人|发至|传达|翻印)[^。]*)[）)]")
_IMPRINT: Final = lazily(r"^抄\s*送\s*[：:]|日\s*印\s*发$")
_PAGE_NUMBER: Final = lazily("[—－-]+\\s*[0-9]{1,3}\\s*[—－-]+")
_FURNITURE: Final = lazily(
    "(?:索\\s*引\\s*号|发文机关|发布机构|成文日期|发布日期|发布时间|信息来源|来源|主题分类|主题词|发文字号|文号"
    "|有效性|公开方式|名称|标题|文件类型|公文种类|效力状态|阅读次数|浏览次数?|点击数|字体|字号|责任编辑|编辑|作者"
    "|时间|当前位置|您的位置)\\s*[：:].*|打印|关闭|分享|首页|收藏|返回|【.{0,8}】|图片|[（(]?全文如下[：:]?[）)]?"
)
_NO_CHARACTER: Final = lazily("[\ufdd0-\ufdef\ufffe\uffff]")
"""What Unicode sets apart, and no file of a plan may hold."""
REFERRING: Final = "[、，,；;。：至和或到款项的第]|规定|之|所[称列述指]|中(?:的|规|所|有)"
"""What follows 第五条 where it is a law's that a text speaks of, and no number of its own."""
CHINESE_NUMBER: Final = "[一二三四五六七八九十百零]{1,5}"
ANY_NUMBER: Final = f"(?:{CHINESE_NUMBER}|[0-9]{{1,3}})"
_MARKED: Final = lazily(
    f"第\\s?{ANY_NUMBER}\\s?(?:[编篇章节]|部分|条(?!{REFERRING}))"
    "|[0-9]{1,2}(?:[.．][0-9]{1,2})+[.．、]?\\s*[一-鿿]|[0-9]{1,2} [一-鿿]"
)
_BLANKS: Final = lazily(r"[^\S\n]+")
_TO_FILL: Final = lazily(
    r"(?<=[：:])[^\S\n]{2,}(?=[一-鿿]{1,8}[：:]|[。；，、）)])|(?<=\S)[^\S\n]{2,}(?=[年月日时](?:[^\S\n]{2}|[。；，、）)日]|$))"
)
"""The blanks of a form, to be filled in: behind a label, before 年, 月 and 日."""
_HELD: Final = "\ue000"
_ADDRESSED: Final = lazily("各.*[，、].*(?:政府|单位|部门|公司|[局委处])")
"""Those to whom a document goes, their colon missing."""
_BARE_MARK: Final = lazily(
    "[一-鿿（）()]{2,30}(?:局|厅|委|委员会|办公室|政府|部|会议纪要|纪要|令|命令|院|会|处|站|中心|组)"
)
_LEADS: Final = lazily("如下|以下|下列|现将|现就|下述")
"""What a line says that leads to text: 现将有关事项通知如下："""
_MARK_MOST: Final = 40
_HEAD: Final = 5
"""So many lines at most stand before the red letterhead."""
_FRAMED: Final = 16
"""The most cells of a table that only holds other text in place."""
_SENTENCE_END: Final = "。；！？，、"
_TITLE_MOST: Final = 60
"""The most 字 of a line that a title may consist of; long ones are whole titles on one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the source, or a table, in its order."""

    index: int
    """Its place among the source's paragraphs, from 1."""
    text: str = ""
    """As a reader sees it, its number too; empty for a table."""
    table: StreamTable | None = None
    numeral: Numeral | None = None
    """The numeral it opens with, whether typed or automatic."""
    outline: int = 0
    """Its level by the looks, 0 for text."""
    page: int = 0
    starts_page: bool = False

    @property
    def flat(self) -> str:
        """The text without blanks, full-width forms made plain where they are digits."""
        return re.sub(r"\s", "", self.text)

    @property
    def begins(self) -> bool:
        """Whether it opens with a number of any form: 一、, 第三条, 2.1."""
        return self.numeral is not None or bool(_MARKED.match(self.text))


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """The lines of a source's blocks; a line break in a paragraph begins another line."""
    lines: list[Line] = []
    for index, block in enumerate(blocks, 1):
        if isinstance(block, StreamParagraph):
            for line in _lines(index, block):
                if lines and _is_bare_numeral(lines[-1]) and not line.numeral:
                    lines[-1] = _joined(lines[-1], line)
                else:
                    lines.append(line)
        elif is_frame(block, first=len(lines) < _HEAD):
            lines.extend(_framed(index, block))
        else:
            lines.append(Line(index, table=block))
    return lines


def _is_bare_numeral(line: Line) -> bool:
    """Whether a line is a numeral, and what it numbers stands on the next."""
    numeral = recognise(line.text)
    return numeral is not None and not numeral.rest


def _joined(numeral: Line, line: Line) -> Line:
    text = numeral.text + line.text
    return replace(numeral, text=text, numeral=numeral_of(text))


def is_frame(table: StreamTable, *, first: bool) -> bool:
    """Whether a table only holds the letterhead, where it comes first, or the 版记 in place."""
    texts = _cell_texts(table)
    if not 0 < len(texts) <= _FRAMED:
        return False
    if any(_IMPRINT.search(text) for text in texts):
        return True
    return first and ("文件" in texts or all(map(could_be_issuer, texts)))


def could_be_issuer(text: str) -> bool:
    """Whether a text may be a name of the red letterhead."""
    return bool(_BARE_MARK.fullmatch(text))


def _cell_texts(table: StreamTable) -> list[str]:
    """The texts of a table's cells; blanks that spread names are taken out."""
    texts = []
    for row in table.rows:
        for cell in row:
            if text := clean(cell.text):
                texts.append(re.sub(r"\s", "", text) if len(text) < _MARK_MOST else text)
    return texts


def _framed(index: int, table: StreamTable) -> Iterator[Line]:
    """The lines in such a table; 文件 beside several names stands after them all."""
    texts = _cell_texts(table)
    if any(_IMPRINT.search(text) for text in texts):
        for text in texts:
            for part in text.split("\n"):
                yield Line(index, part)
        return
    names = [text for text in texts if text != "文件"]
    yield Line(index, "\u3000".join(names) + ("文件" if len(names) < len(texts) else ""))


def _lines(index: int, paragraph: StreamParagraph) -> Iterator[Line]:
    starts_page = paragraph.starts_page
    for text in paragraph.shown.split("\n"):
        if cleaned := clean(text):
            numeral = numeral_of(cleaned)
            page = getattr(paragraph, "page", 0)
            yield Line(index, cleaned, None, numeral, paragraph.outline, page, starts_page)
            starts_page = False


def clean(text: str) -> str:
    """A text without invisible characters, and without blanks at its ends or in a row.

    Blanks that a form leaves to be filled in stay, made full-width: 联系人：        电话：
    """
    seen = _NO_CHARACTER.sub("", UNSEEN.sub("", text)).strip()
    if "  " in seen or "\u3000" in seen:
        seen = _TO_FILL.sub(_kept_blank, seen)
        return _BLANKS.sub(" ", seen).replace(_HELD, "\u3000")
    return _BLANKS.sub(" ", seen)


def _kept_blank(match: re.Match[str]) -> str:
    return _HELD * math.ceil(width(match[0]))


def numeral_of(text: str) -> Numeral | None:
    """The numeral at the head, of one character too: ⑴, ㈠, ⒈.

    一、二、三产业 is a list of words; 一、 alone numbers nothing.
    """
    opening = unicodedata.normalize("NFKC", text[:1])
    numeral = recognise(opening + text[1:] if len(opening) > 1 else text)
    if numeral is None or not numeral.rest.strip():
        return None
    is_list = re.match("[一二三四五六七八九十]{1,3}[、级类次是]", numeral.rest)
    return None if is_list else numeral


def date_in(text: str) -> tuple[int, int, int] | None:
    """The day that is all a line says: 2025年1月5日, 二〇二五年一月五日."""
    match = _DATE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    return _day(match) if match else None


def day_in_figures(text: str) -> tuple[int, int, int] | None:
    """The day that is all a line says, in figures alone: 2025.1.5, 2025-01-05."""
    match = _FIGURES.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return _day(match) if match else None


def printed_in(text: str) -> tuple[str, tuple[int, int, int]] | None:
    """Who printed a document, and when: 某市政府办公室 2025年1月5日印发."""
    match = re.fullmatch(rf"([一-鿿（）()\s]{{3,30}}?)\s*({_DATE.pattern})\s*印\s*发", text)
    day = date_in(match[2]) if match else None
    return (match[1].strip(), day) if match and day else None


def name_and_date(text: str) -> tuple[str, tuple[int, int, int]] | None:
    """A body and a day on one line: 市发展改革委 2025年1月5日."""
    match = re.fullmatch(rf"(\S[^。；，]{{2,40}}?)\s+({_DATE.pattern})", text)
    day = date_in(match[2]) if match else None
    return (match[1].strip(), day) if match and day else None


def _day(match: re.Match[str]) -> tuple[int, int, int] | None:
    from plangen.numerals import to_int

    try:
        year, month, day = map(to_int, match.group("y", "m", "d"))
        date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def doc_number_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A 发文字号 that is all a line says, and who signed: 苏建办〔2025〕23号 签发人：李某."""
    match = _DOC_NUMBER.fullmatch(
        unicodedata.normalize("NFC", text.strip("（）() ") if text[:1] in "（(" else text)
    )
    if match is None:
        return None
    signatories = re.split(r"[、，,\s]+", match["signatories"] or "")
    return re.sub(r"\s", "", match["number"]), tuple(filter(None, signatories))


def annex_number(line: Line) -> int | None:
    """The number of an annex label, 0 without one; None for what is no label."""
    match = _ANNEX_LABEL.fullmatch(unicodedata.normalize("NFKC", line.text))
    if match is None:
        return None
    from plangen.numerals import to_int

    return to_int(match["n"]) if match["n"] else 0


def annex_title(line: Line) -> str:
    """The title that stands beside an annex label: 附件1：任务分解表; empty for none."""
    match = _ANNEX_TITLED.fullmatch(line.text)
    return match["title"] if match and line.text[-1] not in _SENTENCE_END else ""


def annex_list(line: Line) -> str | None:
    """What follows 附件： on its line, maybe nothing; None for another line."""
    match = _ANNEX_LIST.fullmatch(line.text)
    return (match["first"] or "") if match else None


def note_in(text: str) -> str | None:
    """The note of a public document: （此件公开发布）."""
    match = _NOTE.fullmatch(text)
    return match["note"] if match else None


def ends_with_kind(title: str) -> bool:
    """Whether a title's last word is a kind of document."""
    return bool(re.search(_KIND.pattern, re.sub(r"\s", "", title)))


def could_be_title(line: Line) -> bool:
    """Whether a line may be one of a title's: short, no sentence, no number, day or label."""
    text = line.text
    if not text or len(text) > _TITLE_MOST or text[-1] in f"{_SENTENCE_END}：:":
        return False
    if is_furniture(text) or _ADDRESSED.match(text):
        return False
    if line.begins or date_in(text) or doc_number_in(text) or note_in(text):
        return False
    return annex_number(line) is None and annex_list(line) is None


def is_furniture(text: str) -> bool:
    """Whether a line is of a web page and no part of the document: 发布时间：2025-01-05."""
    return bool(_FURNITURE.fullmatch(text))


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page: — 2 —."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_recipients(line: Line) -> bool:
    """Whether a line names those to whom the document goes: it ends with a colon."""
    return (
        line.text[-1:] in "：:"
        and "。" not in line.text
        and not line.numeral
        and len(line.text) > 2
        and not _LEADS.search(line.text)
    )
