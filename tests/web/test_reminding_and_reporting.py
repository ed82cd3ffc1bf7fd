"""催办 and 通报 in the workbench: figures on the screen, papers as jobs, edits never lost."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient
from support.ledgers import PLAN, office, reported
from support.program import run
from support.workbench import buttons, client, result

SCREENS = "/plans/2026.yaml"
DAY = {"day": "2026-07-03"}
LINES = (
    reported("poles", "east", "已完成", done_on="2026-06-18"),
    reported("poles", "west", "进行中", problem="登高车还没有到位"),
    reported("patrol", "west", "已完成", "2026Q1", decision="销号", decided_on="2026-04-01"),
)
ONE = PLAN.partition("      - id: patrol")[0].replace("units: [stations]", "units: [east]")
"""The plan with one task, of one unit."""
FOLDER = "build/2026/催办_2026-07-03/单位"


@pytest.fixture
def visitor(tmp_path: Path) -> TestClient:
    office(tmp_path, LINES)
    return client(tmp_path)


def reminded(visitor: TestClient, *places: int, **said: str) -> str:
    """The screen after the papers of some rows were made."""
    stems = buttons(visitor.get(f"{SCREENS}/reminders", params=DAY).text, "unit")
    data = {"unit": [stems[place] for place in places], **said}
    answer = visitor.post(f"{SCREENS}/reminders", params=DAY, data=data)
    page: str = result(visitor, answer).text
    return page


def test_who_is_to_be_reminded_is_told_with_numbers(visitor: TestClient) -> None:
    page = visitor.get(f"{SCREENS}/reminders", params=DAY).text
    assert "要催 3 家，逾期 7 件；" in page
    assert page.index("北片管护站") < page.index("西片管护站")
    assert "一份都没有报" in page
    assert "还没有生成" in page


def test_papers_are_made_of_those_who_are_ticked(visitor: TestClient, tmp_path: Path) -> None:
    page = reminded(visitor, 0, 2)
    assert "生成了 2 家的 6 个文件" in page
    made = sorted(path.name for path in (tmp_path / FOLDER).glob("*.docx"))
    assert made == ["北片管护站_催办.docx", "西片管护站_催办.docx"]
    links = [piece.partition('"')[0] for piece in page.split('href="papers/files/')[1:]]
    assert len(links) == 6
    for link in links:
        assert visitor.get(f"{SCREENS}/papers/files/{link}").status_code == 200
    archive = visitor.get(f"{SCREENS}/reminders/all", params=DAY).content
    assert len(zipfile.ZipFile(BytesIO(archive)).namelist()) == 6


def test_nobody_ticked_is_said(visitor: TestClient, tmp_path: Path) -> None:
    answer = visitor.post(f"{SCREENS}/reminders", params=DAY)
    assert answer.status_code == 422
    assert "还没有选要催谁" in answer.text
    assert not (tmp_path / "build").exists()


def edit(path: Path) -> bytes:
    document = docx.Document(str(path))
    document.paragraphs[0].add_run("（另加一句）")
    document.save(str(path))
    return path.read_bytes()


def test_an_edited_reminder_stays_until_it_is_given_up(visitor: TestClient, tmp_path: Path) -> None:
    reminded(visitor, 0)
    path = tmp_path / FOLDER / "北片管护站_催办.docx"
    edited = edit(path)
    page = reminded(visitor, 0)
    assert "这些有人改过，没有动" in page
    assert "--overwrite" not in page
    assert path.read_bytes() == edited
    assert "这些有人改过" not in reminded(visitor, 0, overwrite="1")
    assert path.read_bytes() != edited


def test_who_answers_is_written_into_the_settings(visitor: TestClient, tmp_path: Path) -> None:
    settings = tmp_path / "plangen.toml"
    settings.write_text("# 本局的\n[check]\nload = 20 # 多了\n\n[remind]\ndays = 3 # 急\n", "utf-8")
    said = {"do": "remind", "contact": "张三 010-1", "mail": "", "days": "4"}
    assert "存好了" in visitor.post(f"{SCREENS}/reminders", data=said).text
    assert settings.read_text("utf-8") == (
        '# 本局的\n[check]\nload = 20 # 多了\n\n[remind]\ndays = 4 # 急\ncontact = "张三 010-1"\n'
    )
    before = settings.read_bytes()
    answer = visitor.post(f"{SCREENS}/reminders", data={**said, "days": "999"})
    assert answer.status_code == 422
    assert settings.read_bytes() == before


def test_a_classified_plan_is_refused_with_the_reason(tmp_path: Path) -> None:
    secret = PLAN.replace("issue: {", "issue: {classification: 秘密★1年, ")
    office(tmp_path, LINES, secret)
    for screen in ("reminders", "reports", "lists", "issue"):
        answer = client(tmp_path).get(f"{SCREENS}/{screen}")
        assert answer.status_code == 403, screen
        assert "标有密级" in answer.text


def test_nobody_to_remind_is_said(tmp_path: Path) -> None:
    office(tmp_path, [reported("poles", "east", "已完成")], ONE)
    visitor = client(tmp_path)
    page = visitor.get(f"{SCREENS}/reminders", params={"day": "2026-02-01"}).text
    assert "截至2月1日，没有要催的" in page
    assert "生成催办文件" not in page
    assert "不是日期" in visitor.get(f"{SCREENS}/reminders", params={"day": "x"}).text


PERIOD = {"period": "2026Q2"}


def test_a_period_is_counted_on_the_screen(visitor: TestClient) -> None:
    page = visitor.get(f"{SCREENS}/reports", params=PERIOD).text
    assert "第二季度进展情况的通报" in page
    assert "名次" in page
    assert 'value="2026Q2" selected' in page
    plain = visitor.get(f"{SCREENS}/reports", params={**PERIOD, "ranking": "no"}).text
    assert '<th scope="col" class="number">名次' not in plain
    assert "看不懂" in visitor.get(f"{SCREENS}/reports", params={"period": "x"}).text


def test_the_report_is_the_commands(visitor: TestClient, tmp_path: Path) -> None:
    answer = visitor.post(f"{SCREENS}/reports", params=PERIOD, data={"do": "report"})
    page = result(visitor, answer).text
    assert "已生成《关于" in page
    (path,) = (tmp_path / "build/2026").glob("*通报.docx")
    assert list((tmp_path / "progress/2026/通报").glob("2026Q2_*.json"))
    edited = edit(path)
    again = visitor.post(f"{SCREENS}/reports", params=PERIOD, data={"do": "report"})
    assert (again.status_code, path.read_bytes()) == (422, edited)
    assert "仍然覆盖" in again.text
    said = {"do": "report", "overwrite": "1"}
    result(visitor, visitor.post(f"{SCREENS}/reports", params=PERIOD, data=said))
    assert path.read_bytes() != edited
    later = visitor.get(f"{SCREENS}/reports", params={"period": "2026Q3"}).text
    assert "和第二季度比" in later


def test_a_year_to_come_has_nothing_to_report(tmp_path: Path) -> None:
    office(tmp_path, (), PLAN.replace("2026", "2098"))
    assert "还没有开始" in client(tmp_path).get(f"{SCREENS}/reports").text


PARKS = PLAN.replace("series: lamps", "series: parks").replace("路灯管护", "公园管护")
"""Another plan of the year, which asks the same units."""


def put_beside(folder: Path, text: str = PARKS) -> None:
    (folder / "plans/2026-parks.yaml").write_text(text, "utf-8")


def ticked(page: str) -> bool:
    return 'name="with" value="2026-parks.yaml" checked' in page


def test_plans_that_are_out_are_taken_together(visitor: TestClient, tmp_path: Path) -> None:
    alone = visitor.get(f"{SCREENS}/reminders", params=DAY).text
    assert 'name="with"' not in alone
    put_beside(tmp_path)
    for screen in ("reminders", "reports"):
        assert not ticked(visitor.get(f"{SCREENS}/{screen}", params=DAY | PERIOD).text)
    (tmp_path / "issued").mkdir()
    (tmp_path / "issued/2026-parks.yaml").write_text(PARKS, "utf-8")
    both = visitor.get(f"{SCREENS}/reminders", params=DAY).text
    assert ticked(both)
    assert "要催 3 家，逾期 16 件；" in both
    assert "要催 3 家，逾期 7 件；" in alone
    assert (
        "要催 3 家，逾期 7 件；"
        in visitor.get(f"{SCREENS}/reminders", params={**DAY, "chosen": "1"}).text
    )


def test_reminders_of_several_plans_name_each(visitor: TestClient, tmp_path: Path) -> None:
    put_beside(tmp_path)
    params = {**DAY, "chosen": "1", "with": "2026-parks.yaml"}
    page = visitor.get(f"{SCREENS}/reminders", params=params).text
    stems = buttons(page, "unit")
    result(visitor, visitor.post(f"{SCREENS}/reminders", params=params, data={"unit": stems[:1]}))
    (path,) = (tmp_path / FOLDER).glob("*.docx")
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "路灯管护" in words
    assert "公园管护" in words


def test_a_report_of_several_plans_is_the_commands(visitor: TestClient, tmp_path: Path) -> None:
    put_beside(tmp_path)
    params = {**PERIOD, "chosen": "1", "with": "2026-parks.yaml"}
    answer = visitor.post(f"{SCREENS}/reports", params=params, data={"do": "report"})
    assert "已生成《关于" in result(visitor, answer).text
    (path,) = (tmp_path / "build/2026").glob("*通报.docx")
    made = path.read_bytes()
    plans = [tmp_path / "plans/2026-parks.yaml", tmp_path / "plans/2026.yaml"]
    other = tmp_path / "other.docx"
    ledgers = tmp_path / "progress"
    assert run("report", *plans, "--period", "2026Q2", "--ledger", ledgers, "-o", other).code == 0
    assert other.read_bytes() == made


def test_two_plans_of_one_series_are_refused(visitor: TestClient, tmp_path: Path) -> None:
    put_beside(tmp_path, PLAN)
    params = {"chosen": "1", "with": "2026-parks.yaml"}
    page = visitor.get(f"{SCREENS}/reminders", params=params).text
    assert "同一系列的两份" in page
    assert visitor.get(f"{SCREENS}/reminders").status_code == 200
