"""以月、日称呼的日子，月、日之间用间隔号：6·26国际禁毒日。

为什么：“6.26”是一个小数；同一份方案里“6.26”“6·26”混用，更显得没有统一。

依据：GB/T 15834-2011《标点符号用法》4.14，以月、日为标志的事件或节日，用阿拉伯数字表示时，月、
日之间用间隔号，如“3·15”消费者权益日。

不合：
    preamble: 以“11.9”消防日、“5.12全国防灾减灾日”为重点，开展宣传活动。 # ← 11.9 ← 5.12

合：
    preamble: 以“11·9”消防日、“5·12全国防灾减灾日”为重点，投入2.5万元开展安全生产月活动。

改法：改用间隔号“·”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.deadline.observance import observances
from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_DATE: Final = lazily(
    rf"(?<![\d.])(?P<m>[1-9]|1[0-2])(?P<dot>[.．•・‧∙。])(?P<d>[1-9]|[12]\d|3[01])(?!\d)(?P<quoted>”?)"
    rf"(?P<name>[{HAN}]{{2,16}})"
)
_KIND: Final = lazily(f"(?:国际|世界|全国|国家|中国|全民)[{HAN}]{{1,12}}?(?:日|节|周|月)")
_DAY: Final = lazily(f"[{HAN}]{{2,8}}?日(?![常前内期程均夜])")
"""What a date between quotes is followed by: “12.2”交通安全日."""
_SIGN: Final = lazily(r"[0-9][.．•・‧∙。][0-9]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find observances whose month and day are parted by a full stop."""
    for wording, match in spots(subject, _DATE, _SIGN):
        name = match["name"]
        if _KIND.match(name) or _known(name) or (match["quoted"] and _DAY.match(name)):
            span = match.start("m"), match.end("d")
            mend = f"{match['m']}·{match['d']}"
            word = wording.text[slice(*span)]
            message = f"“{word}”像一个小数，月、日之间应当用间隔号"
            yield offence(wording, span, message, f"改成“{mend}”", mend)


def _known(name: str) -> bool:
    names = observances()
    return any(name[:length] in names for length in range(2, len(name) + 1))
