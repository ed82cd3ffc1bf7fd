"""今年的方案里不要留着去年的年份。

为什么：照抄去年的方案只改了标题，正文里还是“做好2025年工作”“2025年6月底前完成”，一看就知道没有用心。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”；年份逐处核对是核稿的通行做法。

不合：
    title: 城东区2025年消防安全工作方案 # ← 2025年
    preamble: 为切实做好2025年消防安全工作，制定本方案。 # ← 2025年
    sections:
      - title: 主要措施
        text: 火灾起数比2026年下降5%。 # ← 2026年
        measures:
          - id: inspection
            text: 2025年6月底前，完成检查；结果纳入2025年度考核内容。 # ← 2025年 ← 2025年
            tasks:
              - do: 完成2025年检查任务 # ← 2025年

合：
    preamble: 根据《2025年全市消防工作要点》，总结2025年消防工作，巩固2025年检查成果，制定本方案。
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 火灾起数比2025年下降5%，从2025年起纳入考核；对2025年6月底前建成的商场全部检查。
            tasks:
              - do: 完成2025年遗留的整改任务

改法：改成今年的年份；确是说往年的，写明“比2025年”“2025年以来”。与往年相比的，写往年的年份。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject, Wording
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_YEAR: Final = lazily(r"(?<![0-9〔\[—－～~-])((?:19|20)[0-9]{2})年(?!版|[修制]订|修正)")
_SPAN: Final = lazily(r"((?:19|20)[0-9]{2})年?(?:[—－～~-]+((?:19|20)[0-9]{2})年)?")
_BRACKETS: Final = lazily("《[^《》]*》|“[^“”]*”")
_REVIEW: Final = lazily(
    "回顾|总结|情况|成效|成果|以来|遗留|结转|剩余|未完|尾|问题|基础|基数|结果|统计|数据|[评审测]|先进|决算"
    "|项目|工程|续建|改造|考核|台账|公示|资金|同期|整改|反馈|验收|[比较与同从自]$"
)
"""Past years are rightly spoken of in reviews, of what is left over and of what is compared."""
_SENTENCE: Final = lazily("[。\n]")
_PART: Final = lazily("[。；\n]")
_CLAUSE: Final = lazily("[，。；：\n]")
_SINCE: Final = lazily(
    "[对将比较从自至止即在]$|[低高少多大小优次源始晚早迟等对关建立成生]于$|截至|截止|(?:已|曾|业)[^，；。]{0,12}$"
)
_NEAR: Final = 100
"""How many characters of a sentence are read either way."""
_DOING: Final = lazily("(?:做好|抓好|谋划)[^，。；：\n]{0,6}$")
_ORDERED: Final = lazily("完成[^，。；：\n]{0,4}$")
_TASK: Final = lazily("度?[^，。；：\n]{0,10}(?:任务|目标|指标)")
_COUNTED: Final = lazily("(?<![未已])纳入[^，。；：\n]{0,12}$")
_ASSESSED: Final = lazily("度?[^，。；：\n]{0,12}(?:考核|考评|目标|绩效)")
_SERVES: Final = lazily("度?[^，。；：\n结]{0,10}(?:考核|考评|绩效)[^，。；：\n结]{0,6}依据")
_DRAWN_UP: Final = lazily(
    "(?:(?:制定|制订|拟定|编制)[^，。；：\n]{0,6}|(?:印发|出台)[^，。；：的\n]{0,6})$"
)
_DRAFT: Final = lazily("度?[^，。；：\n]{0,15}(?:方案|计划|要点)")
_HELD: Final = lazily("(?:^|[，、])[^，、]{0,6}(?:组织|开展|举办|举行)[^，。；：的\n]{0,4}$")
_EVENT: Final = lazily(
    "度?[^，。；：\n]{0,14}(?:活动|比赛|竞赛|大赛|演练|运动会|宣传[月周日]|培训)"
)
_AIMS: Final = lazily("(?:力争|确保|争取)[^，。；：\n]{0,4}$")
_BUILT: Final = lazily(
    "(?:[0-9]{1,2}月)?(?:[上中下]旬|底|末)?[^，。；的了已\n]{0,12}(?:开工|建成|完工|竣工|投用|完成)"
)
_BY: Final = lazily(
    "(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:、[0-9]{1,2}月(?:[0-9]{1,2}日)?)*)?"
    "(?:年?底|末|初|[上中下]旬)?(?:之?前|以前)"
    "(?:，(?!已|曾|全[市区县]已)|$"
    "|(?:完成|上报|报送|报|实现|达到|制定|印发|开展|组织|召开|提交|落实|基本|全面|将|要|建成|完工|分别"
    "|力争|确保|全部|全[市区县镇乡省](?!已))[^，。；\n的了已]*(?:[，。；\n]|$))"
)
_LABEL: Final = lazily("(?:完成|办理|整改|工作)?时[限间]：$")
_ROUND: Final = lazily(r"^[（\s]*$|(?:[0-9一二三四五六七八九十]个月|阶段)[（：]$")
"""What stands before the span of a stage of the work."""
_RUN: Final = lazily(
    "[0-9]{1,2}月(?:[0-9]{1,2}日)?[至到—－-](?:[0-9]{4}年)?"
    "[0-9]{1,2}月(?:[0-9]{1,2}日)?(?=[）。；\n]|$)"
)
_TOWARDS: Final = lazily("(?:^|[，；：])(?:力争)?到$")
_REACHED: Final = lazily("年?底，?[^。\n]*?(?:达到|实现|力争|确保|建成|保持|基本|全面|不低于|以上)")
_BASE: Final = lazily(
    "[比较]((?:19|20)[0-9]{2})年(?:同期|度)?(?:的[^，。；\n]{1,8})?(?:分别|平均)?"
    "(?:下降|减少|增长|增加|提高|提升|上升|降低)"
)
"""What the year itself cannot be measured against."""
_AHEAD: Final = lazily(
    "度?，?(?:全[市县区省州系局]|我[市县区省局]|各单位|要|将|继续|计划|力争|确保)[^。；\n]*"
)
_WILL: Final = lazily(
    "(?:要|将|确保|力争|继续|计划)(?!求|点|素)|工作以|工作(?:的)?(?:总体要求|思路)"
)
_DID: Final = lazily("了(?!解)|已|曾|以来|取得|同比|上升|同期|累计|共|发生|(?:总结|回顾|根据)$")


def check(subject: Subject) -> Iterator[Offence]:
    """Find past years in titles, and in the text where it speaks of what is to be done."""
    year = subject.plan.year
    for wording in subject.wordings:
        if "年" in wording.text:
            for offset, past in _past(wording, year):
                message = f"{year}年度的方案里写“{past}年”，多半是照抄往年方案时忘了改"
                hint = f"核对，该是今年的改成“{year}年”"
                if past == str(year):
                    message = f"{year}年度的方案和{year}年相比，比的该是往年"
                    hint = f"核对，该是上年的改成“{year - 1}年”"
                length = len(past) + 1
                yield Offence(wording.text, message, hint, wording.clause, offset, length)


def _past(wording: Wording, year: int) -> Iterator[tuple[int, str]]:
    text = wording.text
    if wording.kind == "title" and not _own_year(text, year):
        match = _YEAR.search(text)
        if match and not _REVIEW.search(text):
            yield match.start(), match[1]
        return
    if wording.kind in ("text", "task"):
        yield from _own_base(text, year)
    plain = _BRACKETS.sub(lambda quoted: "#" * len(quoted[0]), text)
    for match in _YEAR.finditer(plain):
        if int(match[1]) < year and _slipped(wording, plain, match.span(), year):
            yield match.start(), match[1]


def _own_year(title: Text, year: int) -> bool:
    """Whether a title names the plan's year, or a span that it is in, or none at all."""
    spans = [(int(match[1]), int(match[2] or match[1])) for match in _SPAN.finditer(title)]
    return not spans or any(first <= year <= last for first, last in spans)


