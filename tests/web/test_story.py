"""A year of a bureau in the browser, from an empty folder, without one command."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect
from support import returned
from support.program import run
from support.workbench import server


def test_a_year_without_a_command(tmp_path: Path, window: Page) -> None:
    folder, papers = tmp_path / "方案", tmp_path / "收到"
    folder.mkdir()
    papers.mkdir()
    run("notice", returned.ROOT / "plans/2022.yaml", "-o", papers / "去年.docx")
    with server(folder, tmp_path / "state") as address:
        window.goto(address)
        window.get_by_role("link", name="选文件").click()
        window.set_input_files("#file", papers / "去年.docx")
        window.get_by_text("读成了2022年的一份方案").wait_for()
        expect(window.get_by_text("一个字不差")).to_be_visible()
        window.get_by_role("link", name="照它起草下年").click()
        window.get_by_role("button", name="起草", exact=True).click()
        window.get_by_text("2023年的稿子拟好了").wait_for()
        window.wait_for_load_state()
        _decide_all(window)
        _close(window, folder, papers)


def _decide_all(window: Page) -> None:
    """Work the list of questions off."""
    questions = window.locator(".finding")
    while left := questions.count():
        questions.first.get_by_role("button", name="定了").click()
        expect(questions).to_have_count(left - 1)
    expect(window.get_by_text("没有待定的地方了")).to_be_visible()


def _close(window: Page, folder: Path, papers: Path) -> None:
    """This year's own plan comes from the archive; its lists go out and come back."""
    plan = (returned.ROOT / "plans/2022.yaml").read_text("utf-8")
    (folder / "plans/2022.yaml").write_text(plan.replace("确保本系统", "确保本系统,", 1), "utf-8")
    window.goto(window.url.partition("/plans/")[0])
    window.get_by_role("listitem").filter(has_text="2022年").get_by_role(
        "link", name="打开"
    ).click()
    window.get_by_role("link", name="检查", exact=True).click()
    window.get_by_role("button", name="改正不用斟酌的").click()
    window.get_by_text("已经改好").wait_for()
    window.get_by_role("link", name="公文", exact=True).click()
    window.get_by_role("button", name="全部生成").click()
    window.get_by_text("已生成公文").wait_for()
    window.get_by_role("link", name="任务清单", exact=True).click()
    window.get_by_label("报送至").fill("综合科")
    window.get_by_role("button", name="存好").click()
    window.get_by_text("存好了").wait_for()
    window.get_by_role("button", name="生成任务清单").click()
    window.get_by_text("份清单，新增").wait_for()
    window.get_by_role("link", name="收件", exact=True).click()
    window.wait_for_url("**/returns")
    window.set_input_files("#files", _filled_in(folder, papers))
    window.get_by_text("刚才收的 5 个文件").wait_for()
    window.get_by_role("link", name="台账", exact=True).click()
    window.get_by_role("link", name="待销号").click()
    window.wait_for_url("**/ledger?stand=*")
    window.get_by_label("全选").check()
    before = date.today()
    window.get_by_role("button", name="办理", exact=True).click()
    window.get_by_text("10 件，销号。").wait_for()
    ledger = (folder / "progress/2022/台账.csv").read_text("utf-8-sig")
    assert sum(ledger.count(f",销号,{day}") for day in {before, date.today()}) == 10
    _remind_and_report(window, folder)
    _issue_and_back_up(window, folder)
    window.get_by_role("link", name="对照", exact=True).click()
    expect(window.locator("ins").first).to_be_visible()


def _remind_and_report(window: Page, folder: Path) -> None:
    """Whoever is late gets a paper and a draft of a mail; everybody the report of the year."""
    window.get_by_role("link", name="催办", exact=True).first.click()
    window.wait_for_url("**/reminders*")
    window.get_by_label("全选").uncheck()
    window.locator("tbody input[type=checkbox]").first.check()
    expect(window.get_by_text("已选 1 家")).to_be_visible()
    window.get_by_role("button", name="生成催办文件").click()
    window.get_by_text("生成了 1 家的 3 个文件").wait_for()
    assert len(list((folder / "build/2022").glob("催办_*/*/*.eml"))) == 1
    window.get_by_role("link", name="通报", exact=True).click()
    window.wait_for_url("**/reports")
    window.get_by_label("哪一期").select_option("2022")
    window.wait_for_url("**/reports?period=2022*")
    expect(window.get_by_role("heading", name="应完成")).to_be_visible()
    window.get_by_role("button", name="写通报").click()
    window.get_by_text("已生成《关于").wait_for()
    assert len(list((folder / "build/2022").glob("*通报.docx"))) == 1


def _issue_and_back_up(window: Page, folder: Path) -> None:
    """The plan is kept as issued, and the folder goes into a ZIP."""
    window.get_by_role("link", name="公文", exact=True).click()
    window.get_by_role("link", name="印发…").click()
    window.on("dialog", lambda dialog: dialog.accept())
    window.get_by_role("button", name="印发", exact=True).click()
    window.get_by_text("和印发时一样").wait_for()
    assert len(list((folder / "issued").glob("*.yaml"))) == 1
    window.goto(window.url.partition("/plans/")[0])
    window.get_by_role("link", name="备份").click()
    window.get_by_role("button", name="打包备份").click()
    with window.expect_download() as download:
        window.get_by_role("link", name="下载备份").click()
    assert "台账" in _names(download.value.path())
    window.get_by_role("link", name="年度工作方案").click()
    window.get_by_role("listitem").filter(has_text="2022年").get_by_role(
        "link", name="台账"
    ).click()


def _names(archive: Path) -> str:
    return "\n".join(zipfile.ZipFile(archive).namelist())


def _filled_in(folder: Path, papers: Path) -> list[Path]:
    """The lists of five units as they come back, two tasks of each reported done."""
    returns = []
    for path in sorted((folder / "build/2022").glob("*/单位/*.xlsx"))[:5]:
        workbook = openpyxl.load_workbook(path)
        returned.done(2)(workbook["任务清单"])
        (papers / path.name).write_bytes(returned.bytes_of(workbook))
        returns.append(papers / path.name)
    return returns


def test_what_another_saved_meanwhile_is_not_overwritten(tmp_path: Path, window: Page) -> None:
    """A window shows a finding; the file changes outside; the mend is refused, and says so."""
    (tmp_path / "w/plans").mkdir(parents=True)
    plan = tmp_path / "w/plans/2022.yaml"
    text = (returned.ROOT / "plans/2022.yaml").read_text("utf-8")
    plan.write_text(text.replace("确保本系统", "确保本系统,", 1), "utf-8")
    with server(tmp_path / "w", tmp_path / "state") as address:
        window.goto(address)
        window.get_by_role("link", name="打开").click()
        window.get_by_role("link", name="检查", exact=True).click()
        window.wait_for_url("**/check")
        other = text.replace("确保本系统", "一定要确保本系统,", 1)
        plan.write_text(other, "utf-8")
        window.locator(".finding").get_by_role("button", name="改成").click()
        window.get_by_text("这份方案刚才改过").wait_for()
        assert plan.read_text("utf-8") == other
        window.locator(".finding").get_by_role("button", name="改成").click()
        window.get_by_text("已经改好").wait_for()
        assert plan.read_text("utf-8") == other.replace("本系统,", "本系统，")
