"""Pictures of the workbench: a made-up bureau's folder, served, and seen by Chromium."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops
from playwright.sync_api import Page, sync_playwright

PLAN: Final = Path(__file__).with_name("pictured_plan.yaml")
FONTS: Final = PLAN.parent.parent / "tests" / "support" / "fonts.conf"
AS_OF: Final = "2026-06-22"
"""The day on which the ledger is seen."""
_MADE_AT: Final = datetime(2026, 1, 15, 9, 30).timestamp()
"""When the papers say that they were made."""
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SENT_AT: Final = rb"\g<1>2026-06-19T08:00:00Z"
"""When the returned lists say that they were saved, in place of now."""
_WINDOW: Final = (1366, 768)
_WIDTH: Final = 1024
"""Pixels of a picture: a window is drawn smaller, and its words can still be read."""
_UNSEEN: Final = 24
"""A colour may be so much another, of 255, before somebody sees it."""
_PLACE: Final = r"D:\年度方案"
"""What stands in pictures in place of the folder's path."""
_SAME_WORDS: Final = """place => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const words = text.data.replaceAll(place[0], place[1]);
    text.data = words.replace(/已保存 \\d+:\\d+/, "已保存 09:30");
  }
  for (const field of document.querySelectorAll("input[type=date]")) {
    const day = field.value.replaceAll("-", "/");
    field.type = "text";
    field.value = day;
  }
}"""
"""Takes from a page what is different each time: where the folder is, when it was saved, how the
browser of this computer writes a date (a Chinese one writes 2026/06/22)."""
_INTO_VIEW: Final = "element => element.scrollIntoView({block: 'center'})"
_QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_DONE, _BEGUN, _OPEN = "已完成", "进行中", "未开始"
_REPORTED: Final = {
    "城关中心卫生院": (_BEGUN, _DONE, _DONE, _OPEN, _OPEN, _DONE, _DONE, _OPEN, _DONE),
    "临水乡卫生院": (_BEGUN, _DONE, _BEGUN, _OPEN, _OPEN, _BEGUN, _BEGUN, _OPEN, _DONE),
    "市疾病预防控制中心": (_OPEN, _BEGUN, _BEGUN, _DONE),
    "市妇幼保健院": (_BEGUN, _DONE, _DONE, _OPEN, _OPEN, _DONE, _DONE, _OPEN, _DONE),
}
"""What units report, task by task as their lists stand."""
_LATE_LIST: Final = ("青石镇卫生院", (_BEGUN, _DONE, "基本完成", _OPEN, _OPEN, _DONE))
"""The list that is dropped in the picture of 收件; one of its words is not known."""
_DECIDED: Final = (
    ("leadership", "市妇幼保健院"),
    ("leadership", "城关中心卫生院"),
    ("cold-chain", "市妇幼保健院"),
    ("training", "市疾病预防控制中心"),
    ("cold-chain", "城关中心卫生院", "--return", "--reason", "没有检查记录"),
)
"""What the bureau has decided: the task, the unit, how if not closed."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: where it is taken, and what is done there before."""

    name: str
    screen: str
    before: Callable[[Page, Path], None] = lambda page, folder: None


def _choose_measure(page: Page, folder: Path) -> None:
    page.locator("#editor[data-ready]").wait_for()
    page.locator("#outline .row", has_text="方便群众接种").first.click()
    page.locator("#fields h2", has_text="方便群众接种").wait_for()
    page.locator("#pages .selected").first.evaluate(
        "block => block.scrollIntoView({block: 'center'})"
    )


def _drop_list(page: Page, folder: Path) -> None:
    (path,) = (folder.parent / "收件").glob(f"{_LATE_LIST[0]}_*.xlsx")
    page.set_input_files("#files", path)
    page.get_by_text("刚才收的").wait_for()


def _import_notice(page: Page, folder: Path) -> None:
    page.set_input_files("#file", folder.parent / "去年的通知.docx")
    page.get_by_text("读成了").wait_for()


SHOTS: Final = (
    Shot("home", "/"),
    Shot("edit", "/plans/2026.yaml/edit", _choose_measure),
    Shot("questions", "/plans/2027.yaml/questions"),
    Shot("check", "/plans/2027.yaml/check"),
    Shot("papers", "/plans/2026.yaml/papers"),
    Shot("lists", "/plans/2026.yaml/lists"),
    Shot("issue", "/plans/2026.yaml/issue"),
    Shot("ledger", f"/plans/2026.yaml/ledger?day={AS_OF}"),
    Shot("reminders", f"/plans/2026.yaml/reminders?day={AS_OF}"),
    Shot("reports", "/plans/2026.yaml/reports?period=2026Q2"),
    Shot("compare", "/plans/2027.yaml/compare"),
    Shot("returns", "/plans/2026.yaml/returns", _drop_list),
    Shot("import", "/import", _import_notice),
)
"""In this order: the last ones change the folder."""


