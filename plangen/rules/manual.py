"""A rule's manual page, read from its docstring: what, why, source, examples, how to mend."""

import re
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final

from plangen.patterns import lazily

FAMILIES: Final = {
    "responsibility": "责任",
    "deadline": "时限",
    "target": "指标",
    "structure": "结构",
    "law": "法规和名称",
    "wording": "文字",
    "form": "公文格式",
}
"""The families of rules, in the order of the index."""
_HEADINGS: Final = ("为什么", "依据", "上年", "上年台账", "印发的", "不合", "合", "改法")
_HEADING: Final = lazily(rf"^({'|'.join(_HEADINGS)})：", re.MULTILINE)
_KEY: Final = lazily(r"^(?=[a-z_]+:)", re.MULTILINE)
BASE: Final = """\
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局
issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
defaults: {deadline: 全年}
register:
  departments:
    - {id: office, name: 办公室, person: 王强, lead_official: 李明}
    - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
  units:
    - {id: north, name: 北街消防站, also: [北街站]}
    - {id: south, name: 南街消防站, also: [南街站]}
    - {id: schools, name: 区教育局}
  groups:
    - {id: stations, name: 各消防站, units: [north, south]}
sections:
  - title: 工作目标
    goals:
      - id: no-fire
        text: 全区不发生较大以上火灾事故。
        targets: [{name: 较大以上火灾事故, exactly: 0, unit: 起}]
        responsible: {department: safety, units: [stations]}
        tasks:
          - do: 每月上报火灾情况
            responsible: {units: [stations]}
            deadline: 每月25日前
  - title: 主要措施
    measures:
      - id: inspection
        title: 加强检查
        text: 各消防站每季度检查一次辖区内的商场，区教育局配合。
        goals: [no-fire]
        responsible:
          {department: office, lead_unit: north, units: [stations], supporting_units: [schools]}
        deadline: 每季度
"""
"""A plan that every rule passes; an example replaces its keys of the same name."""


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual page of one rule."""

    title: str
    """What the rule is about, one sentence."""
    parts: dict[str, str]
    """为什么, 依据, 不合, 合, 改法; 上年 or 印发的 where a rule looks at such a plan, and 上年台账,
    some columns of last year's ledger, where it looks at what was reached."""

    def example(self, part: str) -> str:
        """An example as a whole plan: 不合, 合, 上年 or 印发的, its keys put into a plain one."""
        keys = dict(_keys(BASE)) | dict(_keys(self.parts[part]))
        return "".join(keys.values())


def page(docstring: str) -> Manual:
    """The page of a rule, from its docstring; raises ValueError when that lacks a part."""
    title, *rest = _HEADING.split(cleandoc(docstring))
    parts = {key: cleandoc(text) + "\n" for key, text in zip(rest[::2], rest[1::2], strict=True)}
    if missing := {"为什么", "依据", "不合", "合", "改法"} - parts.keys():
        raise ValueError(f"{title.strip()} lacks {'、'.join(sorted(missing))}")
    return Manual(title.strip(), parts)


def _keys(text: str) -> list[tuple[str, str]]:
    return [(block.split(":", 1)[0], block) for block in _KEY.split(text) if block.strip()]
