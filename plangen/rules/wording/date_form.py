"""正文里的日期写全年月日：2022年3月7日；不写没有的日子。

为什么：“22年”“2022.3.7”“3月7号”各写各的，既不规范，也会让人认错；“6月31日”没有这一天，不知道是哪天。

依据：GB/T 9704-2012《党政机关公文格式》7.3.5，年、月、日标全，年份标全称，月、
日不编虚位（即1不编为01）；GB/T 15835-2011《出版物上数字用法》，年份一般不用简写。

不合：
    preamble: 25年底部署，03月07日开，2026.4.15报，6月1号查。 # ← 25年 ← 03月07日 ← 2026.4.15 ← 1号
    sections:
      - title: 主要措施
        text: 6月31日前自查，7月6日至6月5日抽查。 # ← 6月31日 ← 7月6日至6月5日

合：
    preamble: 2025年底部署，2026年3月7日开会，4月15日报送，服务满20年的优先。
    sections:
      - title: 主要措施
        text: 10月1日至5月31日为防火期，9月1日至8月31日为一年，2月29日是闰日。

改法：年份写四位，月、日不加0，用“日”不用“号”；图表里的日期可以写 2022-03-07。
"""

from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import holding, offence, prose
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_FULL: Final = lazily(
    r"(?<![A-Za-z0-9.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[.\-/．])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})日?"
    r"(?![A-Za-z0-9.\-/]\d|\d)"
)
_ZERO: Final = lazily(r"(?<!\d)(?:0[1-9]月(?:0?[1-9]日|[1-3]\d日)?|(?:[1-9]|1[0-2])月0[1-9]日)")
_ZEROS: Final = lazily(r"0(?=[1-9](?:月|日))")
_DAY: Final = lazily(r"(?<=月)(?P<d>[0-3]?\d)号(?![楼院线车井机厂门桥通文矿坑库仓台闸])")
_SHORT: Final = lazily(
    r"(?<![\d.满期近达达长刑约逾第])(?P<y>\d\d)年(?=1?\d月|底前?|年底|末|初|上半年|下半年|第?[一二三四]季度|度(?!假))"
)
_BEFORE_YEAR: Final = lazily(r"(?:^|[，。；：、（“\n于到至在自从截止和与及])$")
"""What shows that 25年底 is a day, not the end of twenty-five years."""
_NO_DAY: Final = lazily(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)年)?"
    r"(?:(?P<m>[1-9]|1[0-2])月(?P<d>[1-9]\d)日|(?:0|1[3-9]|[2-9]\d)月[1-9]\d?日)"
)
_RUN: Final = lazily(
    r"(?<![\d年])(?P<a>[1-9]|1[0-2])月(?P<b>[1-9]\d?)日(?:[至到—－～~-]+)"
    r"(?P<c>[1-9]|1[0-2])月(?P<e>[1-9]\d?)日"
)
_MOST: Final = 1
"""So many months back a run is reversed; 10月1日至5月31日 goes on into the next year."""
_SIGN: Final = lazily(r"\d(?:[年月./．]|号|-\d)")


def check(subject: Subject) -> Iterator[Offence]:
    """Find dates in other forms than 2022年3月7日."""
    cells = {
        id(cell.text)
        for annex in subject.plan.annexes
        for row in (annex.table.rows if annex.table else ())
        for cell in row
    }
    for wording in holding(subject, _SIGN):
        text = prose(wording.text)
        in_table = id(wording.text) in cells
        for span, mend in (
            *(() if in_table else _full(text)),
            *_parts(text, int(subject.plan.year)),
        ):
            word = wording.text[slice(*span)]
            hint = f"改成“{mend}”" if mend else "改成四位年份"
            yield offence(wording, span, f"日期“{word}”不是规范的写法", hint, mend)
        for span in _without_day(text):
            message = f"没有“{wording.text[slice(*span)]}”这一天"
            yield offence(wording, span, message, "查对月份和日子")
        for span in _reversed(text):
            message = f"“{wording.text[slice(*span)]}”起在止后，日子写反了"
            yield offence(wording, span, message, "查对起止的月份和日子")


_Found = tuple[tuple[int, int], str | None]


def _full(text: str) -> Iterator[_Found]:
    for match in _FULL.finditer(text):
        month, day = int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield match.span(), f"{match['y']}年{month}月{day}日"


def _parts(text: str, year: int) -> Iterator[_Found]:
    if "月" in text:
        yield from ((match.span(), _ZEROS.sub("", match[0])) for match in _ZERO.finditer(text))
        yield from ((match.span(), f"{int(match['d'])}日") for match in _DAY.finditer(text))
    for match in _SHORT.finditer(text) if "年" in text else ():
        near = int(match["y"]) - year % 100
        if -10 <= near <= 10:
            sure = -2 <= near <= 2 and _BEFORE_YEAR.search(text, 0, match.start())
            yield match.span(), f"{year + near}年" if sure else None


def _without_day(text: str) -> Iterator[tuple[int, int]]:
    for match in _NO_DAY.finditer(text) if "月" in text else ():
        year = int(match["y"] or 2000)
        if not match["m"] or int(match["d"]) > monthrange(year, int(match["m"]))[1]:
            yield match.span()


def _reversed(text: str) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(text) if "月" in text else ():
        begin, end = (int(match["a"]), int(match["b"])), (int(match["c"]), int(match["e"]))
        year_long = begin[1] == 1 and begin[0] > end[0]
        if end < begin and begin[0] - end[0] <= _MOST and not year_long:
            yield match.span()
