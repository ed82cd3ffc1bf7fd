"""有任务的科室要写明责任人和责任领导。

为什么：科室不是人，调了岗、分了工，到时候还是找不到该问谁；有的科室写了人、有的没写，也不整齐。

依据：通行做法：责任到岗、到人。

不合：
    register:
      departments:
        - {id: office, name: 办公室, lead_official: 李明} # ← 办公室
        - {id: safety, name: 安全科, person: 赵勇} # ← 安全科
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}

合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强}
        - {id: safety, name: 安全科, person: 赵勇}
        - {id: archive, name: 档案科}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}

改法：在 register 的 departments 里补上 person 和 lead_official；都不设责任领导的，都不写。
"""

from collections.abc import Iterator
from typing import Final

from plangen.plan import Department
from plangen.rules.pointing import in_register
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find busy departments without an officer or leader where others have one.

    Where no department has an officer at all, that is said once.
    """
    plan, lacking = subject.plan, _lacking(subject)
    manned = any(row.responsible.person for row in subject.rows)
    led = any(row.responsible.lead_official for row in subject.rows)
    for department, roles in lacking.values():
        names = [role for role in roles if role == "责任人" or led]
        if names:
            which = f"“{department.name}”" if manned else f"“{department.name}”等科室都"
            message = f"{which}有任务，却没有写明{'和'.join(names)}，到时找不到人"
            hint = "在 register（名册）的 departments（科室）里"
            hint += "补上 person（责任人）、lead_official（责任领导）"
            yield Offence(in_register(plan, department.name), message, hint)
            if not manned:
                return


def _lacking(subject: Subject) -> dict[str, tuple[Department, dict[str, None]]]:
    """Each department that has tasks, and the roles that some of them leave empty."""
    lacking: dict[str, tuple[Department, dict[str, None]]] = {}
    for row in subject.rows:
        if department := row.responsible.department:
            _, roles = lacking.setdefault(department.id, (department, {}))
            people = {"责任人": row.responsible.person, "责任领导": row.responsible.lead_official}
            roles.update({role: None for role, person in people.items() if not person})
    return lacking
