"""`plangen remind`: each unit's own papers, and nobody else's; nothing of a person's is lost."""

import zipfile
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import docx
import pytest
from icalendar import Calendar
from support.ledgers import PLAN, office, reported
from support.program import Outcome, run
from support.rendering import render

FOLDER = Path("build/2026/催办_2026-07-03/单位")
LINES = (
    reported("poles", "east", "已完成", done_on="2026-06-18"),
    reported("poles", "west", "进行中", problem="登高车还没有到位"),
    reported("patrol", "east", "已完成", "2026Q1", decision="退回", decided_on="2026-06-22"),
    reported("patrol", "west", "已完成", "2026Q1", decision="销号", decided_on="2026-04-01"),
    reported("repairs", "east", "进行中", value="60盏"),
    reported("cables", "west", "进行中", extended_to="2026-07-08", deadline_before="2026-06-01"),
)


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, LINES)


def remind(*arguments: str, as_of: str = "2026-07-03") -> Outcome:
    return run("remind", "--as-of", as_of, *arguments)


def text_of(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)


def mail_of(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_each_unit_has_its_own() -> None:
    code, out, err = remind()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"东片管护站：红 2，黄 1，蓝 0 → {FOLDER}/东片管护站_催办",
        f"西片管护站：红 2，黄 0，蓝 1 → {FOLDER}/西片管护站_催办",
        f"北片管护站：红 3，黄 0，蓝 0，一份都没有报 → {FOLDER}/北片管护站_催办",
        "已生成 build/2026/催办_2026-07-03（3 家，9 个文件）",
    ]
    east, west, north = (
        text_of(FOLDER / f"{side}片管护站_催办.docx") for side in ("东", "西", "北")
    )
    assert "你单位有3项任务需要抓紧办理，其中逾期未完成2项、进度落后1项" in east
    assert "电缆" not in east
    assert "灯杆" not in east
    assert "6月22日退回，尚未重新报送" in east
    assert "全年指标200盏，按时间应达到约100.3盏，报送60盏" in east
    assert "已逾期3天，报送“进行中”。你单位反映：“登高车还没有到位”" in west
    assert "原9月30日\n延至7月8日" in west
    assert "还有5天到期" in west
    assert "另外，尚未收到你单位报送的任务清单" in north
    assert "另外" not in west
    for text in (east, west, north):
        assert "2026年7月10日前" in text


def test_lights_are_coloured_and_said() -> None:
    remind()
    with zipfile.ZipFile(FOLDER / "东片管护站_催办.docx") as package:
        body = package.read("word/document.xml").decode()
    assert body.count('w:fill="FFC7CE"') == 2
    assert body.count('w:fill="FFEB9C"') == 1
    text = text_of(FOLDER / "东片管护站_催办.docx")
    assert text.count("红\n逾期") == 2
    assert "黄\n落后" in text


def test_one_task_and_none_overdue(tmp_path: Path) -> None:
    others = [reported("patrol", "west", "已完成", "2026Q2"), reported("cables", "west", "进行中")]
    office(tmp_path, [*LINES, *others])
    assert "西片管护站：红 1，黄 0，蓝 0" in remind("--unit", "west", as_of="2026-07-01").out
    text = text_of(Path("build/2026/催办_2026-07-01/单位/西片管护站_催办.docx"))
    assert "你单位有1项任务逾期未完成。现予督办" in text
    assert "任务督办单" in text.replace("\n", "")
    assert "西片管护站：红 0，黄 0，蓝 1" in remind("--unit", "西片管护站", as_of="2026-06-30").out
    text = text_of(Path("build/2026/催办_2026-06-30/单位/西片管护站_催办.docx"))
    assert "你单位有1项任务即将到期。现予催办" in text
    assert "当日到期" in text


def test_the_days_to_come() -> None:
    remind()
    days = {}
    for event in Calendar.from_ical((FOLDER / "西片管护站_催办.ics").read_bytes()).walk("VEVENT"):
        days[str(event["uid"])] = event["dtstart"].dt
    assert days == {
        "cables@2026.lamps.plangen": date(2026, 7, 8),
        "reminder-2026-07-03@2026.lamps.plangen": date(2026, 7, 10),
    }


def test_drafts_with_all_that_belongs_to_them() -> None:
    run("checklist", "plans/2026.yaml", "--format", "xlsx")
    remind()
    draft = FOLDER / "东片管护站_催办.eml"
    mail = mail_of(draft)
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "east@example.org"

    assert mail["Date"].datetime.date() == date(2026, 7, 3)
    names = [part.get_filename() for part in mail.iter_attachments()]
    listed = "东片管护站_某某市2026年路灯管护工作任务清单.xlsx"
    assert names == ["东片管护站_催办.docx", "东片管护站_催办.ics", listed]
    for part in mail.iter_attachments():
        path = next(Path("build/2026").rglob(part.get_filename() or ""))
        assert part.get_payload(decode=True) == path.read_bytes()
    body = mail.get_body()
    assert body is not None
    assert "请于2026年7月10日前报送办理情况" in body.get_content()
    assert mail_of(FOLDER / "西片管护站_催办.eml")["To"] is None


def test_a_mail_goes_to_the_address_of_the_register() -> None:
    """Its 邮箱 before an address that somebody has written beside the contact."""
    mailed = "钱一 old@example.org, mail: 东片 east@example.cn}"
    office(Path(), LINES, PLAN.replace("钱一 east@example.org}", mailed))
    remind()
    assert mail_of(FOLDER / "东片管护站_催办.eml")["To"] == "east@example.cn"


