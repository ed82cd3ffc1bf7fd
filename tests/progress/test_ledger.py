"""The ledger: what is written is read back, and the order in which reports come does not matter."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.returned import HEADER, asked, done, edited, lists, put

from plangen.findings.finding import CannotGoOn
from plangen.progress.answers import AnswerContext
from plangen.progress.collecting import CollectOrder, collect
from plangen.progress.folding import fold, report_line
from plangen.progress.judging import Judge
from plangen.progress.judging_rows import Mail, RowFate
from plangen.progress.ledger import (
    DECISIONS,
    LedgerKey,
    LedgerLine,
    Lines,
    ledger_bytes,
    ledger_of,
    one_line,
)
from plangen.progress.reported_state import ReportedState
from plangen.progress.returned.book import ReturnedBook, ReturnedSheet
from plangen.progress.returned.reading import read_returned

TEXTS = st.text(st.characters(codec="utf-8")).map(one_line).map(str.strip)
DAYS = st.one_of(st.just(""), st.dates(date(2000, 1, 1)).map(date.isoformat))
NAMES = st.text("abc-/1", min_size=1, max_size=4)
KEYS = st.builds(LedgerKey, NAMES, NAMES, NAMES, st.sampled_from(["", "2022Q1", "2022-03"]))
LINES = st.builds(
    lambda key, **said: report_line(key, **said),
    KEYS,
    wording=TEXTS,
    name=TEXTS,
    state=st.sampled_from(["", *ReportedState]),
    done_on=DAYS,
    note=TEXTS,
    value=TEXTS,
    stamp=DAYS,
    source=NAMES,
    decision=st.sampled_from(["", *DECISIONS]),
    extended_to=DAYS,
    reason=TEXTS,
)


@given(st.lists(LINES))
def test_round_trip(lines: list[LedgerLine]) -> None:
    ledger: Lines = {line.key: line for line in lines}
    data = ledger_bytes(ledger)
    assert ledger_of(data, "x") == ledger
    assert ledger_bytes(ledger_of(data, "x")) == data
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == len(ledger) + 1


@given(st.lists(LINES))
def test_what_another_editor_saves_says_the_same(lines: list[LedgerLine]) -> None:
    """As it was written it is checked by the column, otherwise line by line."""
    ledger: Lines = {line.key: line for line in lines}
    data = ledger_bytes(ledger)
    assert ledger_of(data.replace(b"\n", b"\r\n"), "x") == ledger_of(data, "x")
    assert ledger_of(data.removeprefix(b"\xef\xbb\xbf"), "x") == ledger


@pytest.mark.parametrize("note", ["查了三次", '“甲”,"乙"', "'=丙", '"丁', "'"])
def test_a_ledger_of_several_pieces(note: str) -> None:
    """Whichever piece holds the one line whose cells are quoted or marked."""
    ledger: Lines = {}
    for number in range(6000):
        key = LedgerKey("s", f"t{number % 7}", f"u{number:04}", "")
        said = note if number in (0, 3000, 5999) else ""
        ledger[key] = report_line(key, name=f"第{number}卫生院", state="已完成", note=said)
    data = ledger_bytes(ledger)
    assert len(data) > 300_000
    assert ledger_of(data, "x") == ledger
    assert ledger_of(data.removesuffix(b"\n"), "x") == ledger


@pytest.mark.parametrize(("more", "less"), [(b"", 1), (b",", 0), (b",,1", 2)])
def test_lines_with_cells_too_many_or_too_few(more: bytes, less: int) -> None:
    """What is beside the columns or missing at their end is nothing, and moves no other line's."""
    keys = [LedgerKey("s", "t", unit, "") for unit in "abc"]
    ledger: Lines = {key: report_line(key, state="已完成") for key in keys}
    head, first, second, third = ledger_bytes(ledger).splitlines()
    short = third[: len(third) - less]
    assert ledger_of(b"\n".join([head, first, second + more, short, b""]), "x") == ledger


@given(st.text("=+-@'a", max_size=5))
def test_nothing_is_a_formula(note: str) -> None:
    key = LedgerKey("s", "t", "u", "")
    data = ledger_bytes({key: report_line(key, note=note)})
    assert ledger_of(data, "x")[key].note == note
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in data.decode().split(","))


