"""Time grows in proportion to size: a text of twice the length takes no more than some twice.

CPU time is compared, and only where it is enough to compare; a pattern or a field is at fault when
it is so three times over.
"""

import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import pytest

import plangen
from plangen.checking.session import RuleChoice, examine_file
from plangen.document.title import title_lines
from plangen.source.formatting import formatted

ENOUGH, TWICE = 0.03, 3.0
UNITS = (
    *(
        " ",
        "（",
        "）",
        "《",
        "“",
        "”",
        "、",
        "，",
        "。",
        "：",
        "一",
        "1",
        "第",
        "年",
        "甲",
        "的",
        "a",
    ),
    *(
        "一、",
        "1.",
        "（一）",
        "《甲》",
        "甲，",
        "1、",
        "2026年",
        "局、",
        "a ",
        "-",
        "[",
        "{",
        "'",
        "<",
        "#",
    ),
    *("〔1", "1%", "第一条", "1月1日", "…", "甲。", "各单位要做好工作，"),
)
WHOLE = {
    "plangen.rules.form.doc_number_form": "a number matched from end to end",
    "plangen.rules.wording.doubled_word": "what stands before two characters, a few of them",
    "plangen.rules.law.name_variant": "a title matched from its beginning",
}
"""Modules whose patterns are not searched for in a text."""


def grows(cost: Callable[[int], object]) -> bool:
    """Whether twice the size takes much more than twice the time, and twice that too, thrice over.

    A cost that only begins at some size, as laying a page out, is no such growth.
    """

    def seconds(times: int) -> float:
        start = process_time()
        cost(times)
        return process_time() - start

    def grew() -> bool:
        twice = seconds(2)
        return twice > ENOUGH and twice > TWICE * seconds(1) and seconds(4) > TWICE * twice

    return all(grew() for _ in range(3))


def patterns(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:
    """The patterns in a module's constant, in its tuples and tables too."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth and isinstance(value, dict):
        yield from patterns(tuple(value.values()), depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for entry in value:
            yield from patterns(entry, depth - 1)


def modules(*rooms: str) -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(plangen.__path__, "plangen."):
        if module.name.startswith(tuple(f"plangen.{room}" for room in rooms)):
            yield importlib.import_module(module.name)


def test_every_pattern_of_the_rules() -> None:
    faults = []
    for module in modules("rules.", "language.", "draft.", "typography", "cli.terminal"):
        for pattern in patterns(vars(module)):
            for unit in UNITS:
                text = unit * (2000 // len(unit)) + "x"
                if module.__name__ not in WHOLE and grows(
                    lambda times, p=pattern, t=text: list(p.finditer(t * times))  # type: ignore[misc]
                ):
                    faults.append((module.__name__, pattern.pattern[:60], unit))
    assert not faults


FIELDS = {
    "title": "某局2026年方案",
    "issuer": "某局",
    "notice": "某局关于印发2026年方案的通知",
    "recipients": "各单位",
    "body": "请执行。",
    "note": "此件公开",
    "number": "某发〔2026〕1号",
    "name": "疾控中心",
    "preamble": "为做好工作。",
    "section": "工作措施",
    "heading": "加强工作",
    "text": "各单位做好工作。",
    "deadline": "6月底前",
    "do": "做好工作",
    "evidence": "台账",
    "annex": "名单",
}
PLAN = """\
series: s
year: 2026
title: @title
issuer: @issuer
issue:
  form: notice
  title: @notice
  recipients: @recipients
  body: @body
  signature: [某局]
  signed_on: 2026-01-15
  note: @note
  doc_number: @number
register:
  departments: [{id: office, name: 办公室, person: 张三, lead_official: 李四}]
  units: [{id: cdc, name: @name}]
preamble: @preamble
sections:
  - title: @section
    measures:
      - id: a1
        title: @heading
        text: @text
        responsible: {department: office, units: [cdc]}
        deadline: @deadline
        tasks: [{do: @do, deadline: 6月底前, evidence: @evidence}]
annexes: [{title: @annex, text: 见上。}]
"""


def plan(field: str, value: str, *, broken: bool) -> bytes:
    """A plan whose field says this; broken, in a quote that is not closed."""
    text = PLAN
    for name, usual in FIELDS.items():
        quoted = f'"{value}' if broken else json.dumps(value, ensure_ascii=False)
        before, mark, after = text.partition(f"@{name}")
        text = before + (quoted if name == field else usual) + after if mark else text
    return text.encode()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field(field: str, tmp_path: Path) -> None:
    path = tmp_path / "plans/2026.yaml"
    path.parent.mkdir()
    path.write_bytes(plan("", "", broken=False))
    choice = RuleChoice((), ())
    examine_file(path, choice)
    faults = []
    for unit in UNITS[::3]:
        value = "甲" + unit * (1500 // len(unit))

        def check(times: int, value: str = value) -> object:
            return examine_file(path, choice, plan(field, value * times, broken=False))

        def check_broken(times: int, value: str = value) -> object:
            return examine_file(path, choice, plan(field, value * times + "x", broken=True))

        def fmt(times: int, value: str = value) -> object:
            return formatted(plan(field, value * times, broken=False), "x")

        faults += [(unit, cost.__name__) for cost in (check, check_broken, fmt) if grows(cost)]
    assert not faults


@pytest.mark.parametrize("mark", ["、", ",.", "！", "（"])
def test_a_title_of_marks(mark: str) -> None:
    start = process_time()
    title_lines(mark * 78, ["某局"], 20)
    assert process_time() - start < 2
