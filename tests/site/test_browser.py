"""The site in a browser, from its folder, without a network: search, filter, sort, print."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page
from support.ledgers import office, reported
from support.program import ROOT, run

LINES = (reported("poles", "east", "已完成", done_on="2026-06-10"),)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, and its plan as one file, in a folder whose name needs escaping."""
    folder = tmp_path_factory.mktemp("内网 100%#")
    office(folder, LINES)
    for options in (("-o", folder / "site"), ("--single", "-o", folder / "single")):
        assert run("site", folder, "--as-of", "2026-07-05", *options).code == 0
    return folder


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window without a network; a fault or a request for anything outside fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text))
    yield page
    context.close()
    assert not faults
    assert asked
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_search_finds_and_leads_there(folder: Path, window: Page) -> None:
    window.goto((folder / "site/2026/tasks.html").as_uri())
    window.fill("#words", "电缆")
    window.press("#words", "Enter")
    assert window.inner_text("#told") == "“电缆”有 1 处："
    assert window.inner_text("#hits mark") == "电缆"
    window.click("#hits a")
    assert window.inner_text(":target") == "（四）西片管护站9月底前改造电缆，完好率达到98%以上。"
    assert window.evaluate("document.querySelector(':target').getBoundingClientRect().top < 768")


def test_search_tells_what_is_near_and_what_is_not(folder: Path, window: Page) -> None:
    window.goto((folder / "site/search.html").as_uri() + "?q=更换路灯灯具")
    assert "没有一字不差的“更换路灯灯具”，意思相近的有" in window.inner_text("#told")
    assert "东片管护站全年更换灯具" in window.inner_text("#hits li:first-child")
    window.fill("#words", "<img src=x onerror=alert(1)>")
    assert window.inner_text("#told").startswith("没有“<img src=x")
    assert window.query_selector_all("#hits li") == []
    window.fill("#words", "东片管护站")
    assert "单位任务" in window.inner_text("#hits")


def test_a_table_filters_and_sorts(folder: Path, window: Page) -> None:
    window.goto((folder / "site/2026/ledger.html").as_uri())
    table = window.locator("table", has=window.locator("caption", has_text="任务，逾期的在前"))
    assert table.locator("tbody tr:visible").count() == 17
    window.get_by_label("筛选：任务").fill("逾期 北片")
    assert table.locator("tbody tr:visible").count() == 3
    assert "3 / 17" in window.inner_text(".filter >> text=/ 17")
    window.get_by_label("筛选：任务").fill("")
    due = table.get_by_role("button", name="到期")
    due.focus()
    window.keyboard.press("Enter")
    assert table.locator("tbody tr").first.inner_text().count("2026-03-25") == 1
    window.keyboard.press("Enter")
    assert "2026-12-31" in table.locator("tbody tr").first.inner_text()
    assert table.locator("th[aria-sort=descending]").inner_text().startswith("到期")


@pytest.mark.parametrize("width", [390, 683, 1366, 1920])
def test_no_page_is_wider_than_the_window(folder: Path, window: Page, width: int) -> None:
    """683 is 1366 at 200 %."""
    window.set_viewport_size({"width": width, "height": 768})
    for path in (*(folder / "site").rglob("*.html"), *(folder / "single").rglob("*.html")):
        window.goto(path.as_uri())
        over = window.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, path.name


def test_prints_as_the_notice_and_as_tables(folder: Path, window: Page) -> None:
    window.goto((folder / "site/2026/pages.html").as_uri())
    sheets = window.locator(".sheet").count()
    with pdfplumber.open(BytesIO(window.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == sheets
        first = pdf.pages[0].extract_text()
        assert "查找" not in first
        assert "管护站全年更换灯具200盏以上。" in first.replace(" ", "")
    window.goto((folder / "site/2026/tasks.html").as_uri())
    with pdfplumber.open(BytesIO(window.pdf())) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert "筛选" not in text
    assert "查找" not in text
    assert "改造电缆" in text


def test_one_file_works_alone(folder: Path, window: Page) -> None:
    (single,) = (folder / "single").rglob("*.html")
    window.goto(single.as_uri())
    window.click("nav >> text=台账")
    assert window.evaluate("location.hash") == "#ledger"
    window.get_by_label("筛选：任务，逾期的在前").fill("北片")
    assert "5 / 17" in window.inner_text("#ledger .filter >> text=/ 17")
    assert window.locator(".sheet").count() > 0


def test_whole_without_scripts(folder: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "site/2026/tasks.html").as_uri())
    assert page.locator("tbody tr").count() == 4
    assert page.locator(".filter").count() == 0
    page.goto((folder / "site/search.html").as_uri())
    assert "不让网页里的程序运行" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("screen", ["tasks", "duties", "units", "index"])
def test_no_column_is_cut_off_on_paper(screen: str, tmp_path: Path, window: Page) -> None:
    """A4 upright between margins of 15 mm is 680 pixels wide."""
    assert run("site", ROOT / "examples/running.yaml", "-o", tmp_path).code == 0
    window.set_viewport_size({"width": 680, "height": 1000})
    window.emulate_media(media="print")
    window.goto((tmp_path / f"2026-running/{screen}.html").as_uri())
    over = "it => it.map((one) => one.scrollWidth - one.clientWidth)"
    assert max(window.locator("body, .card").evaluate_all(over)) <= 0