def test_what_excel_saves_is_read() -> None:
    key = LedgerKey("s", "t", "u", "")
    line = report_line(key, name="某院", state="已完成", done_on="2022-03-05")
    text = ledger_bytes({key: line}).decode("utf-8-sig").replace("2022-03-05", "2022/3/5")
    assert ledger_of(text.replace("\n", "\r\n").encode("gbk"), "x") == {key: line}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("1,s", "2,s", "台账.csv:2：版本是“2”"),
        ("已完成", "做完了", "完成情况不能是“做完了”"),
        ("2022-03-05", "3月", "完成日期“3月”不是日期"),
        ("任务,", "事项,", "没有“任务”这一栏"),
        ("\n1,s", "\n<<<<<<< main\n1,s", "台账.csv:2：两个人对同一行的决定不一样"),
        ("\n1,s", "\n1,s,t,u,\n1,s", "台账.csv:3：和前面的一行是同一个任务、单位和期次"),
    ],
)
def test_what_is_no_ledger(old: str, new: str, why: str) -> None:
    key = LedgerKey("s", "t", "u", "")
    line = report_line(key, state="已完成", done_on="2022-03-05")
    text = ledger_bytes({key: line}).decode("utf-8-sig")
    assert old in text
    with pytest.raises(CannotGoOn, match=why):
        ledger_of(text.replace(old, new, 1).encode(), "台账.csv")


REPORTS = st.lists(
    st.builds(
        lambda task, state, day, note, source: report_line(
            LedgerKey("s", task, "u", ""), state=state, stamp=day, note=note, source=source
        ),
        st.sampled_from("ab"),
        st.sampled_from(ReportedState),
        st.sampled_from(["2022-03-01", "2022-06-01"]),
        st.sampled_from(["", "做了"]),
        st.text("abcd", min_size=1, max_size=2),
    ),
    unique_by=lambda line: (line.task, line.source),
)


@given(REPORTS, st.randoms())
def test_the_order_of_reports_does_not_matter(
    reports: list[LedgerLine], rnd: random.Random
) -> None:
    whole: Lines = {}
    for report in reports:
        fold(whole, report)
    rnd.shuffle(reports)
    again: Lines = {}
    for report in (*reports, *reports):
        fold(again, report)
    assert again == whole


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    made = {}
    for number in range(4):
        saved = datetime(2022, 4, 1) + timedelta(30 * number)
        edits = (put("完成情况", *["进行中"] * 33), done(5 * number, f"2022-{4 + number}-1"))
        made[f"{number}.xlsx"] = edited("binhai-hospital", *edits, saved=saved)
        made[f"n{number}.xlsx"] = edited("nanqiao-hospital", done(number, "2022.4.1"), saved=saved)
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    names = list(made)
    ledgers = set()
    for turn in range(4):
        random.Random(turn).shuffle(names)
        folder = tmp_path / f"progress{turn}"
        for name in names:
            day = date(2022, 9, 1)
            collect(CollectOrder([tmp_path / name], [asked(2022)], folder, day, {}))
        ledgers.add((folder / "2022/台账.csv").read_bytes())
    assert len(ledgers) == 1


def _context(_plan: object) -> AnswerContext:
    return AnswerContext(date(2022, 12, 20), 2022, None, {})


LIST = edited("nanqiao-hospital", done(2))


@given(st.lists(st.tuples(st.integers(0, len(LIST) - 1), st.binary(max_size=3)), max_size=6))
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    data = LIST
    for place, put_in in changes:
        data = data[:place] + put_in + data[place + len(put_in) // 2 :]
    said = ""
    try:
        book = read_returned(data, ".xlsx")
        Judge([asked(2022)], _context).judge(Mail(book, "2022-12-01", "x"))
    except CannotGoOn as trouble:
        said = str(trouble)
    assert "\n" not in said
    assert not said or "；" in said


CELLS = st.one_of(
    st.none(), st.text(max_size=6), st.sampled_from(["已完成", "3月5日", "填报人：某"])
)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 10), CELLS), max_size=12),
    st.sampled_from(["binhai-hospital", "cdc", "bureau", "municipal-medical"]),
)
def test_no_row_is_lost_whatever_is_typed(
    cells: list[tuple[int, int, str | None]], unit: str
) -> None:
    book = read_returned(lists(2022)[unit], ".xlsx")
    rows = [list(row) for row in book.sheets[0].rows[: HEADER + 4]]
    for row, column, text in cells:
        if HEADER + row < len(rows):
            rows[HEADER + row][column - 1] = (text or "").strip()
    sheet = ReturnedSheet("x", tuple(map(tuple, rows)))
    mail = Mail(
        ReturnedBook((sheet,), book.facts),
        "2022-12-01",
        "x",
        "" if unit != "municipal-medical" else "某院",
    )
    judgement = Judge([asked(2022)], _context).judge(mail)
    assert not judgement.refused
    assert judgement.fates.total() == len(rows) - HEADER
    assert judgement.fates[RowFate.TAKEN] == len(judgement.reports)
    untaken = judgement.fates[RowFate.ASKED] + judgement.fates[RowFate.BESIDE]
    assert untaken <= len(judgement.questions)
