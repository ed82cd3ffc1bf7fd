"""正文提到的附件要附上。

为什么：正文写“见附件2”，后面只有一个附件，收文单位要打电话来要；多半是删了附件忘了改正文。

依据：GB/T 9704-2012 第7.3.4条和第7.3.7条，附件说明、附件序号和名称要前后一致。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站每季度检查一次商场，检查内容见附件2。 # ← 附件2
    annexes:
      - {title: 商场名单, text: 名单另发。}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站按照《消防监督检查办法》附件2的表格，每季度检查一次商场（名单见附件）。
    annexes:
      - {title: 商场名单, text: 名单另发。}

改法：补上附件，或者把正文里的序号改对；附件已经不要的，删去这句话。
"""

from collections.abc import Iterator
from typing import Final

from plangen.numerals import to_int
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.ERROR
_NUMBERED: Final = lazily(
    r"附件(?P<number>[0-9]{1,2}|[一二三四五六七八九十])(?:[、和至—－～-](?:附件)?(?P<last>[0-9]{1,2}))?"
    "(?![0-9.．份个张页]|[级类]|式)"
)
_BARE: Final = lazily("(?:见|后附|随附)附(?:件|表|图)(?![0-9一二三四五六七八九十])")
_ELSEWHERE: Final = lazily(
    "[》〕）号][^，。；、：\n（）见]{0,6}$|(?:其|该|该文件|该通知|邮件|合同|原件)的?$"
)
"""Before an annex of another document: 《…办法》附件2, 该文件附件2, 合同附件1."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find annexes that the text sends the reader to and that are not there."""
    count = len(subject.plan.annexes)
    for wording in subject.wordings:
        if "附" in wording.text and wording.kind in ("text", "heading", "task"):
            yield from _lacking(wording, count)


def _lacking(wording: Wording, count: int) -> Iterator[Offence]:
    text = wording.text
    lack = f"方案只有 {count} 个附件" if count else "方案没有附件"
    for match in _NUMBERED.finditer(text):
        number = max(map(to_int, filter(None, match.group("number", "last"))))
        before = text[max(0, match.start() - 8) : match.start()]
        if number > count and not _ELSEWHERE.search(before):
            yield _offence(wording, match.start(), match[0], lack)
    for match in () if count else _BARE.finditer(text):
        word = match[0][-2:]
        yield _offence(wording, match.end() - 2, word, lack)


def _offence(wording: Wording, offset: int, word: str, lack: str) -> Offence:
    message = f"正文提到“{word}”，{lack}"
    hint = "补上附件，或把正文里的序号改对"
    return Offence(wording.text, message, hint, wording.clause, offset, len(word))
