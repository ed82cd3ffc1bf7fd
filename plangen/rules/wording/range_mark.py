"""起止的时间用一字线“—”，数值的范围用浪纹线“～”，不用半角的 - 和 ~。

为什么：“-”是短横线，用在编号、电话里；用它表示起止，数字会连成一串，认错了就是两回事。

依据：GB/T 15834-2011《标点符号用法》4.13，一字线标示时间、地域等相关项目的起止，
浪纹线标示数值范围的起止。

不合：
    preamble: 3月-11月开展排查，每组5-10人，2024～2026年完成。 # ← 3月-11月 ← 5-10人 ← 2024～2026年

合：
    preamble: 3月—11月开展排查，每组5～10人，2024—2026年完成，电话0595-12345678，整改6-1号楼。

改法：时间写“3月—11月”，数值写“5～10人”；也可以写“3月至11月”。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import holding, offence, prose
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING

_DASH: Final = "[-‐‑–―－~～∼〜]"
_TIME: Final = lazily(
    rf"(?:(?:周|星期)[一二三四五六](?P<a>{_DASH})(?:周|星期)?[二三四五六日天]"
    rf"|(?<![\d.\-:])\d{{1,2}}[:：]\d\d(?P<b>{_DASH})\d{{1,2}}[:：]\d\d"
    rf"|(?<![\d.\-/])(?<!\d[年月日])(?:\d+[年月日])+(?:[上中下]旬|[底初末])?(?P<c>{_DASH}{{1,2}})"
    rf"(?:\d+[年月日])+(?:[上中下]旬|[底初末])?"
    rf"|(?<![\d.\-/])(?:19|20)\d\d(?P<d>{_DASH})(?:19|20)\d\d(?:学?年)"
    rf"|(?<![\d.\-/])[1-3]?\d(?P<e>{_DASH})[1-3]?\d(?:[月日](?!子)))"
)
_UNITS: Final = (
    "人|名|次|个|家|条|户|项|件|场|期|万|亿|元|公里|千米|厘米|毫米|平方米|米|吨|千克|公斤|岁|周岁"
    "|小时|分钟|分(?!会|局|公|校|院)|天|周|年|倍|%|％|℃|度|处|座|台|辆|所|部|套|幢|篇|份|张|起|成|页|课时|学时"
)
_COUNT: Final = lazily(
    rf"(?<![A-Za-z\d.\-/\0第])\d+(?:\.\d+)?[%％]?(?P<a>[-‐‑–－~∼〜])\d+(?:\.\d+)?(?:{_UNITS})(?!级)"
)
_SIGN: Final = lazily(
    rf"[0-9年月日号旬底初末一二三四五六%％]{_DASH}[-‐‑–―－~～∼〜0-9一二三四五六日天周星]"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find spans of time and ranges of figures with the wrong mark."""
    for wording in holding(subject, _SIGN):
        text = prose(wording.text)
        taken = []
        for match in _TIME.finditer(text):
            taken.append(match.start())
            yield _offence(wording, match, "—", "时间的起止")
        for match in _COUNT.finditer(text):
            if match.start() not in taken:
                yield _offence(wording, match, "～", "数值的范围")


def _offence(wording: Wording, match: re.Match[str], mark: str, what: str) -> Offence:
    wrong = next(group for group in match.groups() if group)
    mend = match[0].replace(wrong, mark)
    message = f"“{match[0]}”是{what}，连接号应当用“{mark}”，不用“{wrong}”"
    return offence(wording, match.span(), message, f"改成“{mend}”", mend)
