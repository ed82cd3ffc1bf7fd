"""`plangen collect`: a verdict on each returned file, a ledger that says what they say."""

import csv
import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.ledgers import PLAN
from support.office import office
from support.program import ROOT, Outcome, run
from support.rendering import needs_office
from support.returned import (
    HEADER,
    as_csv,
    as_html,
    book,
    bytes_of,
    column,
    copied,
    done,
    edited,
    headless,
    lists,
    put,
    reordered,
    topless,
    two_lists,
    unmerge,
    values,
    without,
    without_hidden_sheet,
    written,
    wrong_dimension,
)
from support.sources import docx_of

BINHAI, NANQIAO, CDC = "binhai-hospital", "nanqiao-hospital", "cdc"
TAKEN, ASKED, REFUSED = "收下：", "收下，有疑问：", "没有收："


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    for year in (2018, 2022):
        data = (ROOT / f"plans/{year}.yaml").read_bytes()
        (tmp_path / f"plans/{year}.yaml").write_bytes(data)
    monkeypatch.chdir(tmp_path)


def collect(*arguments: object, as_of: str = "2022-12-20") -> Outcome:
    return run("collect", *arguments, "--as-of", as_of)


def ledger(year: int = 2022) -> list[dict[str, str]]:
    path = Path(f"progress/{year}/台账.csv")
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def state(task: str, unit: str = BINHAI, period: str = "") -> dict[str, str]:
    (line,) = [
        line
        for line in ledger()
        if (line["任务"], line["单位"], line["期次"]) == (task, unit, period)
    ]
    return line


def counts() -> dict[str, int]:
    """How many lines of the ledger have each state."""
    said: dict[str, int] = {}
    for line in ledger():
        said[line["完成情况"]] = said.get(line["完成情况"], 0) + 1
    return said


