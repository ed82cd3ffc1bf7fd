"""一个日期、一个数里，汉字数字和阿拉伯数字不混用，也不夹字母。

为什么：“2026年三月7日”“3千人”读得通，但不能排序、核对，也不合规范；“8O%”看着像80%，机器读不出。

依据：GB/T 15835-2011《出版物上数字用法》，同类别同形式的数字要统一；多位的数除万、亿外，
不把阿拉伯数字与“十、百、千”混用。

不合：
    preamble: 2026年三月7日启动，组织3千人参加演练，参训率8O%。 # ← 2026年三月7日 ← 3千 ← 8O

合：
    preamble: 2026年3月7日启动，组织3000人参加演练，三月三期间值守，功率5千瓦，总投资3万元。

改法：统一用阿拉伯数字；以万、亿为单位的可以写“3万”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import holding, offence, prose
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE

_CHINESE: Final = "[一二三四五六七八九十]{1,3}"
_DATE: Final = lazily(
    rf"\d{{4}}年{_CHINESE}月(?:(?:\d{{1,2}}|{_CHINESE})日)?(?!一)"
    rf"|(?<!\d)\d{{1,2}}月{_CHINESE}日|(?<![年一-十]){_CHINESE}月\d{{1,2}}日"
)
_FIGURE: Final = lazily(r"\d[百千](?=[多余]?[人户元个件名次家亩万条份])")
_LETTERS: Final = lazily(
    r"(?<![A-Za-z0-9.])(?=\d*[OoIl])(?=[OoIl]*\d)[\dOoIl]{2,}(?=[%％年月日个人次家户万元])"
)
_FIGURES: Final = str.maketrans("OoIl", "0011")
_HINT: Final = "统一用阿拉伯数字"
_SIGN: Final = lazily(
    r"[0-9OoIl年月一二三四五六七八九十](?:(?<=[0-9])[百千OoIl]|(?<=[OoIl])[0-9]"
    rf"|(?<=[年月]){_CHINESE}[月日]|(?<=[一二三四五六七八九十])月[0-9])"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find dates and figures in two kinds of numerals."""
    for wording in holding(subject, _SIGN):
        text = wording.text
        matches = [*_DATE.finditer(text), *_FIGURE.finditer(text)] if text else []
        for match in matches:
            message = f"“{match[0]}”混用了汉字数字和阿拉伯数字"
            yield offence(wording, match.span(), message, _HINT)
        for match in _LETTERS.finditer(prose(text)):
            mend = match[0].translate(_FIGURES)
            message = f"“{match[0]}”里夹着字母，不是数"
            yield offence(wording, match.span(), message, f"改成“{mend}”", mend)
