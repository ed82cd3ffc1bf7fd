"""引号、括号、书名号要成对。

为什么：缺了一半，读的人不知道引的话、注的话、文件名称到哪里为止。

依据：GB/T 15834-2011《标点符号用法》4.8、4.9、4.15，引号、括号、书名号都由前后两半组成。

不合：
    preamble: 各消防站（含微型消防站要学习《中华人民共和国消防法，落实“谁主管、谁负责”。 # ← （ ← 《

合：
    preamble: |
      各消防站（含微型消防站）要学习《中华人民共和国消防法》，做到：1）底数清；2）情况明。

      “一要严格检查。

      “二要严格执法。”

改法：补上缺的一半，或者删去多出的一半；嵌套的先关里面的，再关外面的。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import marks
from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_LIST_MARK: Final = lazily(r"(?:^|[。；：，、\s])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
_NUMBER: Final = lazily(r"[\[［【（(]\d{4}年?〕|〔\d{4}年?[\]］】）)]")
"""Brackets of two kinds in a document number, of which cited-number speaks."""
_SIGN: Final = lazily("[“‘（《〈〔【「『”’）》〉〕】」』]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find marks without a partner in their paragraph, or their title, on whatever line of it."""
    for wording in holding(subject, _SIGN):
        is_title = wording.kind == "title"
        text = wording.text.replace("\n", " ") if is_title else wording.text
        for index in marks(text).alone:
            if not _meant(text, index):
                mark = text[index]
                side = "前" if mark in "”’）》〉〕】」』)" else "后"
                message = (
                    f"“{mark}”没有{side}一半与它成对"
                    if mark not in "“”"
                    else (f"引号 {mark} 没有{side}一半与它成对")
                )
                hint = "补上缺的一半，或者删去它"
                yield offence(wording, (index, index + 1), message, hint)


def _meant(text: str, index: int) -> bool:
    """1）底数清, and quotes of several paragraphs, each of which opens one."""
    mark = text[index]
    if mark in "（〔〕" and _NUMBER.search(text, max(index - 6, 0), index + 7):
        return True
    if mark in "）)":
        return bool(_LIST_MARK.search(text, max(index - 4, 0), index)) or mark == ")"
    if mark == "(":
        return True
    if mark in "“”" and '"' in text:
        return True
    after = text.find("\n", index)
    return mark == "“" and after >= 0 and text[after + 1 : after + 2] == "“"
