"""`plangen close` and `plangen status`: what is decided stays, how it stands is computed."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from support.program import ROOT, Outcome, run
from support.repositories import PLAN
from support.returned import done, edited, put, written

UNIT, TASK = "南侨医院", "methadone-retention"


@pytest.fixture(autouse=True)
def _collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/2022.yaml").write_bytes((ROOT / "plans/2022.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    send("一.xlsx", edited("nanqiao-hospital", done(1), saved=datetime(2022, 12, 2)))


def send(name: str, data: bytes, as_of: str = "2022-12-05") -> Outcome:
    written(Path("收件"), name, data)
    return run("collect", f"收件/{name}", "--as-of", as_of)


def close(*arguments: str, as_of: str = "2022-12-10") -> Outcome:
    return run("close", TASK, "--unit", UNIT, "--as-of", as_of, *arguments)


def status(as_of: str = "2022-12-10", *arguments: str) -> dict[str, object]:
    code, out, err = run("status", "--as-of", as_of, "--format", "json", *arguments)
    assert (code, err) == (0, "")
    said: dict[str, object] = json.loads(out)
    return said


def standing(as_of: str = "2022-12-10", task: str = TASK) -> tuple[str, str]:
    """The state and the light of the task."""
    (line,) = [
        line
        for line in status(as_of)["lines"]  # type: ignore[attr-defined]
        if (line["task"], line["name"]) == (task, UNIT)
    ]
    return line["stand"], line["light"]


def test_closing() -> None:
    assert standing() == ("待销号", "绿")
    assert (
        close().out
        == "南侨医院：一（七） 强化美沙酮维持治疗门诊日常监督管理，确保美沙酮维…，销号\n"
    )
    assert standing() == ("已销号", "绿")
    back = edited("nanqiao-hospital", put("完成情况", "进行中"), saved=datetime(2022, 12, 20))
    assert "已于2022-12-10定为销号，这份却报“进行中”，没有采用" in send("二.xlsx", back).out
    assert standing() == ("已销号", "绿")
    assert "不用延期" in close("--extend", "2023-03-01", "--reason", "忙").err


def test_what_is_not_done_is_not_closed() -> None:
    other = run("close", "三（四）", "--unit", "nanqiao-hospital", "--as-of", "2022-12-10")
    assert other.code == 2
    assert "报的是“未开始”，不能销号；报了已完成再销，不用做的定为不适用" in other.err
    assert "还没有报，不能销号" in run("close", "awareness", "--unit", "滨海医院").err


def test_returning() -> None:
    assert close("--return", "--reason", "没有材料").code == 0
    assert standing() == ("已退回", "黄")
    assert "等重新报了再销号" in close().err
    run("collect", "收件", "--as-of", "2022-12-11")
    assert standing() == ("已退回", "黄")
    new = edited("nanqiao-hospital", done(1), saved=datetime(2022, 12, 12))
    send("二.xlsx", new, "2022-12-12")
    assert standing("2022-12-12") == ("待销号", "绿")


def test_extending() -> None:
    rest = (
        "--unit",
        UNIT,
        "--reason",
        "疫情",
        "--number",
        "某卫〔2022〕9号",
        "--as-of",
        "2022-12-10",
    )
    task = "key-treatment/c7ab5fc0"
    assert run("close", task, *rest, "--extend", "2022-06-30").err.endswith("延期要在它以后\n")
    assert run("close", task, *rest, "--extend", "2023-02-30").code == 2
    assert standing("2023-01-05", task) == ("未开始", "红")
    assert run("close", task, *rest, "--extend", "2023-03-31").code == 0
    assert standing("2023-01-05", task)[1] != "红"
    assert run("close", task, *rest, "--extend", "2023-04-30").code == 0
    said = Path("progress/2022/台账.csv").read_text("utf-8-sig")
    assert "2023-04-30,2022-12-31,疫情,某卫〔2022〕9号" in said


def test_waiving() -> None:
    assert "不适用要写理由" in close("--waive").err
    assert close("--waive", "--reason", "没有门诊").code == 0
    assert standing("2023-06-01") == ("不适用", "灰")
    assert "只能写一个" in close("--waive", "--return", "--reason", "x").err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("methadone-retentoin", "--unit", UNIT), "是不是想写“methadone-retention”？"),
        ((TASK, "--unit", "南桥医院"), "没有这份方案的任务；是不是想写“南侨医院”？"),
        ((TASK, "--unit", UNIT, "--return"), "退回要写理由"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], why: str) -> None:
    before = Path("progress/2022/台账.csv").read_bytes()
    code, _, err = run("close", *arguments)
    assert code == 2
    assert why in err
    assert Path("progress/2022/台账.csv").read_bytes() == before


def test_lights() -> None:
    task = "key-treatment/c7ab5fc0"  # due on 31 December, a Saturday: the day before
    assert standing("2022-12-22", task) == ("未开始", "绿")
    assert standing("2022-12-23", task) == ("未开始", "蓝")
    assert standing("2022-12-31", task) == ("未开始", "蓝")
    assert standing("2023-01-01", task) == ("未开始", "红")
    Path("plangen.toml").write_text("[collect]\nsoon = 30\n", "utf-8")
    assert standing("2022-12-05", task) == ("未开始", "蓝")


ALL_YEAR = "key-treatment/c7ab5fc0"


def test_a_quarter_without_a_report() -> None:
    """What was reported on 2 December is of the fourth quarter; the first ends on 31 March."""
    run("close", ALL_YEAR, "--unit", UNIT, "--extend", "2023-12-31", "--reason", "接着做")
    assert standing("2023-04-10", ALL_YEAR)[1] == "绿"  # 5 April is 清明: the fifth working day
    assert standing("2023-04-11", ALL_YEAR)[1] == "黄"
    Path("plangen.toml").write_text("[collect]\nlate = 0\n", "utf-8")
    assert standing("2023-03-31", ALL_YEAR)[1] == "绿"
    assert standing("2023-04-01", ALL_YEAR)[1] == "黄"
    Path("plangen.toml").write_text("[collect]\nlate = 60\n", "utf-8")
    assert standing("2023-06-01", ALL_YEAR)[1] == "绿"


@pytest.mark.parametrize(("pace", "light"), [("", "黄"), ("pace = 95", "黄"), ("pace = 90", "绿")])
def test_an_amount_under_its_share(pace: str, light: str) -> None:
    """On 2 July half the year is gone: 39 of 85 are 92 per cent of what is to be there by then."""
    Path("plans/2026.yaml").write_text(PLAN.replace('unit: "%"', "unit: 次"), "utf-8")
    Path("plangen.toml").write_text(f"[collect]\n{pace}\n", "utf-8")
    told = "某表\n填报单位：一中队\n标识,工作任务,完成情况,实际完成值\n"
    Path("一.csv").write_text(f"{told}drills,,进行中,39次\n", "utf-8")
    options = ("--as-of", "2026-07-02")
    run("collect", "一.csv", "--plan", "plans/2026.yaml", *options)
    (line,) = json.loads(
        run("status", "plans/2026.yaml", "--unit", "a", "--format", "json", *options).out
    )["lines"][:1]
    assert (line["task"], line["stand"], line["light"]) == ("drills", "进行中", light)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("pace = 101", "pace 是数量指标没有达到时间进度的百分之几亮黄灯，写 0 到 100 的整数"),
        ("late = true", "late 是一个季度过后几个工作日还没有报的亮黄灯，写一个整数"),
        ("slow = 1", "没有“slow”；可以写 words、soon、late、pace"),
    ],
)
def test_terms_that_cannot_be(terms: str, why: str) -> None:
    Path("plangen.toml").write_text(f"[collect]\n{terms}\n", "utf-8")
    assert why in run("status").err


def test_who_has_not_reported() -> None:
    said = status()
    unreported = said["unreported"]
    assert isinstance(unreported, list)
    assert UNIT not in unreported
    assert "滨海医院" in unreported
    screen = run("status", "--as-of", "2022-12-10").out
    assert "没有报的：南安市卫生健康局、" in screen
    assert "合计" in screen
    total = said["total"]
    assert isinstance(total, dict)
    assert sum(total["stands"].values()) == len(said["lines"])  # type: ignore[arg-type]


def goals_of(node: object, goals: list[str], known: dict[str, list[str]]) -> dict[str, list[str]]:
    """The goals that each item serves by its id, from the plan's YAML alone."""
    if isinstance(node, list):
        for entry in node:
            goals_of(entry, goals, known)
    elif isinstance(node, dict):
        if "text" in node and "id" in node:
            known[node["id"]] = node.get("goals", [])
        for key, entry in node.items():
            if key == "goals" and isinstance(entry[0], dict):
                for goal in entry:
                    goals_of(goal, goals, known)
                    known[goal["id"]] = [goal["id"]]
            else:
                goals_of(entry, goals, known)
    return known


