"""What a clerk does on each screen, without the browser."""

import threading
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import returned
from support.program import run
from support.workbench import WITHIN, buttons, client, folder_of, result

from plangen.web.jobs import Job
from plangen.web.plan_folder import PlanFolder
from plangen.web.visit import Desk

PLAN = "/plans/2022.yaml"
MANY = """series: books
year: 2026
title: 某局2026年登记工作方案
issuer: 某局
issue: {form: plan}
sections:
  - title: 工作要求
    requirements:
"""
"""A plan that its items are to follow."""
BROKEN = "series: x\nyear: 2026\ntitle: 某局工作方案\nissuer: 某局\n"


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    page = client(tmp_path).get("/").text
    for words in ("导入去年的 Word 文件", "从样例开始", "空白"):
        assert words in page


def test_a_new_workspace_opens_at_once(tmp_path: Path) -> None:
    assert run("init", tmp_path / "本局", "--year", "2027").code == 0
    visitor = client(tmp_path / "本局")
    assert "某某市卫生健康局2027年重点工作实施方案" in visitor.get("/").text
    assert visitor.get("/plans/2027.yaml/papers").status_code == 200


def test_the_sample_is_a_plan(tmp_path: Path) -> None:
    visitor = client(tmp_path)
    answer = visitor.post("/new", data={"start": "sample", "year": "2027"})
    assert answer.url.path == "/plans/2027.yaml/questions"
    assert "2027年的方案建好了" in answer.text
    assert run("check", tmp_path / "plans/2027.yaml").code == 0


def test_an_empty_plan_asks_what_is_to_be_written(tmp_path: Path) -> None:
    visitor = client(tmp_path)
    said = {"title": '某局"重点"工作方案', "issuer": "某局", "year": "2027"}
    answer = visitor.post("/new", data=said)
    assert "写上工作目标" in answer.text
    assert run("check", tmp_path / "plans/2027.yaml").code == 0
    visitor.post("/new", data=said)
    assert (tmp_path / "plans/2027-2.yaml").exists()