def test_the_same_bytes_again() -> None:
    remind()
    before = {path: path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    assert remind().code == 0
    assert {path: path.read_bytes() for path in FOLDER.rglob("*")} == before


def test_a_classified_plan_has_no_drafts(tmp_path: Path) -> None:
    secret = PLAN.replace("issue: {", "issue: {copy_number: '000001', classification: 秘密★1年, ")
    office(tmp_path, LINES, secret)
    code, out, _ = remind()
    assert code == 0
    assert "方案有密级（秘密★1年），不生成邮件草稿" in out
    assert not list(FOLDER.rglob("*.eml"))
    assert "秘密★1年" in text_of(FOLDER / "东片管护站_催办.docx")


def test_nothing_to_remind_of() -> None:
    assert remind("--unit", "north", as_of="2026-02-01").out.startswith("北片管护站：红 0")
    units = [reported("patrol", unit, "进行中", "2026Q1") for unit in ("east", "west", "north")]
    office(Path(), units)
    assert remind(as_of="2026-02-01") == (0, "截至2026-02-01，没有要催的。\n", "")


def test_who_has_reported_nothing_has_no_table() -> None:
    remind("--unit", "north", as_of="2026-02-01")
    paper = docx.Document("build/2026/催办_2026-02-01/单位/北片管护站_催办.docx")
    assert not paper.tables
    assert "尚未收到你单位报送的任务清单。现予催办" in paper.paragraphs[2].text


def test_what_somebody_edited_stays() -> None:
    remind()
    path = FOLDER / "东片管护站_催办.docx"
    paper = docx.Document(str(path))
    paper.paragraphs[-1].add_run("请抓紧。")
    paper.save(str(path))
    draft = FOLDER / "西片管护站_催办.eml"
    draft.write_bytes(draft.read_bytes() + b"\r\nP.S.\r\n")
    kept = path.read_bytes(), draft.read_bytes()
    code, out, err = remind()
    assert code == 2
    assert "东片管护站_催办.docx 生成以后有人改过，没有覆盖" in err
    assert "西片管护站_催办.eml 已经有了，内容不一样，没有覆盖" in err
    assert (path.read_bytes(), draft.read_bytes()) == kept
    attached = next(iter(mail_of(FOLDER / "东片管护站_催办.eml").iter_attachments()))
    assert "（3 家，" in out
    assert isinstance(attached.get_content(), bytes)
    assert remind("--overwrite").code == 0
    assert "请抓紧" not in text_of(path)


def test_who_is_meant() -> None:
    assert len(remind("--unit", "东片管护站", "--unit", "west").out.splitlines()) == 3
    code, _, err = remind("--unit", "南片管护站")
    assert code == 2
    assert "没有这些方案的任务；是不是想写“" in err


def test_members_of_an_open_group(tmp_path: Path) -> None:
    plan = PLAN.replace("units: [east, west, north]}", "}").replace(", }", "}")
    lines = [reported("poles", "stations/南片管护站", "进行中")]
    office(tmp_path, [line._replace(name="南片管护站") for line in lines], plan)
    out = remind("--unit", "南片管护站").out
    assert "南片管护站：红 3" in out
    assert "单位/各管护站/南片管护站_催办" in out


def test_settings() -> None:
    Path("plangen.toml").write_text(
        '[remind]\ndays = 3\ncontact = "孙二，000-0000"\nmail = "a@example.org"\n', "utf-8"
    )
    remind()
    text = text_of(FOLDER / "东片管护站_催办.docx")
    assert "2026年7月8日前" in text
    assert "联系人：孙二，000-0000" in text
    assert "某某市城市管理局（电子邮箱：a@example.org）" in text


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("days = 0", "应当是几个工作日内答复，写一个正整数"),
        ("contact = 3", "应当是联系人和电话"),
        ("phone = '1'", "没有“phone”；可以写 days、contact、mail"),
    ],
)
def test_settings_that_cannot_be(setting: str, why: str) -> None:
    Path("plangen.toml").write_text(f"[remind]\n{setting}\n", "utf-8")
    code, _, err = remind()
    assert code == 2
    assert why in err


def test_no_ledger_and_lines_of_nothing(tmp_path: Path) -> None:
    office(tmp_path, [*LINES, reported("gone", "east", "进行中")])
    assert "方案里已经没有这一条，没有算进去：东片管护站，gone" in remind().out
    Path("progress/2026/台账.csv").unlink()
    code, out, _ = remind("--overwrite")
    assert code == 0
    assert "还没有台账（progress/2026/台账.csv），任务都按没有报送算" in out
    assert out.count("一份都没有报") == 3


def test_a_bureau_changes_the_template() -> None:
    from plangen.resources import resource

    Path("templates").mkdir()
    own = (resource("templates") / "reminder.xml.j2").read_text("utf-8")
    Path("templates/reminder.xml.j2").write_text(own.replace("抓紧办理", "尽快办好"), "utf-8")
    remind()
    assert "尽快办好" in text_of(FOLDER / "东片管护站_催办.docx")


def test_the_page() -> None:
    remind()
    assert run("inspect", FOLDER / "东片管护站_催办.docx").code == 0
    ((page, *_),) = render((FOLDER / "东片管护站_催办.docx").read_bytes())
    words = "".join(line.text for line in page.lines)
    assert "东片管护站：" in words
    assert "落后" in words


def test_nobody_is_reminded_before_the_plan_is_signed() -> None:
    office(Path(), [])
    Path("progress/2026/台账.csv").unlink()
    assert remind(as_of="2026-01-08").out.splitlines()[-1] == "截至2026-01-08，没有要催的。"
    assert "一份都没有报" in remind(as_of="2026-01-09").out