@pytest.mark.parametrize(
    "arguments", [(), ("--light", "红", "--light", "灰"), ("--unit", "滨海医院")]
)
def test_counts(arguments: tuple[str, ...]) -> None:
    """Every count of every view, counted again from the lines and the plan's own text."""
    assert close("--waive", "--reason", "没有门诊").code == 0
    said: Any = status("2022-12-20", *arguments)
    everything: Any = status("2022-12-20")
    lines = said["lines"]
    if "--light" in arguments:
        assert lines == [line for line in everything["lines"] if line["light"] in "红灰"]
    elif arguments:
        assert lines == [line for line in everything["lines"] if line["name"] == "滨海医院"]
    items = goals_of(yaml.safe_load(Path("plans/2022.yaml").read_text("utf-8")), [], {})
    lit: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        lit["单位", line["name"], line["light"]] += 1
        for goal in items[line["task"].partition("/")[0]]:
            lit["目标", goal, line["light"]] += 1
    told: Counter[tuple[str, str, str]] = Counter()
    goals = [goal for goal, served in items.items() if served == [goal]]
    names = {}
    for goal in goals:
        (clause,) = {
            line["item"] for line in everything["lines"] if line["task"].partition("/")[0] == goal
        }
        names[clause] = goal
    for view in ("单位", "目标"):
        for count in said["views"][view]:
            name = names[count["name"].partition(" ")[0]] if view == "目标" else count["name"]
            for light, number in count["lights"].items():
                told[view, name, light] += number
            assert count["total"] == sum(count["lights"].values()) - count["stands"]["不适用"]
    assert +told == lit


