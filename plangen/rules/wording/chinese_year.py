"""正文里的年份用阿拉伯数字，不写“二〇二六年”“二零二六年”。

为什么：公文的日期都用阿拉伯数字，一份方案里两种写法，查找和核对都不便；
“二零二六”“二O二六”还写错了“〇”。

依据：GB/T 9704-2012《党政机关公文格式》7.3.5，成文日期中的数字用阿拉伯数字；
GB/T 15835-2011《出版物上数字用法》，“〇”不写作“零”，同一场合数字的形式要统一。

不合：
    preamble: 巩固二零二五年整治成果，制定本方案。 # ← 二零二五年

合：
    preamble: 巩固2025年整治成果，落实《二〇三五年远景目标》，制定本方案。

改法：改成阿拉伯数字，如“2025年”；引用的名称照原文。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import within
from plangen.numerals import FIGURES, ZEROS
from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE

_YEAR: Final = lazily(
    rf"(?<![一二三四五六七八九十〇零])[一二][{ZEROS}Oo0九八][{ZEROS}Oo0一二三四五六七八九]{{2}}年"
)
_SIGN: Final = lazily(f"[一二][{ZEROS}Oo0九八]")
_FIGURES: Final = {**FIGURES, **str.maketrans("Oo", "00")}


def check(subject: Subject) -> Iterator[Offence]:
    """Find years in Chinese figures, outside titles and quotes."""
    for wording, match in spots(subject, _YEAR, _SIGN):
        quoted = within(wording.text, "《“")
        if not any(start < match.start() < end for start, end in quoted):
            mend = match[0].translate(_FIGURES)
            message = f"年份“{match[0]}”用了汉字，公文的年份用阿拉伯数字"
            yield offence(wording, match.span(), message, f"改成“{mend}”", mend)
