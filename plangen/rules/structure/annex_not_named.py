"""正文要提到附件。

为什么：正文里没有一句话说到它，读的人不知道这个附件做什么用、照着它办什么事。

依据：通行做法：附件随正文而来，在有关的条文里写“见附件”。

不合：
    annexes:
      - title: 微型消防站建设标准 # ← 微型消防站建设标准
        text: 微型消防站配备灭火器、水枪、水带。

合：
    preamble: 微型消防站照建设标准（见附件）配备器材。
    annexes:
      - title: 微型消防站建设标准
        text: 微型消防站配备灭火器、水枪、水带。

改法：在有关的条文里加上“（见附件）”或“（名单见附件2）”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ADVICE
_NUMBERED: Final = lazily("附件([0-9]{1,2})")
_BARE: Final = lazily("附(?:件|表|图|后)(?![0-9])")
_NAMES: Final = lazily(
    r"[0-9]{4}年|[、“”《》（）\s]|名单|一览表|汇总表|统计表|登记表|分工表|任务表|清单|表$"
)
_ENOUGH: Final = 4


def check(subject: Subject) -> Iterator[Offence]:
    """Find annexes that no text speaks of, by label or by name."""
    annexes = subject.plan.annexes
    text = "\n".join(_texts(subject)) if annexes else ""
    numbers = set(map(int, _NUMBERED.findall(text)))
    if _BARE.search(text) and not numbers:
        return
    for number, annex in enumerate(annexes, 1):
        if number not in numbers and not _spoken_of(annex.title, text):
            label = f"附件{number}" if len(annexes) > 1 else "附件"
            message = f"正文没有提到{label}“{annex.title.replace(chr(10), '')}”，看不出它的用处"
            length = len(annex.title.partition("\n")[0])
            yield Offence(annex.title, message, f"在有关的条文里写“见{label}”", length=length)


def _texts(subject: Subject) -> Iterator[Text]:
    """What is printed before the annexes."""
    own = {text for annex in subject.plan.annexes for text in (annex.title, annex.text)}
    for wording in subject.wordings:
        if wording.kind in ("text", "heading") and wording.text not in own:
            yield wording.text


def _spoken_of(title: str, text: str) -> bool:
    """Whether the text has the words a title ends with: 工作专班 of …工作专班名单."""
    return _NAMES.sub("", title)[-_ENOUGH:] in text