@pytest.mark.parametrize("said", [{"title": ""}, {"year": "27"}, {"issuer": ""}], ids=str)
def test_an_empty_plan_needs_a_title(tmp_path: Path, said: dict[str, str]) -> None:
    data = {"title": "某局工作方案", "issuer": "某局", "year": "2027", **said}
    answer = client(tmp_path).post("/new", data=data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not list(tmp_path.rglob("*.yaml"))


def test_a_paper_is_imported_and_says_what_is_to_be_decided(tmp_path: Path) -> None:
    run("notice", returned.ROOT / "plans/2018.yaml", "-o", tmp_path / "去年.docx")
    visitor = client(tmp_path / "")
    with (tmp_path / "去年.docx").open("rb") as file:
        page = result(visitor, visitor.post("/import", files={"file": ("去年.docx", file)}))
    assert "去年.docx 读成了2018年的一份方案" in page.text
    assert "一个字不差" in page.text
    assert (tmp_path / "plans/2018.yaml").exists()


def test_what_differs_from_the_paper_is_told_in_words(tmp_path: Path) -> None:
    """A table within the text becomes an annex, whose number and title the paper has not."""
    paper = (
        "<p>某局2026年登记工作方案</p><p>一、主要任务</p><p>每周登记一次。</p>"
        "<table><tr><td>街道</td><td>户数</td></tr><tr><td>东街</td><td>30</td></tr></table>"
        "<p>二、工作要求</p><p>按时报送。</p>"
    )
    visitor = client(tmp_path)
    answer = visitor.post("/import", files={"file": ("去年.html", paper.encode())})
    page = result(visitor, answer).text
    assert "有出入" in page
    assert "原文里没有，这里多了：" in page


def test_what_is_no_paper_is_said_where_it_was_sent(tmp_path: Path) -> None:
    visitor = client(tmp_path)
    page = result(visitor, visitor.post("/import", files={"file": ("乱.docx", b"PK\x03\x04no")}))
    assert "没有做成" in page.text
    assert str(tmp_path) not in page.text.partition("<footer")[0]
    assert "plangen-" not in page.text
    assert "没有选文件" in visitor.post("/import", files={"file": ("", b"")}).text


def test_a_classified_paper_is_not_imported(tmp_path: Path) -> None:
    text = (returned.ROOT / "plans/2018.yaml").read_text("utf-8")
    secret = tmp_path / "s.yaml"
    secret.write_text(text.replace("issue:\n", "issue:\n  classification: 秘密★1年\n", 1), "utf-8")
    assert run("notice", secret, "-o", tmp_path / "密.docx").code == 0
    (tmp_path / "w").mkdir()
    visitor = client(tmp_path / "w")
    with (tmp_path / "密.docx").open("rb") as file:
        page = result(visitor, visitor.post("/import", files={"file": ("密.docx", file)}))
    assert "标有密级" in page.text
    assert not list((tmp_path / "w/plans").glob("*.yaml"))


def test_next_year_is_drafted_and_its_questions_are_worked_off(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    page = visitor.post(f"{PLAN}/draft", data={"year": "2023"})
    assert page.url.path == "/plans/2023.yaml/questions"
    before = page.text.count('name="question"')
    assert before > 3
    value = page.text.partition('name="question" value="')[2].partition('"')[0]
    address = "/plans/2023.yaml/questions"
    left = visitor.post(address, data={"question": value}).text
    assert left.count('name="question"') == before - 1
    assert "刚才改过" in visitor.post(address, data={"question": value}).text
    assert "已经有了" in visitor.post(f"{PLAN}/draft", data={"year": "2023"}).text


def test_a_question_is_one_wherever_it_is_counted_and_leads_to_what_it_is_about(
    tmp_path: Path,
) -> None:
    """Whatever punctuation it holds, and above whatever line it stands."""
    folder = folder_of(tmp_path)
    question = "# 待定：没有写时限的，先按全年；有统一时限的，改成它\n"
    text = f"{MANY}      - id: check # 待定：问甲；核对；待定：问乙\n        text: 每周登记一次。\n"
    plan = folder / "plans/2026.yaml"
    defaults = f"{question}defaults: {{deadline: 全年}}\n"
    plan.write_text(text.replace("issue:", f"{defaults}issue:"), "utf-8")
    visitor = client(folder)
    assert "3 处待定" in visitor.get("/").text
    page = visitor.get("/plans/2026.yaml/questions").text
    assert "还有 3 处要人拿主意" in page
    links = [piece.partition('"')[0] for piece in page.split('href="edit?part=')[1:]]
    assert links == ["plan", "%40check", "%40check"]
    assert page.count("每周登记一次") == 2  # said once a question
    assert run("check", plan, "--select", "open-question").out.count("还有待定") == 3


def test_what_was_reached_stands_in_the_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = client(folder_of(tmp_path, 2022))
    assert 'name="progress"' not in visitor.get(f"{PLAN}/draft").text
    file = sent(("市疾控中心.xlsx", returned.edited("cdc", returned.done(3))))
    result(visitor, visitor.post(f"{PLAN}/returns", files=file))
    assert 'name="progress" value="1" checked' in visitor.get(f"{PLAN}/draft").text
    visitor.post(f"{PLAN}/draft", data={"year": "2023", "progress": "1"})
    run("draft", "2023", "--from", "plans/2022.yaml", "-o", "plans/s.yaml", "--progress")
    drafted = (tmp_path / "plans/2023.yaml").read_text("utf-8")
    assert drafted == (tmp_path / "plans/s.yaml").read_text("utf-8")
    visitor.post(f"{PLAN}/draft", data={"year": "2024"})
    assert "完成情况" not in (tmp_path / "plans/2024.yaml").read_text("utf-8")


def faulty(tmp_path: Path) -> Path:
    """A plan with a slip that can be mended and one that may be meant."""
    folder = folder_of(tmp_path, 2022)
    plan = folder / "plans/2022.yaml"
    text = plan.read_text("utf-8").replace("确保本系统", "确保本系统,", 1)
    plan.write_text(text.replace("在90%以上", "在92%以上", 1), "utf-8")
    return plan


def test_findings_are_shown_with_their_words_and_mended(tmp_path: Path) -> None:
    plan = faulty(tmp_path)
    visitor = client(tmp_path)
    page = visitor.get(f"{PLAN}/check").text
    assert "<mark>,</mark>" in page
    assert "series:" not in page
    mends = [mend for mend in buttons(page, "mend") if mend != "all"]
    assert len(mends) == 1
    assert "已经改好" in visitor.post(f"{PLAN}/check", data={"mend": mends[0]}).text
    assert "确保本系统，" in plan.read_text("utf-8")
    assert "刚才改过" in visitor.post(f"{PLAN}/check", data={"mend": mends[0]}).text


def test_a_finding_is_waived_with_a_reason(tmp_path: Path) -> None:
    plan = faulty(tmp_path)
    visitor = client(tmp_path)
    page = visitor.get(f"{PLAN}/check").text
    place = next(
        piece.partition('"')[0]
        for piece in page.split('data-place="')[1:]
        if "两处的数不一致" in piece.partition(">")[0]
    )
    assert "要写理由" in visitor.post(f"{PLAN}/check", data={"waive": place}).text
    said = {"waive": place, "reason": "上级文件原文如此"}
    page = visitor.post(f"{PLAN}/check", data=said).text
    assert "两处的数不一致" not in page
    assert "上级文件原文如此" in plan.read_text("utf-8")
    assert "unused-waiver" not in run("check", plan).out


def test_the_same_finding_in_many_places_is_waived_in_all(tmp_path: Path) -> None:
    plan = folder_of(tmp_path) / "plans/2026.yaml"
    items = "".join(f"      - text: {sign}室做好帐册登记。\n" for sign in "甲乙丙丁戊")
    plan.write_text(MANY + items, "utf-8")
    visitor = client(tmp_path)
    page = visitor.get("/plans/2026.yaml/check").text
    assert "别处还有 4 处一样的" in page
    (place,) = [
        piece.partition('"')[0]
        for piece in page.split('data-place="')[1:]
        if "帐册" in piece.partition(">")[0]
    ]
    said = {"waive": place, "reason": "档案原名如此"}
    page = visitor.post("/plans/2026.yaml/check", data=said).text
    assert "已经豁免" in page
    assert "帐册" not in page
    assert "unused-waiver" not in run("check", plan).out


def test_the_same_slip_in_many_places_is_mended_in_all(tmp_path: Path) -> None:
    plan = folder_of(tmp_path) / "plans/2026.yaml"
    items = "".join(f"      - text: {sign}室做好登记,每月核对。\n" for sign in "甲乙丙丁戊")
    plan.write_text(MANY + items, "utf-8")
    visitor = client(tmp_path)
    page = visitor.get("/plans/2026.yaml/check").text
    (mend,) = [mend for mend in buttons(page, "mend") if mend != "all"]
    visitor.post("/plans/2026.yaml/check", data={"mend": mend})
    assert plan.read_text("utf-8").count("，每月核对") == 5


def test_a_plan_with_errors_leads_to_them(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/2026.yaml").write_text(BROKEN, "utf-8")
    visitor = client(tmp_path)
    assert "处错误" in visitor.get("/").text
    assert "错误" in visitor.get("/plans/2026.yaml/check").text
    for screen in ("tasks", "papers", "returns", "ledger", "draft", "questions"):
        answer = visitor.get(f"/plans/2026.yaml/{screen}")
        assert answer.status_code == 409, screen
        assert "先到“检查”里改正" in answer.text
        assert 'href="/plans/2026.yaml/check">到检查' in answer.text


def test_tasks_are_filtered(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    whole = visitor.get(f"{PLAN}/tasks").text
    part = visitor.get(f"{PLAN}/tasks", params={"unit": "市疾控中心"}).text
    assert part.count("<tr>") < whole.count("<tr>")
    assert "件，共" in part
    assert "没有这样的任务" in visitor.get(f"{PLAN}/tasks", params={"before": "1990-01-01"}).text
    assert "不是日期" in visitor.get(f"{PLAN}/tasks", params={"before": "x"}).text


def test_papers_are_made_and_sent(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    page = visitor.post(f"{PLAN}/papers", data={"do": "all"})
    assert "已生成公文、公文（PDF）、任务分解表（Word）、任务分解表（Excel）" in page.text
    links = [piece.partition('"')[0] for piece in page.text.split('href="papers/files/')[1:]]
    assert len(links) == 4
    for link in links:
        paper = visitor.get(f"{PLAN}/papers/files/{link}").content
        assert paper.startswith((b"PK", b"%PDF"))
    run("notice", tmp_path / "plans/2022.yaml", "-o", tmp_path / "same.docx")
    made = next((tmp_path / "build/2022").glob("*通知.docx"))
    assert made.read_bytes() == (tmp_path / "same.docx").read_bytes()


def test_an_edited_paper_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    import docx

    visitor = client(folder_of(tmp_path, 2022))
    visitor.post(f"{PLAN}/papers", data={"do": "notice"})
    made = next((tmp_path / "build/2022").glob("*通知.docx"))
    document = docx.Document(str(made))
    edited = next(p for p in document.paragraphs if "认真履行禁毒工作职责" in p.text)
    edited.runs[-1].text = edited.runs[-1].text.replace("认真履行", "切实履行")
    document.save(str(made))
    before = made.read_bytes()
    page = visitor.post(f"{PLAN}/papers", data={"do": "notice"})
    assert (page.status_code, made.read_bytes()) == (422, before)
    assert "--" not in page.text.partition('role="alert">')[2].partition("</p>")[0]
    shown = visitor.get(f"{PLAN}/corrections").text
    assert "收得进方案的 1 处" in shown
    assert "收进了 1 处" in visitor.post(f"{PLAN}/corrections").text
    assert "切实履行禁毒工作职责" in (tmp_path / "plans/2022.yaml").read_text("utf-8")
    answer = visitor.post(f"{PLAN}/papers", data={"do": "notice", "overwrite": "1"})
    assert "已生成公文" in answer.text


def test_checklists_are_delivered_by_a_job(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    page = result(visitor, visitor.post(f"{PLAN}/lists", data={"do": "lists"})).text
    assert "9 份清单" in page
    assert "市疾控中心" in page
    assert visitor.get(f"{PLAN}/lists/all").content.startswith(b"PK")


@pytest.mark.parametrize(
    "path", ["../plans/2022.yaml", "/etc/passwd", "2022/../../plans/2022.yaml"]
)
def test_no_other_file_is_sent_or_opened(tmp_path: Path, path: str) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    visitor.post(f"{PLAN}/papers", data={"do": "notice"})
    said = {"do": "open", "path": path}
    assert visitor.post(f"{PLAN}/papers", data=said).status_code == 404
    quoted = path.replace("/", "%2F").replace(".", "%2E")
    assert visitor.get(f"{PLAN}/papers/files/{quoted}").status_code == 404


def sent(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


def test_returned_lists_come_in_words_are_explained_and_tasks_closed(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    assert "把收回的表拖到这里" in visitor.get(f"{PLAN}/returns").text
    first = returned.edited("cdc", returned.done(3), returned.put("完成情况", None, "差不多了"))
    files = sent(("市疾控中心.xlsx", first), ("乱.xlsx", b"no"))
    answer = visitor.post(f"{PLAN}/returns", files=files)
    page = result(visitor, answer)
    assert "刚才收的 2 个文件：台账新增 6 行" in page.text
    assert "没有收" in page.text
    assert "“差不多了”" in page.text
    job = buttons(page.text, "job")[0]
    said = {"do": "words", "job": job, "word-差不多了": "进行中"}
    page = result(visitor, visitor.post(f"{PLAN}/returns", data=said))
    assert "新增 1 行" in page.text
    assert "这些说法是什么意思" not in page.text
    assert "差不多了" in (tmp_path / "plangen.toml").read_text("utf-8")
    ledger = visitor.get(f"{PLAN}/ledger").text
    ready = [piece.partition('"')[0] for piece in ledger.split('name="one" value="')[1:]]
    ready = [key for key in ready if key]
    assert len(ready) == 2
    closed = visitor.post(f"{PLAN}/ledger", data={"one": ready[0]}).text
    assert "1 件，销号。" in closed
    text = (tmp_path / "progress/2022/台账.csv").read_text("utf-8-sig")
    assert text.count(",销号,") == 1


def test_many_are_decided_at_once_and_what_cannot_be_is_said(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    ledger = visitor.get(f"{PLAN}/ledger").text
    lines = buttons(ledger, "line")[:3]
    assert (
        "要写理由" in visitor.post(f"{PLAN}/ledger", data={"line": lines, "ruling": "不适用"}).text
    )
    page = visitor.post(f"{PLAN}/ledger", data={"line": lines, "ruling": "销号"})
    assert "3 件没有办" in page.text
    assert "--waive" not in page.text
    said = {"line": lines, "ruling": "不适用", "reason": "没有门诊"}
    assert "3 件，不适用。" in visitor.post(f"{PLAN}/ledger", data=said).text
    said = {"line": lines[:1], "ruling": "延期", "reason": "等设备", "until": "x"}
    assert "不是日期" in visitor.post(f"{PLAN}/ledger", data=said).text
    assert "还没有选任务" in visitor.post(f"{PLAN}/ledger", data={"ruling": "销号"}).text


def test_the_ledger_is_filtered(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    late = visitor.get(f"{PLAN}/ledger", params={"day": "2022-12-31", "light": "红"}).text
    assert "逾期" in late
    part = visitor.get(f"{PLAN}/ledger", params={"unit": "市疾控中心", "find": "艾滋病"}).text
    assert 0 < part.count('name="line"') < 10
    assert "没有这样的任务" in visitor.get(f"{PLAN}/ledger", params={"find": "没有这个"}).text
    assert visitor.get(f"{PLAN}/ledger/table").content.startswith(b"PK")


@pytest.mark.parametrize("name", ["goal", "department"])
def test_the_ledger_is_filtered_by(tmp_path: Path, name: str) -> None:
    visitor = client(folder_of(tmp_path, 2018))
    page = visitor.get("/plans/2018.yaml/ledger").text
    options = page.partition(f'<select id="{name}"')[2].partition("</select>")[0]
    first = options.split('value="')[2].partition('"')[0]
    part = visitor.get("/plans/2018.yaml/ledger", params={name: first}).text
    assert 0 < part.count('name="line"') < page.count('name="line"')


def test_what_is_decided_in_excel_comes_back_through_returns(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    file = sent(("市疾控中心.xlsx", returned.edited("cdc", returned.done(2))))
    result(visitor, visitor.post(f"{PLAN}/returns", files=file))
    book = openpyxl.load_workbook(BytesIO(visitor.get(f"{PLAN}/ledger/table").content))
    sheet = next(sheet for sheet in book if _column(sheet, "决定"))
    column, state = _column(sheet, "决定"), _column(sheet, "状态")
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, state).value == "待销号"]
    sheet.cell(rows[0], column).value = "销号"
    data = BytesIO()
    book.save(data)
    files = sent(("台账.xlsx", data.getvalue()))
    page = result(visitor, visitor.post(f"{PLAN}/returns", files=files)).text
    assert "局里的决定" in page
    assert (tmp_path / "progress/2022/台账.csv").read_text("utf-8-sig").count(",销号,") == 1
    assert "台账.xlsx" in visitor.get(f"{PLAN}/returns").text


def _column(sheet: Any, name: str) -> int:
    """The column with a heading; 0 where there is none."""
    for row in sheet.iter_rows(max_row=6):
        for cell in row:
            if cell.value == name:
                return int(cell.column)
    return 0


def test_without_typst_the_reason_stands_where_the_pdf_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plangen.web.screens.papers.find_spec", lambda _: None)
    visitor = client(folder_of(tmp_path, 2022))
    assert "没有装写 PDF 的组件" in visitor.get(f"{PLAN}/papers").text
    answer = visitor.post(f"{PLAN}/papers", data={"do": "pdf"})
    assert (answer.status_code, "另存为 PDF" in answer.text) == (422, True)
    visitor.post(f"{PLAN}/papers", data={"do": "all"})
    assert sorted({path.suffix for path in tmp_path.glob("build/2022/*")}) == [".docx", ".xlsx"]


def test_two_years_stand_side_by_side(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2018, 2022))
    page = visitor.get(f"{PLAN}/compare").text
    assert "<del>" in page
    assert "<ins>" in page
    for paper in ("table", "redline"):
        answer = visitor.get(f"{PLAN}/compare/{paper}", params={"with": "2018.yaml"})
        assert answer.content.startswith(b"PK")
    by = visitor.get(f"{PLAN}/compare", params={"by": "responsible", "with": "2018.yaml"}).text
    assert "单位：" in by
    alone = client(folder_of(tmp_path / "alone", 2022)).get(f"{PLAN}/compare").text
    assert "还没有可比的" in alone


def test_a_job_is_watched_and_cancelled(tmp_path: Path) -> None:
    desk = Desk(PlanFolder(tmp_path))
    visitor, job, begun = client(tmp_path, desk), Job("收清单", "/import"), threading.Event()

    def work(job: Job) -> str:
        while True:
            job.advance(1, 100)
            begun.set()
            time.sleep(0.01)

    desk.jobs.start(job, work)
    assert begun.wait(WITHIN)
    page = visitor.get(f"/jobs/{job.id}").text
    assert "<progress" in page
    assert "取消" in page
    assert visitor.get(f"/jobs/{job.id}/state").json()["total"] == 100
    visitor.post(f"/jobs/{job.id}/cancel")
    while desk.jobs.is_busy:
        time.sleep(0.01)
    assert "收清单：已取消" in visitor.get(f"/jobs/{job.id}").text
    assert job.result is None
    assert visitor.get("/jobs/none").status_code == 404


NUMBERED = """series: books
year: 2026
title: 某局2026年登记工作方案
issuer: 某局
issue:
  form: notice
  doc_number: 某发〔2026〕号
  recipients: 各科室：
  body: 现印发给你们。
  title: 某局关于印发工作方案的通知
  signature: [某局]
  signed_on: 2026-02-10
sections:
  - title: 工作要求
    requirements:
      - text: 各科室认真登记。
  - title: 保障措施
"""
"""A plan whose number is not filled in, with a section that says nothing."""


def test_a_number_that_is_not_filled_in_leads_to_its_field(tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(NUMBERED, "utf-8")
    visitor = client(tmp_path)
    link = '<a href="edit?line=7&amp;column=15&amp;ask=doc_number">'
    assert (
        f"填上顺序号再生成。{link}填“发文字号”</a>" in visitor.get("/plans/2026.yaml/papers").text
    )
    assert f"{link}去改</a>" in visitor.get("/plans/2026.yaml/issue").text
    opened = visitor.get(
        "/plans/2026.yaml/edit/part", params={"line": 7, "column": 15, "ask": "doc_number"}
    ).json()
    assert (opened["key"], opened["field"]) == ("issue", "doc_number")


def test_a_draft_with_questions_is_called_one(tmp_path: Path) -> None:
    asked = NUMBERED.replace("  signed_on", "  # 待定：哪一天印发\n  signed_on")
    (tmp_path / "2026.yaml").write_text(asked, "utf-8")
    assert (
        "还有 1 处待定，生成的是没有定的稿子"
        in client(tmp_path).get("/plans/2026.yaml/papers").text
    )


def test_what_is_no_matter_of_wording_is_not_waived(tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(NUMBERED, "utf-8")
    visitor = client(tmp_path)
    state = visitor.get("/plans/2026.yaml/edit/state").json()
    told = {found["message"]: found["waivable"] for found in state["findings"]}
    assert told["“保障措施”只有标题，下面什么也没有"] is False
    page = visitor.get("/plans/2026.yaml/check").text
    entry = page.partition("“保障措施”只有标题")[2].partition("</li>")[0]
    assert "去改" in entry
    assert "豁免" not in entry


def test_another_work_is_compared_only_where_it_is_chosen(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2022)
    (folder / "plans/2026.yaml").write_text(NUMBERED, "utf-8")
    page = client(folder).get("/plans/2026.yaml/compare").text
    assert "没有同一项工作的另一份" in page
    assert "下载对照表" not in page
    page = client(folder).get("/plans/2026.yaml/compare", params={"with": "2022.yaml"}).text
    assert "下载对照表" in page
