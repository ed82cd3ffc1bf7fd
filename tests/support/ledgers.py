"""A small plan with its ledger, made as an office would have them."""

from collections.abc import Iterable
from pathlib import Path

from plangen.progress.ledger import LedgerKey, LedgerLine, ledger_bytes

PLAN = """format: 2
series: lamps
year: 2026
title: 某某市2026年路灯管护工作实施方案
issuer: 某某市城市管理局
issue: {form: plan, signature: [某某市城市管理局], signed_on: 2026-01-09}
register:
  units:
    - {id: east, name: 东片管护站, contact: 钱一 east@example.org}
    - {id: west, name: 西片管护站}
    - {id: north, name: 北片管护站}
  groups:
    - {id: stations, name: 各管护站, units: [east, west, north]}
sections:
  - title: 工作措施
    measures:
      - id: poles
        text: 各管护站6月底前普查灯杆。
        deadline: 6月底前
        responsible: {units: [stations]}
      - id: patrol
        text: 各管护站每季度末25日前报送巡查情况。
        deadline: 每季度末25日前
        responsible: {units: [stations]}
      - id: repairs
        text: 东片管护站全年更换灯具200盏以上。
        deadline: 全年
        responsible: {units: [east]}
        targets: [{name: 更换灯具, at_least: 200, unit: 盏}]
      - id: cables
        text: 西片管护站9月底前改造电缆，完好率达到98%以上。
        deadline: 9月底前
        responsible: {units: [west]}
        targets: [{name: 电缆完好率, at_least: 98, unit: "%"}]
"""
ASKED = (
    *(("poles", unit, "", "2026-06-30") for unit in ("east", "west", "north")),
    *(
        ("patrol", unit, f"2026Q{quarter}", f"2026-{3 * quarter:02}-25")
        for unit in ("east", "west", "north")
        for quarter in (1, 2, 3, 4)
    ),
    ("repairs", "east", "", "2026-12-31"),
    ("cables", "west", "", "2026-09-30"),
)
"""What PLAN asks for, written out by hand: task, unit, period, due date."""
NAMES = {"east": "东片管护站", "west": "西片管护站", "north": "北片管护站"}


def reported(task: str, unit: str, state: str, period: str = "", **said: str) -> LedgerLine:
    """A line of the ledger of PLAN."""
    stamp = said.pop("stamp", "2026-06-20T09:00:00")
    name = NAMES.get(unit, unit)
    key = LedgerKey("lamps", task, unit, period)
    return LedgerLine("1", *key, wording=task, name=name, state=state, stamp=stamp, **said)


def office(folder: Path, lines: Iterable[LedgerLine] = (), plan: str = PLAN) -> None:
    """Write the plan and its ledger into a folder."""
    (folder / "plans").mkdir(exist_ok=True)
    (folder / "plans/2026.yaml").write_text(plan, "utf-8")
    ledger = {line.key: line for line in lines}
    path = folder / "progress/2026/台账.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    if ledger:
        path.write_bytes(ledger_bytes(ledger))
