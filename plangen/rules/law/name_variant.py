"""一个单位只用一个名称：公文各要素用全称，正文里的与名册一致。

为什么：发文机关、署名、印发机关各写各的，看不出是不是一个机关；正文里写走样的单位名称，
任务落不到单位头上。

依据：《党政机关公文处理工作条例》第九条，发文机关署名“署发文机关全称或者规范化简称”，主送、
抄送机关“应当使用机关全称、规范化简称或者同类型机关统称”。

不合：
    issuer: 城东区卫生和计划生育局
    issue:
      form: plan
      printed_by: 城东区卫生计划生育局办公室 # ← 城东区卫生计划生育局办公室
      printed_on: 2016-01-15
    register:
      departments:
        - {id: office, name: 办公室, person: 王强}
        - {id: safety, name: 安全科, person: 赵勇}
      units:
        - {id: north, name: 北街消防站}
        - {id: south, name: 南街消防站}
        - {id: schools, name: 区教育局}
        - {id: cdc, name: 区疾病预防控制中心}
      groups:
        - {id: stations, name: 各消防站, units: [north, south]}
    preamble: 由区疾病控制预防中心牵头。 # ← 区疾病控制预防中心

合：
    issuer: 城东区卫生和计划生育局
    issue: {form: plan, printed_by: 城东区卫生和计划生育局办公室, printed_on: 2016-01-15}
    register:
      departments:
        - {id: office, name: 办公室, person: 王强}
        - {id: safety, name: 安全科, person: 赵勇}
      units:
        - {id: north, name: 北街消防站}
        - {id: south, name: 南街消防站}
        - {id: schools, name: 区教育局}
        - {id: cdc, name: 区疾病预防控制中心, also: [区疾控中心]}
      groups:
        - {id: stations, name: 各消防站, units: [north, south]}
    preamble: 由区疾病预防控制中心牵头，区疾控中心每月报送，市疾病预防控制中心指导。

改法：各处改成同一个名称；正文确实用的简称，写进名册的 also。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.pairs import within
from plangen.language.unit_names import UnitNames, is_variant
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_OFFICE: Final = lazily(r"(?:办公室|综合科|秘书科|文秘科)\Z")
_ISSUERS: Final = lazily(r"[^、\s]+?(?=关于|等[一二三四五六七八九十\d]+(?:部门|单位|机关)|[、\s])")


def check(subject: Subject) -> Iterator[Offence]:
    """Find names written otherwise: on the page first, then in the text."""
    yield from _on_the_page(subject)
    yield from _in_the_text(subject)


def _on_the_page(subject: Subject) -> Iterator[Offence]:
    issuer = subject.plan.issuer
    for at, offset, name in _page_names(subject):
        if _same_unit(subject, _OFFICE.sub("", name), _OFFICE.sub("", issuer)):
            message = f"“{name}”与发文机关“{issuer}”写法不一，公文里机关只用一个名称"
            yield Offence(at, message, "改成同一个名称", "", offset, len(name))


def _page_names(subject: Subject) -> Iterator[tuple[Text, int, str]]:
    """The issuer's name, wherever the page bears it again."""
    issue = subject.plan.issue
    for name in (*issue.signature, *([issue.printed_by] if issue.printed_by else [])):
        yield name, 0, str(name)
    title = issue.title or Text()
    if "关于" in title and (match := _ISSUERS.match(title)):
        yield title, 0, match[0]


def _same_unit(subject: Subject, name: str, issuer: str) -> bool:
    """Whether both, though not alike, name one unit, by the register or by their look."""
    if name == issuer:
        return False
    units = [{unit.name, *unit.also} for unit in subject.plan.register.units]
    return is_variant(name, issuer) or any({name, issuer} <= names for names in units)


def _in_the_text(subject: Subject) -> Iterator[Offence]:
    register, issuer = subject.plan.register, str(subject.plan.issuer)
    names = [name for unit in register.units for name in (unit.name, *unit.also)]
    groups = [name for group in register.groups for name in (group.name, *group.also)]
    departments = [
        name for department in register.departments for name in (department.name, *department.also)
    ]
    units = UnitNames([*names, issuer], [*names, *groups, *departments, issuer])
    page = {str(at) for at, _, _ in _page_names(subject)} | {issuer}
    for at in subject.wordings:
        if at.text in page:
            continue
        for offset, word, name in units.variants(at.text):
            titles = within(at.text, "《〈")
            if "\n" in word or any(start < offset < end for start, end in titles):
                continue
            message = f"“{word}”与名册里的“{name}”写法不一"
            hint = "改成同一个名称；确是另一个单位的，写进名册"
            yield Offence(at.text, message, hint, at.clause, offset, len(word))
