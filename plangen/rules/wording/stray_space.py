"""汉字之间、汉字和数字之间不留空格。

为什么：公文按字排满每一行，多一个空格，这一行的字就对不齐；多是粘贴时带来的。

依据：GB/T 9704-2012《党政机关公文格式》5.2.3，每面22行、每行28个字，撑满版心。

不合：
    preamble: 全区共有商场 12家，要全 面检查。 # ← 场 12 ← 全 面

合：
    preamble: 按照GB 50016的规定和《中共中央 国务院意见》，做到“安全第一 预防为主”。

改法：删去空格；人名、标题里有意留的空，用全角空格。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import within
from plangen.patterns import lazily
from plangen.rules.searching import HAN, holding, offence, prose
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING

_SPACE: Final = lazily(
    rf"(?P<left>[{HAN}，。、；：）》”％]|(?<![A-Za-z\0 \d])\d+[%]?)[ \u00a0\t]+"
    rf"(?P<right>[{HAN}，。、；：（《“]|\d+)"
)
_SPREAD: Final = lazily(rf"(?m:^)[{HAN}](?:[ \u00a0]+[{HAN}]){{1,3}}(?=：|$)")
_LIST: Final = lazily(
    rf"^(?:[{HAN}]{{1,10}}：)?[{HAN}]{{2,4}}(?:[ \u00a0]+[{HAN}]{{2,4}})+[。；]?$", re.MULTILINE
)
"""王强 李明 赵勇: a paragraph of names."""
_NAME: Final = lazily(rf"[{HAN}] +[{HAN}]")
_SIGN: Final = lazily("[ \u00a0\\t]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find spaces beside Chinese characters; those of titles, slogans and names are meant."""
    for wording in holding(subject, _SIGN):
        if wording.kind not in ("title", "page") and (
            " " in wording.text or "\u00a0" in wording.text
        ):
            meant = [*within(wording.text, "《“")]
            meant += [match.span() for match in _SPREAD.finditer(wording.text)]
            meant += [match.span() for match in _LIST.finditer(wording.text)]
            for match in _SPACE.finditer(prose(wording.text)):
                if not (_digits(match) or _name(match) or _in(match.start(), meant)):
                    yield _offence(wording, match)


def _offence(wording: Wording, match: re.Match[str]) -> Offence:
    word = wording.text[slice(*match.span())]
    mend = "".join(word.split())
    message = f"“{word}”中间有空格，汉字之间、汉字和数字之间不留空"
    return offence(wording, match.span(), message, "删去空格", mend)


def _digits(match: re.Match[str]) -> bool:
    return not re.search(f"[{HAN}，。、；：（《“）》”％]", match[0])


def _name(match: re.Match[str]) -> bool:
    """张 三: one character, a space, one character, and marks around."""
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() :][:1]
    return bool(_NAME.fullmatch(match[0])) and not re.search(f"[{HAN}0-9]", around)


def _in(index: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in stretches)