def test_who_is_not_known() -> None:
    assert (
        "--unit 南桥医院：没有任务；是不是想写“南侨医院”？"
        in run("status", "--unit", "南桥医院").err
    )
    assert "名册里没有“疾控科”这个科室" in run("status", "--department", "疾控科").err
    assert run("status", "--light", "紫").code == 2


def test_of_two_plans() -> None:
    Path("plans/2018.yaml").write_bytes((ROOT / "plans/2018.yaml").read_bytes())
    names = [count["name"] for count in status()["views"]["目标"]]  # type: ignore[call-overload, index]
    assert len(names) == len(set(names))
    assert sum(name.startswith("《2022年") for name in names) == 7
    assert sum(name.startswith("《卫生计生系统2018年") for name in names) > 2


def test_formats() -> None:
    code, out, _ = run("status", "--as-of", "2022-12-10", "--format", "md")
    assert code == 0
    assert "| 南侨医院 | 2 | 0 | 1 | 0 | 0 | 1 |" in out
    assert run("status", "--as-of", "2022-12-10", "-o", "进展.xlsx").code == 0
    sheet = openpyxl.load_workbook("进展.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 4 + len(status()["lines"])  # type: ignore[arg-type]
    assert "xlsx 要写到文件里" in run("status", "--format", "xlsx").err


def test_a_ledger_that_is_none() -> None:
    Path("progress/2022/台账.csv").write_text("甲,乙\n", "utf-8")
    code, _, err = run("status")
    assert code == 2
    assert "没有“版本”这一栏；从 git 里找回原来的文件" in err


def test_what_was_granted_is_not_asked_for_again() -> None:
    """The folder is collected again after the office has decided, and nothing changes."""
    asking = put("申请延期至", *[datetime(2023, 6, 30)] * 2)
    send("二.xlsx", edited("nanqiao-hospital", asking, saved=datetime(2022, 12, 3)))
    task = "key-treatment/c7ab5fc0"
    rest = ("--unit", UNIT, "--reason", "疫情", "--as-of", "2022-12-10")
    before = run("collect", "收件", "--as-of", "2022-12-10").out
    assert run("close", task, *rest, "--extend", "2023-03-31").code == 0
    decided = Path("progress/2022/台账.csv").read_bytes()
    after = run("collect", "收件", "--as-of", "2022-12-11").out
    assert Path("progress/2022/台账.csv").read_bytes() == decided
    assert before.count("申请延期至2023-06-30；") == after.count("申请延期至2023-06-30；") + 1


def test_markdown_takes_names_for_text() -> None:
    path = Path("plans/2022.yaml")
    path.write_text(
        path.read_text("utf-8").replace("name: 滨海医院", "name: <b>滨海|医院"), "utf-8"
    )
    said = run("status", "--format", "md", "--as-of", "2022-12-10").out
    assert r"| \<b>滨海\|医院 |" in said


def test_what_was_waived_by_mistake_is_asked_for_again() -> None:
    """Also of a unit that has reported nothing, so that there is nothing else to return."""
    task = ("key-treatment/c7ab5fc0", "--unit", UNIT, "--as-of", "2022-12-10")
    Path("progress/2022/台账.csv").unlink()
    assert run("close", *task, "--return", "--reason", "x").code == 2
    assert run("close", *task, "--waive", "--reason", "没有病人").code == 0
    assert standing(task=task[0])[0] == "不适用"
    assert run("close", *task, "--return", "--reason", "有病人").code == 0
    assert standing(task=task[0])[0] == "已退回"
    send("二.xlsx", edited("nanqiao-hospital", done(2), saved=datetime(2022, 12, 11)), "2022-12-12")
    assert standing(task=task[0])[0] == "待销号"