def _slipped(wording: Wording, text: str, span: tuple[int, int], year: int) -> bool:
    start, end = span
    match wording.kind:
        case "heading" | "name":
            before = _REVIEW.search(text, max(0, start - _NEAR), start)
            return not before and not _REVIEW.search(text, end, end + _NEAR)
        case "text" | "task":
            return _alone(text, start, end, year) and _to_do(text, start, end)
        case _:
            return False


def _alone(text: str, start: int, end: int, year: int) -> bool:
    """Whether its sentence names no later year, as 2025年完成设计，2026年开工 does."""
    before = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
    sentence = before + _SENTENCE.split(text[end : end + _NEAR])[0]
    return all(int(span[1]) < year for span in _SPAN.finditer(sentence))


def _to_do(text: str, start: int, end: int) -> bool:
    """Whether the year is one in which something is to be done."""
    before = _PART.split(text[max(0, start - 30) : start])[-1]
    after = text[end : end + 60]
    clause = _CLAUSE.split(after)[0]
    return any(
        (
            _DOING.search(before) and not _REVIEW.search(clause),
            _ORDERED.search(before) and _TASK.match(after) and not _REVIEW.search(clause),
            _COUNTED.search(before) and _ASSESSED.match(after),
            _DRAWN_UP.search(before) and _DRAFT.match(after),
            _HELD.search(before) and _EVENT.match(after) and not _REVIEW.search(clause),
            _AIMS.search(before) and _BUILT.match(after),
            _BY.match(after) and _first(before),
            _LABEL.search(before) and not _REVIEW.search(clause),
            _RUN.match(after) and _ROUND.search(before) and not _over(clause, before + after),
            before.endswith("作为") and _SERVES.match(after),
            _TOWARDS.search(before) and _REACHED.match(after) and not _DID.search(after),
            not before and _promise(after),
        )
    )


def _over(clause: str, sentence: str) -> bool:
    """Whether a span such as 2025年3月至5月 is told of as past work."""
    return bool(_REVIEW.search(clause) or _DID.search(_PART.split(sentence)[0]))


def _first(before: str) -> bool:
    """Whether the clause opens with the year, or with who is to do it by then."""
    return not _SINCE.search(before)


def _promise(after: str) -> bool:
    clause = _AHEAD.match(after)
    return bool(clause and _WILL.search(clause[0]) and not _DID.search(clause[0]))


def _own_base(text: str, year: int) -> Iterator[tuple[int, str]]:
    """The plan's own year, measured against in a sentence that names no later one."""
    for match in _BASE.finditer(text):
        start = match.start(1)
        before = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
        sentence = before + _SENTENCE.split(text[start : start + _NEAR])[0]
        years = [int(last or first) for first, last in _SPAN.findall(sentence)]
        if int(match[1]) == year and max(years) == year:
            yield start, match[1]
