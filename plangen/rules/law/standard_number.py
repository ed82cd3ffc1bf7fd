"""引用国家标准、行业标准，编号和年份要是现行的。

为什么：标准修订以后编号不变、年份变了，照旧年份执行就是执行作废的标准。

依据：《标准化法》规定标准应当按照编号规则编号并公布；现行的年份以国家标准全文公开系统为准。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 公文格式执行GB/T 9704—1999，标点执行GB 15834-2011。 # ← GB/T 9704—1999 ← GB 15834-2011

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 公文格式执行GB/T 9704—2012，标点执行GB/T 15834-2011，消防设计执行GB 50016—2014。

改法：改为现行标准的编号，并核对引用的条款；不涉及条款的，可以只写编号、不写年份。
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline.dates import written
from plangen.language.laws import Law, Laws, laws, standard_key
from plangen.patterns import lazily
from plangen.rules.issue_date import issue_dates
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING
_NUMBER: Final = lazily(
    r"(?<![A-Za-z])(?:GB|WS)(?:/T)?\s?[0-9]{1,6}(?:\.[0-9]+)?"
    r"\s?[-—–－]{1,2}\s?(?:19|20)[0-9]{2}(?![0-9])"
)
_PAST: Final = lazily(r"废止|作废|代替|替代|取代|原标准|旧标准")


def check(subject: Subject) -> Iterator[Offence]:
    """Find numbers of standards that have been superseded, or bear the wrong letters."""
    first, _ = issue_dates(subject)
    for wording in subject.wordings:
        if "GB" not in wording.text and "WS" not in wording.text:
            continue
        for match in _NUMBER.finditer(wording.text):
            if not _PAST.search(wording.text):
                yield from _look_up(laws(subject.options.laws), wording, match, first)


def _look_up(known: Laws, wording: Wording, match: re.Match[str], day: date) -> Iterator[Offence]:
    key = standard_key(match[0])
    corrected = key.replace("/T ", " ") if "/T" in key else key.replace(" ", "/T ", 1)
    numbered = known.numbered
    if key not in numbered and corrected in numbered:
        message = f"没有 {key}，《{numbered[corrected].title}》的编号是 {corrected}"
        mend = corrected.split(" ")[0] + match[0][len(key.split(" ")[0]) :]
        yield _offence(wording, match, message, f"改为 {corrected}", mend)
    elif (law := numbered.get(key)) and law.until and law.until <= day:
        yield _offence(wording, match, _superseded(key, law), f"改为 {law.by}，并核对引用的条款")


def _superseded(key: str, law: Law) -> str:
    day = written(law.until) if law.until else ""
    return f"{key}《{law.title}》{day}起已经由 {law.by} 代替"


def _offence(
    wording: Wording, match: re.Match[str], message: str, hint: str, mend: str | None = None
) -> Offence:
    return Offence(wording.text, message, hint, wording.clause, match.start(), len(match[0]), mend)
