"""几个单位合办的事要有一个牵头的。

为什么：几家都是责任单位、没有牵头的，谁也不会先动手，进展也没有人汇总。

依据：《党政机关公文处理工作条例》第二十四条，“需要两个以上部门办理的，应当明确主办部门”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: joint
            title: 联合检查 # ← 联合检查
            text: 对商场开展消防安全检查。
            responsible: {units: [north, schools]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: joint
            title: 联合检查
            text: 对商场开展消防安全检查。
            responsible: {lead_unit: north, units: [schools]}
          - id: own
            text: 北街消防站检查商场；区教育局检查学校。
            responsible: {units: [north, schools]}
          - id: each
            text: 按照职责分工检查各自辖区。
            responsible: {units: [north, south]}

改法：用 lead_unit 写明牵头单位，或者写上责任科室 department；各办各的，写明“各自”“按职责”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.actors import is_issuer
from plangen.patterns import lazily
from plangen.plan import Unit
from plangen.rules.pointing import at_row
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import TaskRow, UnitPart

SEVERITY: Final = Severity.ADVICE


_APART: Final = lazily(
    "各自|分别(?![^，。；]{0,12}[0-9])|各[^。；，]{0,6}单位|职责|分工|逐级|属地|依职|本单位|本部门"
)
"""Each does its own part; 分别给予7万元、4万元 is about money."""
_FIRST_LEADS: Final = lazily("(?:第一|首位?|最前)的?[^。；]{0,8}(?:牵头|主办)")
_BRACKETS: Final = lazily("（[^（）]*）|〔[^〔〕]*〕")


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties of several named units, with nobody in the lead; what is inherited once.

    A plan that never names a lead has a habit, not many slips: it is told so once.
    """
    if any(_FIRST_LEADS.search(wording.text) for wording in subject.wordings):
        return
    rows = {id(row.responsible): row for row in reversed(subject.rows)}
    leaderless = [row for row in reversed(rows.values()) if _leaderless(subject, row)]
    if len(leaderless) > 1 and not any(row.units(UnitPart.LEAD) for row in subject.rows):
        message = f"有 {len(leaderless)} 件事由几个单位负责，全文没有一处写明谁牵头"
        hint = "写上 lead_unit（牵头单位）；排在第一的牵头的，在正文里写明"
        yield at_row(leaderless[0], message, hint)
        return
    for row in leaderless:
        names = "、".join(unit.name for unit in row.units(UnitPart.RESPONSIBLE))
        message = f"{names}都是责任单位，没有写明谁牵头"
        yield at_row(row, message, "写上 lead_unit（牵头单位），或写上统筹的责任科室")


def _leaderless(subject: Subject, row: TaskRow) -> bool:
    parties = row.units(UnitPart.RESPONSIBLE)
    units = [party for party in parties if isinstance(party, Unit)]
    if _coordinated(row) or len(units) < 2 or len(units) < len(parties):
        return False
    if any(is_issuer(subject.plan, unit) for unit in units):
        return False
    words = f"{row.text}\n{row.item.wording}"
    return not (_APART.search(words) or _all_named(_BRACKETS.sub("", words), units))


def _coordinated(row: TaskRow) -> bool:
    """Whether somebody sees to it that all do their part."""
    who = row.responsible
    return bool(row.units(UnitPart.LEAD) or who.department or who.person)


def _all_named(words: str, units: list[Unit]) -> bool:
    """Whether the text itself says what each of them does."""
    return all(any(name in words for name in (unit.name, *unit.also)) for unit in units)
