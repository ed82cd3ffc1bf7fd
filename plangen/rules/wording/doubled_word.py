"""一个词不重复写两遍。

为什么：“加强加强”“的的”是改稿时留下的，校对一遍就能看到；印出来显得草率。

依据：《党政机关公文处理工作条例》第二十五条，印发前要对公文的内容、格式等进行复核；通行做法。

不合：
    preamble: 各单位要加强加强领导，做好隐患的的排查。 # ← 加强加强 ← 的的
    sections:
      - title: 主要措施
        text: 范围：商场、商场、宾馆，登记1年以上及以上的租户。 # ← 商场、商场 ← 以上及以上

合：
    preamble: 为了了解情况、明确整治目的的重要意义，一步一步推进，人人有责、层层落实，的的确确抓好。
    sections:
      - title: 主要措施
        text: 对重点地区分区分级管理，落实耕地地力保护补贴，方便申请人申请人才公寓。

改法：删去多出的一个。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.language.words import part_at
from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence, spots
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING

_WORD: Final = lazily(rf"([{HAN}]{{2,4}})\1(?!\1)")
_AGAIN: Final = lazily(r"(以[上下内外前后])[及和、]\1(?=期|年|的|，|。|；|、|$)")
"""1年以上及以上."""
_LISTED: Final = lazily(rf"[、：，；。（\n]([{HAN}]{{2,10}})、\1")
"""What stands wherever `_MEMBER` matches, the end of the line before it taken along."""
_MEMBER: Final = lazily(
    rf"(?:(?<=[、：，；。（])|(?m:^))([{HAN}]{{2,10}})、\1(?=[、，；。等和及）])"
)
"""学校、学校、医院."""
_PARTICLE: Final = lazily(
    r"(?<![目标中有的])的的(?![确士])|(?<![存现潜所实内外])在在(?![建校押岗册职编线位场途售产])"
    r"|(?<![为不除明完])了了(?![解之结断却然])|(?<![目标])地地(?![区方点带道处址下面理])"
    r"|(?<!平)均均(?![值衡等分])|局局(?=负责|牵头|配合|会同|要(?!求)|[、，。；])"
)
_TWICE: Final = lazily("的的|在在|了了|地地|均均|局局")
"""What stands wherever `_PARTICLE` matches, and is quicker to find."""
_COUNTED: Final = lazily(r"[一逐半某二三四五六七八九十零百每]|.*[某零]|(.)\1+$|很多|好多|谢谢|许多")
"""What is meant twice: 一步一步."""
_NAME: Final = lazily(
    "(?:[小中大]学|学院|学校|[区园站所局会厂村镇部队店市县省乡委]|医院|中心|公司|企业|机关)$"
)
"""What may stand twice where one name ends and another begins, as in 小学小学部."""
_SHORT: Final = 2
"""Words of so many characters may arise where others meet: 重点地区分区分级."""
_WHOLE: Final = lazily("负责|牵头|配合|会同|要(?!求)|每|[，。；]")
"""What follows a whole name: in 市疾控中心中心负责 no other name begins."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find words written twice."""
    for wording, match in spots(subject, _WORD):
        if not _meant(match):
            yield _offence(wording, match, match[1])
    for pattern, sign in ((_AGAIN, _AGAIN), (_MEMBER, _LISTED)):
        for wording, match in spots(subject, pattern, sign):
            yield _offence(wording, match, match[1])
    for wording, match in spots(subject, _PARTICLE, _TWICE):
        half = match[0][0]
        if half == "局" or _parted(match, 1):
            yield _offence(wording, match, half, half)


def _offence(wording: Wording, match: re.Match[str], word: str, mend: str | None = None) -> Offence:
    message, hint = f"“{word}”重复写了两遍", f"删去一个“{word}”"
    return offence(wording, match.span(), message, hint, mend)


def _meant(match: re.Match[str]) -> bool:
    if _COUNTED.match(match[1]):
        return True
    if _NAME.search(match[1]) and not _WHOLE.match(match.string, match.end()):
        return True
    if len(match[1]) > _SHORT:  # 申请人|申请人才
        return part_at(match.string, match.end(1)) and not part_at(match.string, match.end())
    return not _parted(match, _SHORT)


def _parted(match: re.Match[str], length: int) -> bool:
    """Whether words part around and between the two, as in 加强|加强, not in 地区|分区|分级."""
    return part_at(match.string, match.start(), match.start() + length, match.end())
