"""The one time that the text of a duty names, to be held against its deadline."""

import re
from typing import Final

from plangen.deadline import Deadline, DeadlineError, parse
from plangen.patterns import lazily
from plangen.rules.issue_date import issued_on
from plangen.rules.subject import Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

_TIME: Final = lazily(
    "印发(?:之日)?起?后?[0-9一二三四五六七八九十]{1,3}个?(?:工作日|月|日|天|周)内"
    "|每(?:年|半年|季度末?|月|周)[^，。；、（）\\n]{0,8}?[日号底末五]前"
    "|次月[0-9]{1,2}日前"
    "|(?<![0-9年至到对—～-])(?:20[0-9]{2}年)?(?:[1-9]|1[0-2])月(?:[1-9][0-9]?[日号]|底|末|初|[上中下]旬)前"
    "|(?<![去上前0-9])(?:20[0-9]{2})?年底前"
)
_CONDITION: Final = lazily(
    "[^，。；]{0,4}的|(?:完成|建|注册|取得|签|开工|竣工|交付|投)[^，。；]{0,8}的"
    "|[^。；]{0,24}(?:可|不予|不得|已|购买|出售|纳税|申请|享受|鼓励)"
)
"""What follows a time that is no deadline: 6月底前建成的商场, 年底前购买住房."""
_PAST: Final = lazily("[已自从至对][^，。；]{0,6}$")
_OTHER: Final = lazily(
    "[0-9]月|[0-9]日|季度|学期|年底|年末|年初|半年|每[年月周日旬]|[初底末]前|[上中下]旬|工作日|以来"
)


def only_time(text: str) -> re.Match[str] | None:
    """The one time that a text names, if it is one to be done by."""
    match = _TIME.search(text)
    if not match or _OTHER.search(text[: match.start()] + "。" + text[match.end() :]):
        return None
    if _CONDITION.match(text, match.end()) or _PAST.search(text[: match.start()]):
        return None
    return match


def read_time(words: str, subject: Subject) -> Deadline | None:
    """Words as a deadline of the plan; None for those that name no day."""
    try:
        deadline = parse(words, subject.plan.year, issued_on(subject), subject.workdays)
    except DeadlineError:
        return None
    return deadline if deadline.due else None


def duty_text(row: TaskRow) -> Text | None:
    """What a task says; an item that has tasks says it in them."""
    if isinstance(row.text, Text):
        return row.text
    if row.item.tasks:
        return None
    return row.item.text


def inherits(row: TaskRow) -> bool:
    """Whether a deadline is written above the duty, for others too."""
    if isinstance(row.text, Text) and row.deadline is row.item.deadline:
        return True
    words = row.deadline.text if row.deadline else Text()
    item = row.item.id
    return (words.line, words.column) < (item.line, item.column)
