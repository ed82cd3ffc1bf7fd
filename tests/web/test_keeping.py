"""印发, 备份 and 恢复, 手册: what is kept, and what a window of its own shows."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient
from support.ledgers import PLAN, office
from support.workbench import client, folder_of, result, server

from plangen.handbook import handbook
from plangen.web.navigation import SCREENS, chapter_of

SCREEN = "/plans/2026.yaml/issue"


@pytest.fixture
def visitor(tmp_path: Path) -> TestClient:
    office(tmp_path)
    return client(tmp_path)


def test_a_plan_is_issued_then_revised_on_a_day_that_is_asked(
    visitor: TestClient, tmp_path: Path
) -> None:
    page = visitor.get(SCREEN).text
    assert 'value="2026-01-09"' in page
    assert "还没有印发过" in page
    page = visitor.post(SCREEN, data={"day": "2026-01-09"}).text
    assert "已经印发留存" in page
    assert "和印发时一样" in page
    assert "就是最后印发的那一份" in page
    links = [piece.partition('"')[0] for piece in page.split('href="issue/files/')[1:]]
    assert len(links) == 3
    for link in links:
        assert visitor.get(f"{SCREEN}/files/{link}").content.startswith(b"PK")
    plan = tmp_path / "plans/2026.yaml"
    plan.write_text(plan.read_text("utf-8").replace("200盏以上", "220盏以上"), "utf-8")
    page = visitor.get(SCREEN).text
    assert "修订是哪一天印发的" in page
    answer = visitor.post(SCREEN, data={"day": ""})
    assert (answer.status_code, "写上是哪一天" in answer.text) == (422, True)
    choice = "issued:2026-01-09"
    compare = visitor.get("/plans/2026.yaml/compare", params={"with": choice}).text
    assert "<ins>" in compare
    visitor.post(SCREEN, data={"day": "2026-06-20"})
    assert (tmp_path / "issued/2026-06-20.yaml").read_bytes() == plan.read_bytes()


def test_a_kept_file_that_was_changed_is_told(visitor: TestClient, tmp_path: Path) -> None:
    visitor.post(SCREEN, data={"day": "2026-01-09"})
    (paper, *_) = (tmp_path / "issued/2026-01-09").glob("*.docx")
    paper.write_bytes(paper.read_bytes() + b"x")
    assert "动过" in visitor.get(SCREEN).text


def test_what_stands_in_the_way_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    office(tmp_path, (), PLAN.replace("deadline: 全年", "deadline: 全年 # 待定：问灯具科", 1))
    visitor = client(tmp_path)
    assert "还不能印发，1 处要先改正" in visitor.get(SCREEN).text
    answer = visitor.post(SCREEN, data={"day": "2026-01-09"})
    assert answer.status_code == 422
    assert not (tmp_path / "issued").exists()


def test_a_backup_comes_back_into_an_empty_folder_alone(
    visitor: TestClient, tmp_path: Path
) -> None:
    page = result(visitor, visitor.post("/backup")).text
    link = re.search('/backup/file[^"]*', page)
    assert link is not None
    data = visitor.get(link[0]).content
    assert "plans/2026.yaml" in zipfile.ZipFile(BytesIO(data)).namelist()
    files = {"file": ("备份.zip", data)}
    assert "已经有文件了" in visitor.post("/backup", files=files).text
    empty = tmp_path / "empty"
    empty.mkdir()
    other = client(empty)
    assert "从备份恢复" in other.get("/").text
    assert "恢复好了" in other.post("/backup", files=files).text
    assert (empty / "plans/2026.yaml").read_text("utf-8") == PLAN


def test_a_broken_backup_writes_nothing(tmp_path: Path) -> None:
    visitor = client(tmp_path)
    answer = visitor.post("/backup", files={"file": ("坏.zip", b"PK no")})
    assert answer.status_code == 422
    told = answer.text.partition('role="alert">')[2].partition("</p>")[0]
    assert told.startswith("坏.zip 不是完好的 ZIP")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_a_classified_plan_is_not_packed(tmp_path: Path) -> None:
    office(tmp_path, (), PLAN.replace("issue: {", "issue: {classification: 秘密★1年, "))
    answer = client(tmp_path).post("/backup")
    assert "不打包" in answer.text


def test_every_screen_leads_to_its_chapter() -> None:
    manual = handbook()
    for path in ("new", "import", "backup", "reminders", "reports", "lists", "issue", ""):
        assert f'id="{chapter_of(path)}"' in manual, path
    for entry in SCREENS:
        assert f'id="{chapter_of(entry.path)}"' in manual, entry
        assert chapter_of(entry.path) != chapter_of(""), entry


def test_the_manual_runs_its_own_script_and_no_other(tmp_path: Path, window: Page) -> None:
    faults: list[str] = []
    window.context.on("console", lambda said: faults.append(said.text))
    folder = folder_of(tmp_path / "w", 2022)
    with server(folder, tmp_path / "state") as address:
        window.goto(address)
        with window.expect_popup() as opened:
            window.get_by_role("link", name="怎么用").click()
        manual = opened.value
        manual.wait_for_load_state()
        manual.locator("#words").fill("催办")
        manual.locator("#hits li").first.wait_for()
        assert (
            manual.evaluate("getComputedStyle(document.querySelector('nav')).position") == "fixed"
        )
        manual.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), "
            "{textContent: 'window.foreign = 1'}))"
        )
        assert manual.evaluate("window.foreign") is None
        assert [fault for fault in faults if "Content Security Policy" not in fault] == []