FILLED = {"已完成": 3, "未开始": 30}
KINDS: dict[str, Callable[[], bytes]] = {
    "填好的.xlsx": lambda: edited(BINHAI, done(3)),
    "改了名.et": lambda: edited(BINHAI, done(3)),
    "没有隐藏表.xlsx": lambda: without_hidden_sheet(BINHAI, done(3)),
    "粘贴到新的工作簿.xlsx": lambda: copied(("Sheet1", values(BINHAI, done(3)))),
    "没有标识.xlsx": lambda: copied(("Sheet1", values(BINHAI, done(3), without("标识")))),
    "倒序.xlsx": lambda: edited(BINHAI, done(3), reordered(lambda rows: rows[::-1])),
    "倒序没有标识.xlsx": lambda: copied(
        ("a", values(BINHAI, done(3), reordered(lambda rows: rows[::-1]), without("标识")))
    ),
    "插了一列.xlsx": lambda: edited(BINHAI, unmerge, done(3), lambda sheet: sheet.insert_cols(2)),
    "没有表头.xlsx": lambda: edited(BINHAI, done(3), headless),
    "上面全没了.xlsx": lambda: edited(BINHAI, done(3), topless),
    "重复的一行.xlsx": lambda: edited(BINHAI, done(3), reordered(lambda rows: [*rows, rows[0]])),
    "表头重复.xlsx": lambda: edited(
        BINHAI,
        done(3),
        lambda sheet: sheet.insert_rows(20),
        lambda sheet: [
            setattr(sheet.cell(20, place), "value", sheet.cell(HEADER, place).value)
            for place in range(1, 17)
        ],
    ),
    "合并的格.xlsx": lambda: edited(
        BINHAI, done(3), lambda sheet: [sheet.merge_cells(f"{at}5:{at}7") for at in "HI"]
    ),
    "尺寸写错.xlsx": lambda: wrong_dimension(edited(BINHAI, done(3))),
    "gbk.csv": lambda: as_csv(values(BINHAI, done(3)), "gbk"),
    "utf8.csv": lambda: as_csv(values(BINHAI, done(3)), "utf-8-sig"),
    "utf16.csv": lambda: as_csv(values(BINHAI, done(3)), "utf-16"),
    "网页.xls": lambda: as_html(values(BINHAI, done(3))),
    "带备注.xlsx": lambda: edited(
        BINHAI, done(3), lambda sheet: sheet.append(["备注：填表请用汉字"])
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_taken(name: str) -> None:
    data = KINDS[name]()
    path = written(Path("收件"), name, data)
    outcome = collect("收件")
    assert TAKEN in outcome.out, outcome
    assert outcome.code == 0
    assert counts() == FILLED
    assert {line["单位"] for line in ledger()} == {BINHAI}
    assert path.read_bytes() == data
    assert state("work-mechanism/" + _first_task())["完成日期"] == "2022-12-01"


def _first_task() -> str:
    sheet = book(BINHAI)["任务清单"]
    key = sheet.cell(HEADER + 1, column(sheet, "标识")).value
    assert isinstance(key, str)
    return key.partition("/")[2]


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_other_programs_formats(form: str) -> None:
    needs_office()
    path = written(Path("发"), "清单.xlsx", edited(BINHAI, done(3)))
    office(Path.cwd(), "--convert-to", form, "--outdir", "收件", str(path))
    assert TAKEN in collect("收件").out
    assert counts() == FILLED


REFUSALS: dict[str, tuple[Callable[[], bytes], str]] = {
    "空的.xlsx": (lambda: b"", "文件是空的"),
    "没传完.xlsx": (
        lambda: edited(BINHAI)[:6000],
        "文件不完整或坏了，多半是没有传完；请对方重新发",
    ),
    "加密.xlsx": (
        lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "文件加了密码；在 Word、Excel 或 WPS 里打开，去掉密码再报",
    ),
    "坏的.xls": (
        lambda: b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") + bytes(600),
        "打不开",
    ),
    "问号.csv": (
        lambda: as_csv(values(BINHAI), "gbk").decode("gbk").encode("ascii", "replace"),
        "汉字都成了问号，是存 CSV 时选错了编码",
    ),
    "是文档.xlsx": (lambda: docx_of("已完成"), "不是表格；请对方在 Excel 或 WPS 里"),
    "别的表.xlsx": (lambda: copied(("a", [["姓名", "电话"], ["甲", "1"]])), "里面没有任务清单"),
    "只有空表.xlsx": (lambda: copied(("a", [])), "文件里什么也没有"),
    "别家的标识.xlsx": (
        lambda: edited(NANQIAO, lambda sheet: put_top(sheet, "填报单位：滨海医院")),
        "表上写的是“滨海医院”，标识却是“南侨医院”的；用 --unit 说明是谁报的",
    ),
    "名册里没有.csv": (
        lambda: as_csv(values(NANQIAO, lambda sheet: put_top(sheet, "填报单位：滨河医院")), "gbk"),
        "“滨河医院”没有这份方案的任务；是不是想写“滨海医院”？",
    ),
    "共用的.xlsx": (
        lambda: lists(2022)["municipal-medical"],
        "共用的清单，没有写是谁填的；请对方在表头填上填报单位",
    ),
}


def put_top(sheet: object, text: str) -> None:
    """Write another unit above the list."""
    sheet["A2"] = text  # type: ignore[index]


@pytest.mark.parametrize("name", REFUSALS)
def test_refused(name: str) -> None:
    make, why = REFUSALS[name]
    written(Path("收件"), name, make())
    code, out, err = collect("收件")
    assert code == 1, err
    first = out.splitlines()[0]
    assert first.startswith(f"收件/{name}：{REFUSED}".replace("/", os.sep))
    assert why in first
    assert ledger() == []


def test_another_years_list() -> None:
    written(Path("收件"), "去年.xlsx", lists(2018)[CDC])
    out = collect("收件", "--plan", "plans/2022.yaml").out
    assert "没有收：是 drug-control 2018年的清单，不在这次收的方案里；用 --plan 指明那份方案" in out
    out = collect("收件", as_of="2018-12-20").out
    assert "市疾病预防控制中心" in out
    assert (len(ledger(2018)), ledger(2022)) == (12, [])
    assert "去年.xlsx" in Path("progress/2018/收件.csv").read_text("utf-8")
    assert "去年.xlsx" not in Path("progress/2022/收件.csv").read_text("utf-8")


def test_another_years_list_without_marks() -> None:
    rows = values(CDC, year=2018)
    written(Path("收件"), "a.csv", as_csv(rows, "gbk"))
    out = collect("收件", "--plan", "plans/2022.yaml").out
    assert f"{REFUSED}标题是“" in out
    written(Path("收件"), "a.csv", as_csv(rows[HEADER:], "gbk"))
    out = collect("收件", "--plan", "plans/2022.yaml", "--unit", "市疾控中心").out
    assert REFUSED in out
    assert ledger() == []


def test_a_list_without_title_among_several_plans() -> None:
    """Its rows say whose it is where one plan alone has them; two years' plans may share tasks."""
    for edits in ((), (without("标识"),)):
        rows = [["填报单位：市疾控中心"], *values(CDC, done(2, "2018-6-1"), *edits, year=2018)[3:]]
        written(Path("收件"), "一.csv", as_csv(rows, "gbk"))
        assert TAKEN in collect("收件", as_of="2018-12-20").out
        assert (len(ledger(2018)), ledger(2022)) == (12, [])
        Path("progress/2018/台账.csv").unlink()
        Path("progress/2018/收件.csv").unlink()
    undated = [["填报单位：市疾控中心"], *values(CDC, without("标识", "到期日"), year=2018)[3:]]
    written(Path("收件"), "一.csv", as_csv(undated, "gbk"))
    assert f"{REFUSED}看不出是哪份方案的清单" in collect("收件", as_of="2018-12-20").out


QUESTIONS: dict[str, tuple[Callable[[], bytes], str, dict[str, int]]] = {
    "没有日期": (
        lambda: edited(BINHAI, done(1, None)),
        "报已完成，没有填完成日期",
        {"已完成": 1, "未开始": 32},
    ),
    "将来": (
        lambda: edited(BINHAI, done(1, datetime(2022, 12, 25))),
        "完成日期2022-12-25还没有到，没有收",
        {"未开始": 32},
    ),
    "去年的日期": (
        lambda: edited(BINHAI, done(1, "2021.12.1")),
        "完成日期2021-12-01在方案印发（2022-03-07）以前，没有记",
        {"已完成": 1, "未开始": 32},
    ),
    "说不准": (
        lambda: edited(BINHAI, done(1, "3月上旬")),
        "完成日期“3月上旬”说不准是哪一天，没有记",
        {"已完成": 1, "未开始": 32},
    ),
    "未完成": (
        lambda: edited(BINHAI, put("完成情况", "未完成")),
        "“未完成”看不懂，没有收",
        {"未开始": 32},
    ),
    "只有说明": (
        lambda: edited(BINHAI, put("完成情况", ""), put("进展说明", "做了")),
        "没有填完成情况，却填了别的",
        {"未开始": 32},
    ),
    "少了行": (
        lambda: edited(BINHAI, done(1), lambda sheet: sheet.delete_rows(10, 2)),
        "清单少了任务：",
        {"已完成": 1, "未开始": 30},
    ),
    "多了行": (
        lambda: edited(
            BINHAI, done(1), lambda sheet: sheet.append([99, "自己加的", *[""] * 5, "已完成"])
        ),
        "清单里没有这条任务",
        {"已完成": 1, "未开始": 32},
    ),
    "锁着的格": (
        lambda: edited(BINHAI, done(1), put("到期日", datetime(2023, 6, 30))),
        "“到期日”一栏锁着，却被改过；改动没有用",
        {"已完成": 1, "未开始": 32},
    ),
    "一条填了两样": (
        lambda: edited(
            BINHAI,
            done(1),
            reordered(lambda rows: [*rows, [*rows[0][:7], "进行中", *rows[0][8:]]]),
        ),
        "这条任务填了 2 行，说法不同，都没有收",
        {"未开始": 32},
    ),
    "只排了文字": (
        lambda: edited(BINHAI, done(2), put("工作任务", *[text for _, text in _swapped()])),
        "多半是排序时没有选中所有的列",
        {"未开始": 31},
    ),
    "不适用": (
        lambda: edited(BINHAI, put("完成情况", "不涉及")),
        "plangen close --waive",
        {"不适用": 1, "未开始": 32},
    ),
    "没有填": (lambda: lists(2022)[BINHAI], "像是没有填过", {"未开始": 33}),
    "指标": (
        lambda: edited(
            BINHAI,
            done(1, first=_of_the_target()),
            put("进展说明", _MISSED, first=_of_the_target()),
        ),
        "报已完成，指标是",
        {"已完成": 1, "未开始": 32},
    ),
    "多一张表": (
        lambda: two_sheets(),
        "工作表“佐证”不是清单，没有读",
        {"已完成": 1, "未开始": 32},
    ),
}
_MISSED = "在职工作人员涉毒、吸毒等违法犯罪活动2起"


def two_sheets() -> bytes:
    workbook = book(BINHAI)
    done(1)(workbook["任务清单"])
    workbook.create_sheet("佐证")["A1"] = "照片"
    return bytes_of(workbook)


def _swapped() -> list[tuple[object, object]]:
    """The first two tasks' words, each in the other's row."""
    rows = values(BINHAI)[HEADER : HEADER + 2]
    return [(rows[0][1], rows[1][1]), (rows[1][1], rows[0][1])]


def _of_the_target() -> int:
    """The row whose target is that nobody takes drugs."""
    for number, row in enumerate(values(BINHAI)[HEADER:], 1):
        if "违法犯罪活动=0起" in str(row[1]):
            return number
    raise AssertionError


@pytest.mark.parametrize("name", QUESTIONS)
def test_questioned(name: str) -> None:
    make, question, said = QUESTIONS[name]
    written(Path("收件"), f"{name}.xlsx", make())
    code, out, err = collect("收件")
    assert (code, err) == (1, "")
    assert ASKED in out
    assert question in out
    assert counts() == said


def test_no_row_is_lost() -> None:
    for name, (make, _, _) in QUESTIONS.items():
        written(Path("收件"), f"{name}.xlsx", make())
    out = collect("收件").out
    rows = 0
    for line in out.splitlines():
        if " 行（" in line and line.startswith("收件"):
            whole, _, parts = line.partition(" 行（")
            told = [int("".join(filter(str.isdigit, part))) for part in parts.split("，")]
            assert int(whole.rsplit("，")[-1]) == sum(told)
            rows += sum(told)
    assert rows == 33 * len(QUESTIONS) - 2 + 1 + 1


def test_two_units_in_one_file() -> None:
    written(Path("收件"), "两家.xlsx", two_lists(BINHAI, "kangning-hospital", done(2)))
    assert "收下：滨海医院、康宁医院" in collect("收件").out
    assert counts() == {"已完成": 4, "未开始": 62}


def test_two_units_on_one_sheet() -> None:
    stacked = [*values(BINHAI, done(2)), [], *values(NANQIAO, done(2))]
    written(Path("收件"), "两家.xlsx", copied(("汇总", stacked)))
    assert "收下：滨海医院、南侨医院" in collect("收件").out
    assert counts() == {"已完成": 4, "未开始": 31}


def test_a_column_of_units() -> None:
    first, second = values(BINHAI, done(2))[HEADER:], values(NANQIAO, done(2))[HEADER:]
    heading = [*values(BINHAI)[HEADER - 1], "填报单位"]
    rows = [
        heading,
        *[[*row, "滨海医院"] for row in first],
        *[[*row, "南侨医院"] for row in second],
    ]
    written(Path("收件"), "汇总.xlsx", copied(("汇总", rows)))
    assert "收下：滨海医院、南侨医院" in collect("收件", "--plan", "plans/2022.yaml").out
    assert counts() == {"已完成": 4, "未开始": 31}


def test_format_2() -> None:
    data = edited(
        NANQIAO,
        done(2),
        put("实际完成值", 95, "80%"),
        put("进展说明", "做了", "做了"),
        put("存在问题", "缺人"),
        put("申请延期至", None, "2023年1月31日"),
        put("佐证材料名称", "台账"),
    )
    written(Path("收件"), "二.xlsx", data)
    out = collect("收件").out
    assert "申请延期至2023-01-31；同意的，用 plangen close --extend 2023-01-31 定下来" in out
    assert "指标是年度治疗任务完成率≥100%，实际却是80%" in out
    line = state("methadone-retention", NANQIAO)
    assert (line["实际完成值"], line["进展说明"], line["存在问题"]) == ("95", "做了", "缺人")


def test_a_shared_list_says_who() -> None:
    written(Path("收件"), "共用.xlsx", edited("municipal-medical", done(2)))
    assert "收下：市妇幼保健院" in collect("收件", "--unit", "市妇幼保健院").out
    assert {line["单位"] for line in ledger()} == {"municipal-medical/市妇幼保健院"}


def test_sent_twice() -> None:
    written(Path("收件"), "a.xlsx", edited(BINHAI, done(3)))
    written(Path("收件"), "b.xlsx", edited(BINHAI, done(3)))
    out = collect("收件").out
    assert "b.xlsx：和 收件" in out
    assert "a.xlsx 是同一份" in out


def test_collecting_again_changes_nothing() -> None:
    for name, (make, _, _) in QUESTIONS.items():
        written(Path("收件"), f"{name}.xlsx", make())
    for name, (make, _) in REFUSALS.items():
        written(Path("收件"), name, make())
    collect("收件")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    code, out, _ = collect("收件", as_of="2022-12-21")
    assert code == 1
    assert "新增 0，变动 0" in out
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_newest_wins_only_forward() -> None:
    early, late = datetime(2022, 6, 1), datetime(2022, 9, 1)
    going = edited(NANQIAO, put("完成情况", "进行中", "进行中"), saved=early)
    new = edited(NANQIAO, done(1, "8月1日"), put("完成情况", None, "进行中"), saved=late)
    written(Path("六月"), "a.xlsx", going)
    written(Path("九月"), "a.xlsx", new)
    assert collect("九月").code == 0
    assert collect("六月").code == 0
    assert counts() == {"已完成": 1, "进行中": 1}
    blank = edited(NANQIAO, done(1, "8月1日"), saved=datetime(2022, 9, 2))
    written(Path("九月"), "b.xlsx", blank)
    assert "有 1 条还是“未开始”，台账上已有进展，按没有填算" in collect("九月").out
    assert counts() == {"已完成": 1, "进行中": 1}
    back = edited(NANQIAO, put("完成情况", "正在推进"), saved=datetime(2022, 10, 1))
    written(Path("十月"), "a.xlsx", back)
    code, out, _ = collect("十月")
    assert code == 1
    assert "先报“已完成”，后来（2022-10-01）又报“进行中”，台账仍记“已完成”" in out
    assert counts() == {"已完成": 1, "进行中": 1}


def test_an_unknown_word_is_asked_once() -> None:
    written(Path("收件"), "a.xlsx", edited(BINHAI, put("完成情况", "基本完成", "基本完成")))
    Path("plangen.toml").write_text("[calendar]\nholidays = [2022-12-30] # 本地\n", "utf-8")
    out = collect("收件").out
    assert "看不懂的说法：“基本完成”（2 处）；写 --word 基本完成=进行中" in out
    assert collect("收件", "--word", "基本完成=进行中").code == 0
    assert counts() == {"进行中": 2, "未开始": 31}
    said = Path("plangen.toml").read_text("utf-8")
    assert said == (
        '[calendar]\nholidays = [2022-12-30] # 本地\n[collect.words]\n"基本完成" = "进行中"\n'
    )
    written(Path("收件"), "b.xlsx", edited("kangning-hospital", put("完成情况", "基本完成")))
    assert collect("收件", "--word", "差不多=进行中").code == 0
    assert '[collect.words]\n"差不多" = "进行中"\n"基本' in Path("plangen.toml").read_text("utf-8")
    wrong = run("collect", "收件", "--word", "基本完成=已完成")
    assert "“基本完成”已经写作“进行中”" in wrong.err
    assert "写作 说法=状态" in run("collect", "收件", "--word", "基本完成=好").err
    assert "“办结”就是“已完成”的意思" in run("collect", "收件", "--word", "办结=进行中").err


def test_what_a_department_says_of_units_tasks() -> None:
    written(Path("收件"), "a.xlsx", edited("office", done(1, "2018-6-1"), year=2018))
    out = collect("收件").out
    assert "条由单位报的任务：填的记在台账上，进展只算单位报的" in out
    assert {line["单位"] for line in ledger(2018)} == {"office"}


def test_lead_and_partner_disagree() -> None:
    lead = edited("bureau", done(6, "2018-11-30"), year=2018)
    written(Path("收件"), "a.xlsx", lead)
    partner = put("完成情况", *["进行中"] * 4)
    written(Path("收件"), "b.xlsx", edited("public-security", partner, year=2018))
    code, out, _ = collect("收件")
    told = [line for line in out.splitlines() if line.startswith("说法不一：")]
    assert code == 1
    assert len(told) == 4
    assert all(
        "牵头单位市卫生和计划生育局报“已完成”，市公安局却报“进行中”" in line for line in told
    )


def test_what_is_no_list_of_files(tmp_path: Path) -> None:
    code, out, _ = collect("没有的文件.xlsx")
    assert code == 1
    assert "没有收：找不到这个文件" in out
    (tmp_path / "空").mkdir()
    assert collect("空").out.startswith("0 个文件：没有清单；")
    written(tmp_path / "收件", "~$a.xlsx", b"x")
    assert collect("收件").out.startswith("0 个文件")
    for path in (tmp_path / "plans").iterdir():
        path.unlink()
    assert "文件夹 plans 里没有方案；用 --plan 写出方案的文件名" in run("collect", "收件").err


def test_a_terminal_is_asked_at_once() -> None:
    written(Path("收件"), "a.xlsx", edited(BINHAI, put("完成情况", "基本完成", "差不多")))
    master, slave = pty.openpty()
    os.write(master, b"2\n\n")
    command = [sys.executable, "-m", "plangen", "collect", "收件", "--as-of", "2022-12-20"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done_ = subprocess.run(
        command, stdin=slave, stderr=slave, stdout=subprocess.PIPE, env=environment
    )
    os.close(slave)
    shown = os.read(master, 65536).decode("utf-8", "replace")
    os.close(master)
    assert "完成情况写的“基本完成”（1 处）是什么意思？1 未开始，2 进行中" in shown
    assert done_.returncode == 1
    out = done_.stdout.decode()
    assert "看不懂的说法：“差不多”（1 处）" in out
    assert "“基本完成”" not in out
    assert counts() == {"进行中": 1, "未开始": 31}
    assert Path("plangen.toml").read_text("utf-8") == '[collect.words]\n"基本完成" = "进行中"\n'


def test_settings_that_cannot_mean_it() -> None:
    for said, why in (
        ("[collect]\nsoom = 3\n", "[collect] 里没有“soom”；可以写 words、soon"),
        ("[collect]\nsoon = -1\n", "soon 是提前几天提醒，写一个整数"),
        ("[collect.words]\n甲 = '好'\n", "写法不对"),
        ("[collect.words]\n'甲' = '好'\n", "[collect.words] 的“甲”不能是 '好'；只能是 未开始"),
        ("[collect]\nwords = 1\n", "[collect.words] 是一节"),
    ):
        Path("plangen.toml").write_text(said, "utf-8")
        assert why in run("status").err


def test_a_column_of_remarks_beside_the_answers() -> None:
    """备注 of the unit's own stands for 进展说明 only where there is no such column."""

    def remarks(sheet: Any) -> None:
        sheet.insert_cols(3)
        sheet.cell(HEADER, 3).value = "备注"

    written(Path("收件"), "一.xlsx", edited(BINHAI, done(1), put("进展说明", "收治12人"), remarks))
    run("collect", "收件", "--as-of", "2022-12-20")
    assert ",收治12人," in Path("progress/2022/台账.csv").read_text("utf-8-sig")


def test_a_clock_that_is_wrong() -> None:
    """What a computer of 2099 has saved is not newer than all that comes later."""
    wrong = edited(BINHAI, put("完成情况", "进行中"), saved=datetime(2099, 1, 1))
    written(Path("一"), "一.xlsx", wrong)
    out = collect("一", as_of="2022-12-01").out
    assert "文件自己写的保存时间是2099-01-01，还没有到" in out
    later = edited(BINHAI, put("完成情况", "进行中"), put("进展说明", "又收治3人"))
    written(Path("二"), "二.xlsx", later)
    collect("二")
    assert "又收治3人" in Path("progress/2022/台账.csv").read_text("utf-8-sig")
    before = Path("progress/2022/台账.csv").read_bytes()
    collect("一", "二")
    assert Path("progress/2022/台账.csv").read_bytes() == before


def test_archives_and_pictures_say_what_to_do() -> None:
    for name, head in (("a.rar", b"Rar!\x1a\x07\0"), ("b.7z", b"7z\xbc\xaf\x27\x1c\0\4")):
        written(Path("收件"), name, head + bytes(range(256)))
    written(Path("收件"), "c.jpg", b"\xff\xd8\xff\xe0" + bytes(900))
    out = collect("收件").out
    assert out.count("是压缩包，不是文档；解开以后，用里面的文件") == 2
    assert "读不了；请对方在 Excel 或 WPS 里打开发下去的清单" in out


def test_a_word_that_a_shell_would_part() -> None:
    written(Path("收件"), "一.xlsx", edited(BINHAI, put("完成情况", "☑差不多 □没有")))
    assert '写 --word "☑差不多□没有"=进行中 这样' in collect("收件").out
    assert "☑差不多" not in collect("收件", "--word", "☑差不多□没有=进行中").out


def test_done_before_its_quarter_begins() -> None:
    """Merged cells say it of all four quarters in June."""
    Path("plans/2026.yaml").write_text(PLAN, "utf-8")
    rows = ["填报单位：东片管护站", "工作任务,到期日,完成情况,完成日期"]
    for month in ("03", "06", "09", "12"):
        rows.append(f"各管护站每季度末25日前报送巡查情况。,2026-{month}-25,已完成,2026-03-20")
    written(Path("收件"), "一.csv", "\n".join(rows).encode())
    out = collect("收件", "--plan", "plans/2026.yaml", as_of="2026-06-20").out
    assert out.count("还没有到，却报已完成；核对是哪一期") == 2
    assert "2026Q2还没有到" not in out
    assert [line["完成情况"] for line in ledger(2026)] == ["已完成"] * 4


def test_a_few_rows_sent_later_are_no_list_with_holes() -> None:
    written(Path("收件"), "一.xlsx", edited(BINHAI, done(3)))
    few = edited(
        BINHAI,
        done(1, "12月9日", first=4),
        reordered(lambda rows: rows[3:4]),
        saved=datetime(2022, 12, 10),
    )
    written(Path("收件"), "二.xlsx", few)
    code, out, _ = collect("收件")
    assert "二.xlsx：收下：滨海医院，1 行（收下 1）" in out
    assert code == 0, out
    assert counts() == {"已完成": 4, "未开始": 29}


def test_an_older_list_says_nothing_of_what_was_done_later() -> None:
    written(Path("收件"), "一.xlsx", edited(BINHAI, done(3)))
    old = edited(BINHAI, put("完成情况", "进行中"), saved=datetime(2022, 9, 1))
    written(Path("收件"), "二.xlsx", old)
    code, out, _ = collect("收件")
    assert code == 0, out
    assert counts() == FILLED


def test_a_column_of_members_in_a_shared_list() -> None:
    """Its members stand in no register; who they are says the column alone."""
    workbook = book("municipal-medical")
    sheet = workbook["任务清单"]
    unmerge(sheet)
    tasks = values("municipal-medical", done(1))[HEADER:]
    sheet.delete_rows(HEADER + 1, sheet.max_row)
    sheet.cell(HEADER, 17).value = "填报单位"
    for name in ("市眼科医院", "市血站"):
        for row in tasks:
            sheet.append([*row, name])
    written(Path("收件"), "汇总.xlsx", bytes_of(workbook))
    assert "收下：市眼科医院、市血站" in collect("收件").out
    assert {line["单位"] for line in ledger()} == {
        "municipal-medical/市眼科医院",
        "municipal-medical/市血站",
    }
    assert counts()["已完成"] == 2


def test_a_share_that_may_be_of_a_hundred() -> None:
    share = edited(NANQIAO, put("完成情况", "进行中", first=2), put("实际完成值", 0.88, first=2))
    written(Path("收件"), "一.xlsx", share)
    assert "实际完成值“0.88”是0.88%，还是88%；核对" in collect("收件").out
    bracketed = edited(NANQIAO, done(1, first=2), put("实际完成值", "100（%）", first=2))
    written(Path("收件"), "二.xlsx", bracketed)
    assert "二.xlsx：收下：" in collect("收件/二.xlsx").out


def test_an_answer_that_begins_like_a_label() -> None:
    """Without 标识 too it is of its task, and no row is taken for a signature."""
    rows = values(BINHAI, done(1), put("进展说明", "联系人：钱二", "填报人：钱二"), without("标识"))
    written(Path("收件"), "一.csv", as_csv(rows, "utf-8"))
    out = collect("收件").out
    assert "33 行" in out
    assert state("work-mechanism/" + _first_task())["进展说明"] == "联系人：钱二"


def test_a_figure_that_is_not_exact() -> None:
    """It is kept as it was written and asked about, and no target is held to be reached by it."""
    for place, said in enumerate(("约100%", "近100%", "100%左右", "100余", "≥100%")):
        going = edited(NANQIAO, done(1, first=2), put("实际完成值", said, first=2))
        written(Path("收件"), f"{place}.xlsx", going)
        out = collect(f"收件/{place}.xlsx").out
        assert f"实际完成值“{said}”不是准数；写准数，按“%”算" in out
        assert [line["实际完成值"] for line in ledger() if line["实际完成值"]] == [said]
        for path in Path("progress/2022").iterdir():
            path.unlink()
    exact = edited(NANQIAO, done(1, first=2), put("实际完成值", "多部门联合100%", first=2))
    written(Path("收件"), "准数.xlsx", exact)
    assert "不是准数" not in collect("收件/准数.xlsx").out


def _sent(plan: str, unit: str) -> Any:
    """The list of a unit as `plangen checklist` writes it."""
    folder = Path("发", Path(plan).stem)
    run("checklist", plan, "--unit", unit, "--format", "xlsx", "-o", str(folder))
    (path,) = folder.glob(f"单位/{unit}*.xlsx")
    return openpyxl.load_workbook(path)


def test_a_plan_of_several_years() -> None:
    """Its title names its last year, its marks the first."""
    Path("plans/running.yaml").write_bytes((ROOT / "examples/running.yaml").read_bytes())
    workbook = _sent("plans/running.yaml", "城南区政府")
    put("完成情况", "已完成", first=2)(workbook["任务清单"])
    put("完成日期", "2026年6月20日", first=2)(workbook["任务清单"])
    Path("收件").mkdir()
    workbook.save("收件/一.xlsx")
    assert "一.xlsx：收下：" in collect("收件", as_of="2026-07-01").out
    assert [line["完成日期"] for line in ledger(2026)].count("2026-06-20") == 1


def test_marks_dragged_to_another_month() -> None:
    """A row with the 标识 of January and the date of February is neither's for sure."""
    Path("plans/order.yaml").write_bytes((ROOT / "examples/order.yaml").read_bytes())
    workbook = _sent("plans/order.yaml", "市公安局")
    sheet = workbook["任务清单"]
    put("完成情况", "已完成", "已完成")(sheet)
    put("完成日期", "2026-01-20", "2026-02-20")(sheet)
    put("标识", None, "overload-control@2026-01")(sheet)
    Path("收件").mkdir()
    workbook.save("收件/一.xlsx")
    out = collect("收件", as_of="2026-03-05").out
    assert "（2026-01-31）”的，到期日却是另一期的；核对是哪一期" in out
    days = {line["期次"]: line["完成日期"] for line in ledger(2026)}
    assert days["2026-01"] == "2026-01-20"
    assert "2026-02" not in days


def test_another_plans_list_as_a_sheet() -> None:
    """The marks of the file are of the first list alone, and so is the revision that they say."""
    for name in ("order", "plan"):
        Path(f"plans/{name}.yaml").write_bytes((ROOT / f"examples/{name}.yaml").read_bytes())
    workbook = _sent("plans/order.yaml", "市公安局")
    put("完成情况", "已完成")(workbook["任务清单"])
    put("完成日期", "2026-01-20")(workbook["任务清单"])
    other = workbook.create_sheet("高考")
    for row in _sent("plans/plan.yaml", "市公安局")["任务清单"].iter_rows(values_only=True):
        other.append(row)
    Path("收件").mkdir()
    workbook.save("收件/一.xlsx")
    out = collect("收件", as_of="2026-06-20").out
    assert "市公安局，17 行（收下 17）" in out
    assert "方案修改以前" not in out
