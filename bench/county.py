"""Plans with many units, for measuring checklists: as text, with a register beside it."""

from pathlib import Path

_HEAD = """\
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作实施方案
issuer: 城东区应急管理局
issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
register:
  from: units.csv
  departments:
    - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
"""
_KINDS = ("学校", "医院", "商场", "企业", "村居")
_DEADLINES = ("每季度", "6月底前", "每月25日前", "11·9消防日", "全年")
_DOES = (
    "组织一次全员消防安全培训和疏散演练，做到人人会报警、会逃生、会使用灭火器材",
    "对电气线路、燃气管道、疏散通道和消防设施进行一次全面检查，发现隐患建立台账逐项整改",
    "向区应急管理局报送消防安全工作情况，附隐患台账、整改照片和演练记录",
)


def write(folder: Path, units: int, tasks: int, *, alike: bool = True) -> Path:
    """Write a plan that gives each unit so many tasks, alike by kind of unit or all different."""
    rows = [
        f"u{number},第{number}号{_KINDS[number % 5]},{_KINDS[number % 5]}"
        for number in range(units)
    ]
    (folder / "units.csv").write_text("\n".join(["编码,名称,类别", *rows]) + "\n", "utf-8")
    path = folder / "plan.yaml"
    path.write_text(_HEAD + (_alike(tasks) if alike else _different(units, tasks)), "utf-8")
    return path


def _alike(tasks: int) -> str:
    """Half of the tasks are every unit's, half those of its kind."""
    groups = ["  groups:", f"    - {{id: all, name: 各单位, where: {' 或 '.join(_KINDS)}}}"]
    groups += [
        f"    - {{id: g{place}, name: 各{kind}, where: {kind}}}"
        for place, kind in enumerate(_KINDS)
    ]
    common = tasks // 2
    items = [_item(f"c{number}", number, "all") for number in range(common)]
    items += [
        _item(f"k{place}-{number}", number, f"g{place}")
        for place in range(len(_KINDS))
        for number in range(tasks - common)
    ]
    return "\n".join([*groups, "sections:", "  - title: 主要任务", "    measures:", *items]) + "\n"


def _different(units: int, tasks: int) -> str:
    items = [
        _item(f"u{unit}-{number}", number, f"u{unit}")
        for unit in range(units)
        for number in range(tasks)
    ]
    return "\n".join(["sections:", "  - title: 主要任务", "    measures:", *items]) + "\n"


def _item(key: str, number: int, whose: str) -> str:
    return (
        f"      - id: {key}\n"
        f"        text: 第{number + 1}项（{key}）：{_DOES[number % 3]}。\n"
        f"        responsible: {{department: safety, units: [{whose}]}}\n"
        f"        deadline: {_DEADLINES[number % len(_DEADLINES)]}\n"
        f"        evidence: 照片、记录、台账\n"
    )
