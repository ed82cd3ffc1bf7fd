"""段中的序数，“1.”后面用圆点，“（一）”“（1）”后面不加标点。

为什么：“1、”“（一）、”多了或用错了标点，层次看不清。

依据：GB/T 9704-2012《党政机关公文格式》7.3.3，文中结构层次序数依次可以用“一、”
“（一）”“1.”“（1）”标注；GB/T 15834-2011《标点符号用法》，带括号的序次语后不用标点。

不合：
    preamble: 任务：（一）、查。（二）、改。1、全面；2、彻底。 # ← （一）、 ← （二）、 ← 1、 ← 2、

合：
    preamble: 做好两项工作：（一）检查；（二）演练。对象：5、六年级学生。要求：1.底数清；2.责任明。
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站检查商场。
            tasks:
              - do: 1、检查商场；2、抽查市场；3、通报结果

改法：“（一）、”改成“（一）”，“1、”改成“1.”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import HAN, holding, offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_BRACKETED: Final = lazily(
    r"(?<=[。；：，\n])(?P<n>（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）)[、.．，]"
)
_FIGURE: Final = lazily(rf"(?<=[。；：\n])(?P<n>[1-9]\d?)、(?=[{HAN}])")
_SIGN: Final = lazily(r"[。；：\n][1-9]\d?、")


def check(subject: Subject) -> Iterator[Offence]:
    """Find numerals in the midst of a text with a wrong mark; tasks, set in cells, are spared."""
    for wording, match in spots(subject, _BRACKETED):
        mend = match["n"]
        yield offence(wording, match.span(), f"“{mend}”后面不加标点", f"改成“{mend}”", mend)
    for wording in holding(subject, _SIGN):
        if wording.kind in ("task", "evidence"):
            continue
        matches = [*_FIGURE.finditer(wording.text)] if "、" in wording.text else []
        numbers = {int(match["n"]) for match in matches}
        for match in matches:
            number = int(match["n"])
            if {number - 1, number + 1} & numbers:
                message = f"“{match[0]}”的标点不对，阿拉伯数字的序数后面用圆点"
                yield offence(wording, match.span(), message, f"改成“{number}.”")
