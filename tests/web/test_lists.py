"""清单 in the workbench: all tasks or what is due, one plan or several, to whom they go back."""

from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient
from support.ledgers import PLAN, office, reported
from support.workbench import client, result

SCREEN = "/plans/2026.yaml/lists"
OTHER = PLAN.replace("lamps", "bins").replace("路灯管护", "果皮箱管护")


@pytest.fixture
def visitor(tmp_path: Path) -> TestClient:
    office(
        tmp_path, [reported("poles", "east", "已完成", decision="销号", decided_on="2026-06-20")]
    )
    return client(tmp_path)


def made(visitor: TestClient, folder: Path, **asked: str) -> dict[str, str]:
    """The words of every workbook that is made of what is asked for, by unit."""
    answer = visitor.post(SCREEN, params=asked, data={"do": "lists"})
    assert "份清单" in result(visitor, answer).text
    words = {}
    for path in folder.glob("build/2026/*/单位/*.xlsx"):
        sheet = openpyxl.load_workbook(path)["任务清单"]
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        words[path.stem.partition("_")[0]] = "\n".join(cells)
    return words


def test_only_what_is_due_is_asked(visitor: TestClient, tmp_path: Path) -> None:
    words = made(visitor, tmp_path, due="2026Q2")
    assert "普查灯杆" in words["西片管护站"]
    assert "普查灯杆" not in words["东片管护站"]
    assert "改造电缆" not in words["西片管护站"]
    page = visitor.get(SCREEN, params={"due": "2026Q2"}).text
    assert "西片管护站" in page
    assert "还没有生成" in visitor.get(SCREEN).text
    assert visitor.get(f"{SCREEN}/all", params={"due": "2026Q2"}).content.startswith(b"PK")
    assert visitor.get(f"{SCREEN}/all").status_code == 404


def test_plans_of_a_year_make_one_list_a_unit(visitor: TestClient, tmp_path: Path) -> None:
    assert 'name="with"' not in visitor.get(SCREEN).text
    (tmp_path / "plans/果皮箱2026.yaml").write_text(OTHER, "utf-8")
    assert 'name="with"' in visitor.get(SCREEN).text
    words = made(visitor, tmp_path, **{"with": "果皮箱2026.yaml"})
    assert "路灯管护" in words["西片管护站"]
    assert "果皮箱管护" in words["西片管护站"]


@pytest.mark.parametrize("screen", ["lists", "reminders", "reports"])
def test_a_plan_that_is_left_out_is_named(visitor: TestClient, tmp_path: Path, screen: str) -> None:
    secret = OTHER.replace("issue: {", "issue: {classification: 秘密, ")
    (tmp_path / "plans/内部2026.yaml").write_text(secret, "utf-8")
    (tmp_path / "plans/半份2026.yaml").write_text("series: x\nyear: 2026\n", "utf-8")
    page = visitor.get(f"/plans/2026.yaml/{screen}").text
    assert "内部2026.yaml 标有密级，不在工作台里一起办" in page
    assert "半份2026.yaml 里还有错误" in page


def test_two_of_one_series_are_not_mixed(visitor: TestClient, tmp_path: Path) -> None:
    (tmp_path / "plans/again.yaml").write_text(PLAN, "utf-8")
    answer = visitor.get(SCREEN, params={"with": "again.yaml"})
    assert "同一系列" in answer.text


def test_to_whom_lists_go_back_is_written_and_printed(visitor: TestClient, tmp_path: Path) -> None:
    said = {"do": "return", "to": "管护科", "phone": "010-2", "by": "每季度末25日前"}
    assert "存好了" in visitor.post(SCREEN, data=said).text
    text = (tmp_path / "plangen.toml").read_text("utf-8")
    assert '[return]\nto = "管护科"\nphone = "010-2"\nby = "每季度末25日前"\n' in text
    assert "报送至：管护科" in made(visitor, tmp_path)["西片管护站"]
    visitor.post(SCREEN, data={**said, "phone": ""})
    assert "phone" not in (tmp_path / "plangen.toml").read_text("utf-8")