def draw(images: Path, scratch: Path) -> None:
    """Draw every picture of the workbench into a folder."""
    folder = example_folder(scratch)
    with _served(folder, scratch / "state") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=list(_QUIET),
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        )
        width, height = _WINDOW
        page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        page.goto(address)
        for shot in SHOTS:
            page.goto(address.partition("/?")[0] + shot.screen)
            shot.before(page, folder)
            page.evaluate(_SAME_WORDS, [str(folder), _PLACE])
            _save(page.screenshot(animations="disabled"), images / f"{shot.name}.png")
        browser.close()


def example_folder(scratch: Path) -> Path:
    """A year of a bureau: plan, papers, lists that came back, ledger, the next year's draft."""
    folder, returns = scratch / "年度方案", scratch / "收件"
    (folder / "plans").mkdir(parents=True)
    returns.mkdir()
    shutil.copy(PLAN, folder / "plans/2026.yaml")
    _plangen(folder, "build", "plans/2026.yaml")
    for unit, states in _REPORTED.items():
        _fill_in(folder, unit, states, returns)
    _plangen(folder, "collect", returns, "--plan", "plans/2026.yaml", "--as-of", AS_OF)
    _fill_in(folder, *_LATE_LIST, returns)
    for task, unit, *ruling in _DECIDED:
        named = ("--unit", unit, "--plan", "plans/2026.yaml", "--as-of", AS_OF)
        _plangen(folder, "close", task, *named, *ruling)
    _plangen(folder, "draft", "2027", "--from", "plans/2026.yaml")
    _revise(folder / "plans/2027.yaml")
    _write_last_year(folder, scratch)
    for path in folder.glob("build/**/*"):
        os.utime(path, (_MADE_AT, _MADE_AT))
    return folder


def _fill_in(folder: Path, unit: str, states: Iterable[str], returns: Path) -> None:
    """The list of a unit as it comes back."""
    (path,) = folder.glob(f"build/2026/*/单位/{unit}_*.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["任务清单"]
    state_column, row = _heading(sheet, "完成情况")
    day_column, _ = _heading(sheet, "完成日期")
    for offset, state in enumerate(states, 1):
        sheet.cell(row + offset, state_column).value = state
        if state == _DONE:
            sheet.cell(row + offset, day_column).value = date(2026, 2, 20)
    data = BytesIO()
    workbook.save(data)
    with ZipFile(data) as saved, ZipFile(returns / path.name, "w", ZIP_DEFLATED) as returned:
        for name in saved.namelist():
            returned.writestr(name, _MODIFIED.sub(_SENT_AT, saved.read(name)))


def _heading(sheet: Worksheet, words: str) -> tuple[int, int]:
    """The column and the row of a heading."""
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == words:
                return cell.column, cell.row
    raise LookupError(words)


def _revise(plan: Path) -> None:
    """Give the draft what comparison and checking have to show."""
    text = plan.read_text("utf-8")
    for old, new in (
        ("接种率达到95%以上。", "接种率达到96%以上。"),
        ("at_least: 95", "at_least: 96"),
        ("每季度末25日", "每季度末20日"),
        ("周末门诊，向社会", "周末门诊,向社会"),
        ("培训一遍，考核合格后上岗。", "培训一遍，考核合格后上岗，合格率要达到100%。"),
    ):
        if old not in text:
            raise LookupError(old)
        text = text.replace(old, new)
    plan.write_text(text, "utf-8")


def _write_last_year(folder: Path, scratch: Path) -> None:
    """The notice of the year before, as Word keeps it."""
    plan = scratch / "plans" / "2025.yaml"
    plan.parent.mkdir()
    text = PLAN.read_text("utf-8").replace("2026", "2025")
    for words, unit in (("公布开诊时间。", "各接种单位"), ("接种证查验。", "市疾控中心")):
        text = text.replace(words, f"{words[:-1]}（责任单位：{unit}）。")
    plan.write_text(text, "utf-8")
    _plangen(scratch, "notice", plan, "-o", scratch / "去年的通知.docx")


def _plangen(folder: Path, *words: str | Path) -> None:
    program = Path(sysconfig.get_path("scripts"), "plangen")
    subprocess.run([program, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _served(folder: Path, state: Path) -> Iterator[str]:
    """The address of the workbench of a folder."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "plangen", "serve", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline() if process.stdout else "")
            if address is None:
                raise RuntimeError("the workbench does not start")
            yield address[0]
        finally:
            process.terminate()
            process.wait(10)


def _save(screen: bytes, path: Path) -> None:
    """Keep a screen as a small picture: fewer pixels, few colours; not if it looks as before."""
    image = Image.open(BytesIO(screen)).convert("RGB")
    height = round(image.height * _WIDTH / image.width)
    small = image.resize((_WIDTH, height), Image.Resampling.LANCZOS)
    few = small.quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    if path.exists():
        changes = ImageChops.difference(few.convert("RGB"), Image.open(path).convert("RGB"))
        if not any(changes.convert("L").histogram()[_UNSEEN:]):
            return
    few.save(path, optimize=True)
