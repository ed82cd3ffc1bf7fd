"""机构改革以后不用改革以前的机构名称。

为什么：名称不在了，任务就没有人接；收文的单位也会觉得这是照抄往年的方案。

依据：历次《国务院机构改革方案》《深化党和国家机构改革方案》《党和国家机构改革方案》；
公文里的机关用全称或者规范化简称，见《党政机关公文处理工作条例》第九条。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 经与区安监局、区卫计局会商，按照农业部要求制定。 # ← 安监局 ← 卫计局 ← 农业部

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 经与区应急管理局会商，按照农业农村部和原卫生部要求，会同农业部门，制定本方案。

改法：改为现在的名称；说的是当年的事，写“原××局”。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.language.bodies import RenamedBody, bodies, old_names
from plangen.patterns import lazily
from plangen.plan import Register
from plangen.rules.issue_date import issue_dates
from plangen.rules.subject import Offence, Severity, Subject, Wording
from plangen.scalar import Text, placed

SEVERITY: Final = Severity.WARNING
_TITLE: Final = lazily(r"《[^《》]*》|〈[^〈〉]*〉")
_CITING: Final = lazily(
    r"(?:、[一-鿿、]{1,20})?(?:等[一-鿿]{0,5}部门)?(?:联合)?"
    r"(?:令第|令[0-9]|公告|关于|办公厅|[一-鿿]{0,8}(?:分局|监管局|办公厅|厅|局|处)?(?:印发|发布|颁布|下发|制定)?的?《|[一-鿿]{0,6}〔|[（(]现)"
)
_FORMER: Final = lazily(r"原(?![则有因来本始料])[一-鿿]{0,6}\Z")
_YEAR: Final = lazily(r"(?:19|20)[0-9]{2}(?=年)")
_CLAUSE: Final = lazily(r"[^。；;！？\n]*\Z")


def check(subject: Subject) -> Iterator[Offence]:
    """Find old names in the wording and among the names of the register."""
    _, day = issue_dates(subject)
    register = subject.plan.register
    own = [Wording(placed(unit.name), "", "name") for unit in register.units[register.supplied :]]
    wordings = (*subject.wordings, *own)
    if register.source:
        yield from _in_the_file(register, register.source, day)
    whole = "\n".join(wording.text for wording in wordings)
    names = tuple(filter(whole.__contains__, bodies()))  # of sixty, a plan has a few
    for wording in wordings if names else ():
        for match in old_names(wording.text, names):
            body = bodies()[match[0]]
            if body.since <= day and not _of_then(wording.text, match, body):
                yield _offence(wording, match, body)


def _offence(wording: Wording, match: re.Match[str], body: RenamedBody) -> Offence:
    old, at = match[0], wording
    message = f"“{old}”是机构改革以前的名称，现在是{body.new}"
    hint = f"改为{body.new}" if body.national else f"照现在的机构名称改，多为{body.new}"
    return Offence(at.text, message, hint, at.clause, match.start(), len(old))


def _in_the_file(register: Register, source: Text, day: date) -> Iterator[Offence]:
    """Units of the register's own file, told at the plan's word for it, each old name once."""
    every = tuple(bodies())
    named: dict[str, list[str]] = defaultdict(list)
    for unit in register.units[: register.supplied]:
        for match in old_names(unit.name, every):
            named[match[0]].append(unit.name)
    for old, names in named.items():
        body = bodies()[old]
        if body.since <= day:
            several = f"等 {len(names)} 个单位" if len(names) > 1 else ""
            message = f"名册文件里的“{names[0]}”{several}用的是机构改革以前的名称，现在是{body.new}"
            yield Offence(source, message, "在名册文件里照现在的机构名称改")


def _of_then(text: Text, match: re.Match[str], body: RenamedBody) -> bool:
    """Whether the name is right where it stands: in a title, for a document, of a former year."""
    if _CITING.match(text, match.end()) or _FORMER.search(text, 0, match.start()):
        return True
    if any(title.start() < match.start() < title.end() for title in _TITLE.finditer(text)):
        return True
    clause = _CLAUSE.search(text, 0, match.start())
    years = _YEAR.findall(clause[0] if clause else "")
    return any(int(year) <= body.since.year for year in years)
