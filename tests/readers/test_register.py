"""The register: units from CSV, Excel and YAML alike, groups by expression, names shared."""

import csv
import io
import json
import os
import pty
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.program import confined, run

from plangen.plan import Group, Plan, Unit
from plangen.readers.plan_file import PlanFile, read

COLUMNS = ("编码", "名称", "简称", "类别", "标签", "上级", "联系人", "电话", "邮箱")
KEYS = ("id", "name", "also", "category", "tags", "parent", "contact", "phone", "mail")
Cells = dict[str, str]
BODY = """
sections:
  - title: 工作目标
    goals:
      - id: retention
        text: 维持率85%以上。
        responsible: {units: [UNITS]}
"""


def plan_text(register: str, units: str) -> str:
    """A plan with this register, whose one goal these units are responsible for."""
    head = "series: a\nyear: 2022\ntitle: 方案\nissuer: 某某局\nissue: {form: plan}\n"
    return head + f"register:\n  {register}" + BODY.replace("UNITS", units)


def reading(name: str, data: bytes, units: str = "甲", groups: str = "") -> PlanFile:
    """What is read of a plan with a register of these bytes."""
    text = plan_text(f"from: {name}\n{groups}", units)
    return read(text.encode(), "plans/x.yaml", beside=lambda asked: {name: data}[asked])


def said(file: PlanFile) -> list[str]:
    """Where and what the findings are, briefly."""
    return [
        f"{each.mark.file}:{each.mark.line}:{each.mark.column} {each.code}"
        for each in file.findings
    ]


def plan_of(file: PlanFile) -> Plan:
    assert file.plan is not None, file.findings
    return file.plan


def as_csv(rows: list[Cells], encoding: str, columns: tuple[str, ...], **options: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, **options)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: list[Cells], columns: tuple[str, ...], above: int = 0, left: int = 0) -> bytes:
    """A workbook: a sheet of something else, then the register under a merged title."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.add_worksheet("说明").write(3, 0, "填表说明")
    sheet = book.add_worksheet("名册")
    if above:
        sheet.merge_range(0, left, 0, left + len(columns), "某某市单位名册")
    for line, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], above):
        for at, name in enumerate(columns, left):
            value = row.get(name, "")
            if name == "编码" and value.isdecimal() and not value.startswith("0"):
                sheet.write_number(line, at, int(value))
            elif value:
                sheet.write_string(line, at, value)
    book.close()
    return data.getvalue()


def as_yaml(rows: list[Cells]) -> bytes:
    keys = dict(zip(COLUMNS, KEYS, strict=True))
    units = [{keys[name]: value for name, value in row.items() if value} for row in rows]
    for unit in units:
        for key in unit.keys() & {"also", "tags"}:
            unit[key] = unit[key].split("、")  # type: ignore[assignment]
    return yaml.safe_dump({"units": units}, allow_unicode=True, sort_keys=False).encode()


# Whatever it is written as, the same units.

WORD = st.text("县乡镇卫生院疾控中心甲乙丙丁一二三AB12（）-", min_size=1, max_size=6)
WORDS = st.lists(WORD, max_size=3, unique=True).map("、".join)
NAME = st.text("某市县镇医院甲乙no1:#'\"，,、（）-", min_size=1, max_size=8)


@st.composite
def registers(draw: st.DrawFn) -> list[Cells]:
    """Rows whose parents stand anywhere among them, never going round."""
    codes = draw(st.lists(st.integers(1, 99999).map(str), min_size=1, max_size=12, unique=True))
    rows = []
    for at, code in enumerate(codes):
        above = draw(st.sampled_from(["", *codes[:at]]))
        name = draw(NAME.filter(lambda word: word not in codes))  # else a code may mean two
        cells = [code, name, draw(WORDS), draw(WORD | st.just("")), draw(WORDS), above]
        cells += [draw(WORD | st.just("")), draw(st.from_regex(r"\A[0-9]{3,4}-[0-9]{7}\Z"))]
        cells.append(draw(st.sampled_from(["", "a@example.org"])))
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return draw(st.permutations(rows))


def expected(rows: list[Cells]) -> tuple[Unit, ...]:
    by_code = {row["编码"]: row for row in rows}

    def unit(row: Cells) -> Unit:
        parent = unit(by_code[row["上级"]]) if row["上级"] else None
        lists = [tuple(filter(None, row[name].split("、"))) for name in ("简称", "标签")]
        name, category, contact = (row[key] for key in ("名称", "类别", "联系人"))
        return Unit(
            row["编码"],
            name,
            lists[0],
            category or None,
            lists[1],
            parent,
            contact or None,
            row["电话"],
            row["邮箱"] or None,
        )

    return tuple(map(unit, rows))


@settings(max_examples=60)
@given(registers(), st.permutations(COLUMNS), st.integers(0, 3), st.integers(0, 3))
def test_the_same_units_from_every_kind_of_file(
    rows: list[Cells], order: list[str], above: int, left: int
) -> None:
    columns = (*order, "备注")
    files = {
        "u.csv": as_csv(rows, "utf-8", columns),
        "bom.csv": as_csv(rows, "utf-8-sig", columns, lineterminator="\r"),
        "gbk.CSV": "单位名册\r\n\r\n".encode("gbk") + as_csv(rows, "gbk", columns),
        "utf16.csv": as_csv(rows, "utf-16", columns, delimiter="\t"),
        "semicolon.csv": as_csv(rows, "utf-8", columns, delimiter=";"),
        "fullwidth.csv": as_csv(rows, "utf-8", columns, delimiter="，"),
        "u.xlsx": as_xlsx(rows, columns, above, left),
        "u.yaml": as_yaml(rows),
    }
    for name, data in files.items():
        file = reading(name, data, units=rows[0]["编码"])
        assert plan_of(file).register.units == expected(rows), name
        assert file.findings == (), name


def test_rows_and_columns_are_numbered_as_excel_shows_them() -> None:
    rows = [{"名称": "甲院", "上级": "市局"}, {}, {"编码": "7", "电话": "1"}]
    assert said(reading("u.xlsx", as_xlsx(rows, COLUMNS, 2, 3), "甲院")) == [
        "plans/u.xlsx:4:9 dangling-reference",
        "plans/u.xlsx:6:5 empty-value",
    ]
    file = reading("u.csv", as_csv(rows, "gbk", COLUMNS), "甲院")
    assert said(file) == ["plans/u.csv:2:6 dangling-reference", "plans/u.csv:4:2 empty-value"]
    assert [each.message for each in file.findings] == [
        "第2行“上级”：名册里没有“市局”这个上级单位",
        "第4行“名称”：这一格是空的",
    ]


def test_what_a_cell_holds() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    for at, value in enumerate(["编 码", "名称*", "名称", "电\n话", "类别", "简称"]):
        sheet.write(0, at, value)
    for at, value in enumerate(
        [1001.0, "", "　甲镇\n卫生\u200b院 ", 13800000000, True, "甲院 甲;乙，丙"]
    ):
        sheet.write(1, at, value)
    book.close()
    file = reading("u.xlsx", data.getvalue(), "1001")
    (unit,) = plan_of(file).register.units
    assert unit == Unit(
        "1001", "甲镇卫生院", ("甲院", "甲", "乙", "丙"), "True", phone="13800000000"
    )  # type: ignore[arg-type]


def test_a_column_nearly_known_is_named() -> None:
    data = "机构编码,名称,备注,联系电话,上级,上级单位\n1,甲,无,2,,\n".encode()
    file = reading("u.csv", data)
    assert [(each.mark.column, each.severity, each.hint) for each in file.findings] == [
        (1, "warning", "是“编码”的，把列名改成“编码”；是别的，不用改"),
        (4, "warning", "是“电话”的，把列名改成“电话”；是别的，不用改"),
    ]
    assert plan_of(file).register.units == (Unit("甲", "甲"),)  # type: ignore[arg-type]


def test_a_number_that_excel_has_spoilt_is_refused() -> None:
    data = "编码,名称,电话\n1.00E+05,甲,1\n2,乙,1.38E+10\n".encode()
    assert said(reading("u.csv", data, "'2'")) == [
        "plans/u.csv:2:1 not-allowed",
        "plans/u.csv:3:3 not-allowed",
        "plans/x.yaml:14:31 dangling-reference",
    ]


# Beside what the plan lists itself.


def test_file_and_plan_together() -> None:
    listed = """
  units: [{id: own, name: 本局, parent: 甲}]
  departments: [{id: office, name: 办公室}]
  groups: [{id: all, name: 各单位, units: [甲, own]}, {id: open, name: 各有关单位}]
"""
    register = plan_of(reading("u.csv", "名称\n甲\n".encode(), "各单位", listed)).register
    assert [unit.id for unit in register.units] == ["甲", "own"]
    assert register.units[1].parent == register.units[0]
    assert [group.units for group in register.groups] == [register.units, None]


def test_a_yaml_register_has_departments_and_groups() -> None:
    data = """
departments: [{id: office, name: 办公室}]
units: [{id: jia, name: 甲, category: 医院}]
groups: [{id: hospitals, name: 各医院, where: 医院}]
""".encode()
    own = "  units: [{id: yi, name: 乙, category: 医院}]\n"
    own += "  groups: [{id: all, name: 全部, units: [各医院]}]"
    register = plan_of(reading("u.yml", data, "全部", own)).register
    hospitals, everybody = register.groups
    assert hospitals.units == register.units
    assert everybody.units == (hospitals,)
    assert [each.name for each in register.departments] == ["办公室"]


def test_shared_names_are_refused_only_where_used() -> None:
    data = "编码,名称,简称\n1,甲院,中心\n2,乙院,中心\n3,1,\n".encode()
    assert said(reading("u.csv", data, "1, 乙院, 3")) == []
    file = reading("u.csv", data, "中心", "  groups: [{id: g, name: 组, units: [中心]}]")
    assert [each.code for each in file.findings] == ["ambiguous-name"] * 2
    assert file.findings[0].message == "名册里叫“中心”的有 2 个，分不清是哪一个：1、2"
    assert file.findings[0].hint == "改写编码，例如“1”"
    assert said(reading("u.csv", data, "1", "  units: [{id: '2', name: 丙}]")) == [
        "plans/x.yaml:8:16 duplicate-id"
    ]
    assert said(reading("u.csv", data, "丙", "  units: [{id: bing, name: 丙, also: [乙院]}]")) == []


def test_a_plan_s_own_names_clash_where_written() -> None:
    text = plan_text("units: [{id: a, name: 甲}, {id: b, name: 甲}]", "a")
    assert said(read(text.encode(), "x")) == ["x:7:43 duplicate-id"]


def test_parents_too_deep_or_round() -> None:
    chain = "".join(f"{at},{at - 1 or ''}\n" for at in range(1, 26))
    file = reading("u.csv", f"名称,上级\n{chain}".encode(), "3")
    assert said(file) == ["plans/u.csv:22:2 too-deep"]
    file = reading("u.csv", "名称,上级\n甲,乙\n乙,丙\n丙,乙\n".encode())
    assert [each.message for each in file.findings] == ["第4行“上级”：上级绕成了一圈：乙 → 丙 → 乙"]


# Groups by expression.

TRAITS = ("卫生院", "民营", "非公立", "且末县", "中心（本级）", "type A")
UNITS = [[name for at, name in enumerate(TRAITS) if number >> at & 1] for number in range(64)]


def expressions() -> st.SearchStrategy[tuple[str, str]]:
    """An expression as a clerk may write it, and the same in Python."""

    def joined(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
        negated = st.tuples(st.sampled_from(["非", "非 ", "not ", "NOT（"]), inner).map(
            lambda pair: (
                f"{pair[0]}({pair[1][0]})" + ("）" if "（" in pair[0] else ""),
                f"(not {pair[1][1]})",
            )
        )
        operators = [("且", "and"), (" 且 ", "and"), (" and ", "and"), ("或", "or"), (" OR ", "or")]
        both = st.tuples(inner, st.sampled_from(operators), inner).map(
            lambda each: (
                f"（{each[0][0]}{each[1][0]}{each[2][0]} ）",
                f"({each[0][1]} {each[1][1]} {each[2][1]})",
            )
        )
        return negated | both

    words = st.sampled_from(TRAITS).map(lambda word: (word, f"({word!r} in traits)"))
    return st.recursive(words, joined, max_leaves=8)


def picked(where: str) -> list[int]:
    """The numbers of the units that an expression picks."""
    units = [
        {"id": f"u{at}", "name": f"单位{at}", "category": traits[0], "tags": traits}
        for at, traits in enumerate(UNITS)
        if traits
    ]
    groups = [{"id": "g", "name": "组", "where": where}]
    data = json.dumps({"units": units, "groups": groups}, ensure_ascii=False).encode()
    file = reading("u.yaml", data, "组")
    if {each.code for each in file.findings} == {"empty-group"}:
        return []
    (group,) = plan_of(file).register.groups
    return [int(unit.id[1:]) for unit in group.units or () if isinstance(unit, Unit)]


@settings(max_examples=100)
@given(expressions())
@example(
    (
        "卫生院 且 民营 或 非 非公立",
        "'卫生院' in traits and '民营' in traits or not '非公立' in traits",
    )
)
@example(("非非公立且民营", "not '非公立' in traits and '民营' in traits"))
@example(("not type A或且末县", "not 'type A' in traits or '且末县' in traits"))
def test_an_expression_means_what_it_says(pair: tuple[str, str]) -> None:
    where, meaning = pair
    wanted = [at for at, traits in enumerate(UNITS) if traits and eval(meaning, {"traits": traits})]
    assert picked(where) == wanted


def test_a_group_by_those_above() -> None:
    data = "编码,名称,简称,类别,上级\n1,甲县卫健局,甲县,,\n"
    data += "2,乙镇卫生院,,卫生院,甲县\n3,丙村,,卫生室,2\n4,丁,,卫生室,\n"
    groups = "  groups: [{id: g, name: 组, where: 甲县}, {id: h, name: 室, where: 卫生室 且 甲县}]"
    whole, rooms = plan_of(reading("u.csv", data.encode(), "组", groups)).register.groups
    assert [each.id for each in whole.units or ()] == ["2", "3"]
    assert [each.id for each in rooms.units or ()] == ["3"]


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*TRAITS, *"且或非()（）", "and", "not", "某", " "]), max_size=12))
def test_any_expression_gives_a_group_or_a_finding(pieces: list[str]) -> None:
    units = "units: [{id: a, name: 甲, category: 卫生院, tags: [民营, 非公立]}]"
    groups = json.dumps([{"id": "g", "name": "组", "where": " ".join(["民营", *pieces])}])
    file = read(plan_text(f"{units}\n  groups: {groups}", "a").encode(), "x")
    codes = {each.code for each in file.findings}
    assert codes <= {"unreadable-expression", "dangling-reference", "empty-group"}
    assert bool(codes) == (file.plan is None)


@pytest.mark.parametrize("where", ["非 " * 190 + "民营", "（" * 90 + "民营" + "）" * 90])
def test_a_deep_expression_is_read(where: str) -> None:
    units = "units: [{id: a, name: 甲, tags: [民营]}]\n  groups: [{id: g, name: 组, where: WHERE}]"
    (group,) = plan_of(
        read(plan_text(units, "a").replace("WHERE", where).encode(), "x")
    ).register.groups
    assert group == Group("g", "组", (), group.units)  # type: ignore[arg-type]
    assert len(group.units or ()) == 1


# Files that cannot be read.


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """What `plangen check` says of a plan whose register is a file of these bytes."""
    monkeypatch.chdir(tmp_path)

    def check(name: str, data: bytes | None) -> tuple[int, str]:
        Path("方案.yaml").write_text(plan_text(f"from: {name}", "甲院"), "utf-8")
        if data is not None:
            Path(name).write_bytes(data)
        code, out, err = run("check", "方案.yaml")
        assert err == ""
        return code, out

    return check


ENCRYPTED = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 999


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", ENCRYPTED, "a.xlsx:1:1: 错误 [unreadable-file] 文件加了密码，打不开"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 999, "这是旧格式的 Excel 文件（.xls）"),
        ("a.xlsx", "名称\n甲院".encode(), "这不是 Excel 文件（.xlsx），或者文件坏了"),
        ("a.xlsx", as_xlsx([], COLUMNS)[:-30], "这不是 Excel 文件（.xlsx），或者文件坏了"),
        ("a.csv", as_xlsx([], COLUMNS), "这是 Excel 文件，不是 CSV"),
        ("a.csv", b"", "a.csv:1:1: 错误 [empty-file] 名册文件是空的"),
        ("a.yaml", b"# nothing", "a.yaml:1:1: 错误 [empty-file] 名册文件里只有注释"),
        ("a.yaml", b"- a", "a.yaml:1:1: 错误 [wrong-type]"),
        ("a.csv", "单位名称,电话\n甲院,1".encode(), "没有找到“名称”这一列"),
        ("a.csv", "单位名称,电话\n甲院,1".encode(), "第1行的“单位名称”，是不是想写“名称”？"),
        ("a.xlsx", as_xlsx([], ("单位", "电话")), "没有找到“名称”这一列"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "[not-utf8]"),
        ("a.csv", '名称\n"甲院\n'.encode() + "乙院\n".encode() * 500, "引号没有配对"),
        ("a.csv", '名称\n"甲院\n'.encode() + "乙院\n".encode() * 99999, "引号没有配对"),
        (
            "b.csv",
            None,
            "方案.yaml:7:9: 错误 [unreadable-file] 名册文件“b.csv”读不了：找不到这个文件",
        ),
        ("a/../b.csv", None, "名册文件“a/../b.csv”读不了"),
    ],
)
def test_a_file_that_cannot_be_read(
    check: Callable[..., tuple[int, str]], name: str, data: bytes | None, words: str
) -> None:
    """It is the one finding: units that may be in it are not missed."""
    code, out = check(name, data)
    assert code == 1
    assert words in out
    assert "dangling-reference" not in out or "too-large" in out


def test_a_cell_in_the_far_corner_is_refused(check: Callable[..., tuple[int, str]]) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "名称")
    sheet.write(1048575, 16383, "x")
    book.close()
    code, out = check("a.xlsx", data.getvalue())
    assert code == 1
    assert "[too-large] 表里有内容的地方到了第1048576行、第16384列" in out


def test_borders_to_the_last_row_hold_nothing(check: Callable[..., tuple[int, str]]) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet, border = book.add_worksheet(), book.add_format({"border": 1})
    for row, words in enumerate(("名称", "甲院")):
        sheet.write(row, 0, words)
    sheet.set_row(1048574, 30, border)
    sheet.write_blank(1048575, 16383, None, border)
    book.close()
    code, out = check("a.xlsx", data.getvalue())
    assert code == 0, out


def test_a_bare_plan_has_no_file_beside_it() -> None:
    file = read(plan_text("from: a.csv", "甲").encode(), "x")
    assert [each.hint for each in file.findings] == [
        "把单位写在 register（名册）的 units（单位）里"
    ]


def test_the_file_stands_where_the_plan_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("units.csv").write_bytes("名称\n甲院\n".encode("gbk"))
    for name in ("../units.csv", tmp_path / "units.csv"):
        Path("plans/x.yaml").write_text(plan_text(f"from: {name}", "甲院"), "utf-8")
        code, out, err = run("check", "plans/x.yaml")
        assert (code, err) == (0, "")
        assert "dangling" not in out
        assert run("notice", "plans/x.yaml", "-o", "x.docx").code == 0
    Path("plans/x.yaml").write_text(plan_text("from: ../unit.csv", "甲院"), "utf-8")
    assert "是不是想写“../units.csv”？" in run("check", "plans/x.yaml").out


def test_json_gives_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(plan_text("from: u.csv", "甲院"), "utf-8")
    (tmp_path / "u.csv").write_text("名称,上级\n甲院,乙院\n", "utf-8")
    code, out, err = run("check", "--format", "json", tmp_path / "x.yaml")
    assert (code, err) == (1, "")
    (row,) = json.loads(out)
    place = [row[key] for key in ("file", "line", "column", "code")]
    assert place == [str(tmp_path / "u.csv"), 2, 2, "dangling-reference"]


@settings(max_examples=150)
@given(
    st.sampled_from(["u.csv", "u.xlsx", "u.yaml"]), st.binary(max_size=200) | st.text(max_size=99)
)
def test_any_bytes_give_findings(name: str, data: bytes | str) -> None:
    data = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    for each in (data, "名称,上级\n".encode() + data, b"PK\x03\x04" + data):
        file = reading(name, each)
        assert (file.plan is None) == any(found.severity == "error" for found in file.findings)


SOUND = as_xlsx([{"名称": "甲", "编码": "1"}, {"名称": "乙", "上级": "甲"}], COLUMNS, 1)


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_a_damaged_workbook_gives_findings(seed: int) -> None:
    dice = random.Random(seed)
    archive, damaged = zipfile.ZipFile(io.BytesIO(SOUND)), io.BytesIO()
    victim = dice.choice(archive.namelist())
    with zipfile.ZipFile(damaged, "w") as made:
        for name in archive.namelist():
            part = bytearray(archive.read(name))
            for _ in range(dice.randint(1, 4) if name == victim else 0):
                part[dice.randrange(len(part))] = dice.choice(b'<>"/ 0A9\xff')
            made.writestr(name, bytes(part))
    data = bytearray(damaged.getvalue())
    if dice.random() < 0.3:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    file = reading("u.xlsx", bytes(data), "甲")
    assert (file.plan is None) == any(found.severity == "error" for found in file.findings)
    assert {found.mark.file for found in file.findings} <= {"plans/x.yaml", "plans/u.xlsx"}


# As a person sees the sheet.


def sheet(
    cells: list[list[str]], change: Callable[[xlsxwriter.Workbook, Any], None] | None = None
) -> bytes:
    """A workbook of one sheet with these cells, changed afterwards."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    made = book.add_worksheet("名册")
    for line, row in enumerate(cells):
        made.write_row(line, 0, row)
    if change:
        change(book, made)
    book.close()
    return data.getvalue()


def units_of(file: PlanFile) -> list[tuple[str, str | None, str | None]]:
    """Name, category and parent of each unit."""
    return [
        (unit.name, unit.category, unit.parent.name if unit.parent else None)
        for unit in plan_of(file).register.units
    ]


TABLE = [
    ["名称", "类别", "上级"],
    ["甲", "局", ""],
    ["乙", "卫生院", "甲"],
    ["丙", "卫生院", "甲"],
    ["丁", "卫生院", "甲"],
]


def test_merged_cells_are_filled_down() -> None:
    def merge(book: xlsxwriter.Workbook, made: Any) -> None:
        made.merge_range("B3:B5", "卫生院")
        made.merge_range("C3:C5", "甲")

    units = units_of(reading("u.xlsx", sheet(TABLE, merge)))
    assert units == [("甲", "局", None), *((name, "卫生院", "甲") for name in "乙丙丁")]


def test_a_header_of_two_rows() -> None:
    rows = [["名称", "归口", ""], ["", "类别", "上级"], *TABLE[1:]]

    def merge(book: xlsxwriter.Workbook, made: Any) -> None:
        made.merge_range("A1:A2", "名称")
        made.merge_range("B1:C1", "归口")

    assert units_of(reading("u.xlsx", sheet(rows, merge))) == units_of(
        reading("u.xlsx", sheet(TABLE))
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda made: made.merge_range("A3:A4", "乙"), "第4行“名称”：这一格是合并的"),
        (lambda made: made.merge_range("A4:C4", "二、乡镇"), "第4行“名称”：这一格是合并的"),
        (
            lambda made: made.set_row(2, None, None, {"hidden": True}),
            "有 1 行隐藏着或筛选掉了（第3行）",
        ),
        (lambda made: made.set_row(2, 0), "有 1 行隐藏着或筛选掉了（第3行）"),
        (
            lambda made: [made.set_row(row, None, None, {"hidden": True}) for row in (1, 3, 4)],
            "有 3 行隐藏着或筛选掉了（第2、4—5行）",
        ),
    ],
    ids=["names", "a heading", "hidden", "no height", "filtered"],
)
def test_rows_that_nobody_can_tell_are_refused(
    change: Callable[[Any], object], expected: str
) -> None:
    file = reading("u.xlsx", sheet(TABLE, lambda book, made: change(made) and None))
    assert file.plan is None
    assert [each.message for each in file.findings if expected in each.message], file.findings


def test_hidden_rows_without_text_are_nothing() -> None:
    def hide(book: xlsxwriter.Workbook, made: Any) -> None:
        made.set_row(7, None, None, {"hidden": True})

    assert len(plan_of(reading("u.xlsx", sheet(TABLE, hide))).register.units) == 4


@pytest.mark.parametrize("whole", [True, False], ids=["the cell", "some of its characters"])
def test_a_struck_unit_is_refused(whole: bool) -> None:
    def strike(book: xlsxwriter.Workbook, made: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        if whole:
            made.write(2, 0, "乙", struck)
        else:
            made.write_rich_string(2, 0, struck, "乙", "乡")

    file = reading("u.xlsx", sheet(TABLE, strike))
    assert [each.message for each in file.findings] == [
        "第3行“名称”：这一格划着删除线，分不清还要不要"
    ]


def test_a_hidden_sheet_is_no_register() -> None:
    """The visible one is read, in whatever order; one that nobody sees is told."""

    def another(name: str, *, hide_first: bool) -> Callable[[xlsxwriter.Workbook, Any], None]:
        def add(book: xlsxwriter.Workbook, made: Any) -> None:
            second = book.add_worksheet("今年")
            second.write_row(0, 0, [name])
            second.write_row(1, 0, ["戊"])
            if hide_first:
                second.activate()
                made.hide()

        return add

    file = reading("u.xlsx", sheet(TABLE, another("名称", hide_first=True)), "戊")
    assert [unit.name for unit in plan_of(file).register.units] == ["戊"]
    file = reading("u.xlsx", sheet(TABLE, another("备注", hide_first=True)))
    assert [each.message for each in file.findings] == [
        "名册在隐藏的工作表“名册”里，打开文件的人看不见，没有读"
    ]


def test_two_columns_of_one_name_are_refused() -> None:
    for name, data in (
        ("u.csv", "名称,类别,类别\n甲,,局\n".encode()),
        ("u.xlsx", sheet([["名称", "类别", "类别"], ["甲", "", "局"]])),
    ):
        (finding,) = reading(name, data).findings
        assert (finding.message, finding.severity) == (
            "第1行有两列“类别”，分不清读哪一列",
            "error",
        )


@pytest.mark.parametrize("name", ["u.csv", "u.xlsx", "u.yaml"])
def test_blanks_after_a_category_are_no_other_category(name: str) -> None:
    blank = "卫生院 \u3000\xa0"
    data = {
        "u.csv": f"名称,类别\n甲,{blank}\n乙,卫生院\n".encode(),
        "u.xlsx": sheet([["名称", "类别"], ["甲", blank], ["乙", "卫生院"]]),
        "u.yaml": f'units: [{{id: a, name: 甲, category: "{blank}"}}, '
        "{id: b, name: 乙, category: 卫生院}]".encode(),
    }[name]
    file = reading(name, data, "组", "  groups: [{id: g, name: 组, where: 卫生院}]")
    (group,) = plan_of(file).register.groups
    assert len(group.units or ()) == 2


UNCLOSED = {
    "to the end": '名称,上级,电话\n甲,,1\n乙,"甲,2\n丙,甲,3\n丁,甲,4\n',
    "to another": '名称,上级,电话\n甲,,1\n乙,"甲,2\n丙,甲,3\n丁,甲",4\n',
    "within a row": '名称,上级,电话\n甲,,1\n"乙"院,甲,2\n丙,甲,3\n',
}


@pytest.mark.parametrize("name", UNCLOSED)
def test_a_quotation_mark_without_its_pair(name: str) -> None:
    """No unit is swallowed: the row in which it stands is told, and that alone."""
    file = reading("u.csv", UNCLOSED[name].encode())
    assert said(file) == ["plans/u.csv:3:1 unreadable-file"]


def test_quoted_cells_of_several_lines_are_cells() -> None:
    data = '名称,上级,备注\n"甲\n卫生院",,"迁址中\n已备案"\n乙,甲卫生院,\n'.encode()
    units = plan_of(reading("u.csv", data, "乙")).register.units
    assert [unit.name for unit in units] == ["甲卫生院", "乙"]


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CELL = '<c r="A1" t="inlineStr"><is><t>名称</t></is></c>'


def with_sheet(rows: str, *, strings: str = "") -> bytes:
    """A workbook whose sheet has these rows below its header."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(TABLE))) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content = f'{SHEET}<row r="1">{CELL}</row>{rows}</sheetData></worksheet>'
            elif name == "xl/sharedStrings.xml":
                content = re.sub(r' (count|uniqueCount)="\d+"', "", content)
                content = content.replace("<sst ", f"<sst {strings} ")
            new.writestr(name, content)
    return made.getvalue()


FAR = {
    "a row": with_sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
    "a row alone": with_sheet('<row r="99999999"></row>'),
    "a cell": with_sheet('<row r="2"><c r="XFD10000000"><v>1</v></c></row>'),
    "further than numbers go": with_sheet('<row r="2"><c r="ZZZ4294967295"><v>1</v></c></row>'),
    "a number of many digits": with_sheet(f'<row r="2"><c r="A{"9" * 5000}"><v>1</v></c></row>'),
    "behind a >": with_sheet('<row r="2"><c x=">" r="A99999999"><v>1</v></c></row>'),
    "behind a <": with_sheet('<row r="2"><c x="<" r="A99999999"><v>1</v></c></row>'),
    "behind much": with_sheet(f'<row r="2"><c x="{" " * 99999}" r="A99999999"><v>1</v></c></row>'),
    "in a namespace": with_sheet('<x:row r="2"><x:c r="A99999999"><v>1</v></x:c></x:row>'),
    "merged": with_sheet('<row r="2"/></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/>'),
    "strings": with_sheet("", strings='count="4294967295" uniqueCount="4294967295"'),
}


@pytest.mark.parametrize("name", FAR)
def test_what_would_fill_the_memory_is_refused_at_once(name: str, tmp_path: Path) -> None:
    """In a process of its own, with half a gigabyte and a minute to live."""
    (tmp_path / "u.xlsx").write_bytes(FAR[name])
    (tmp_path / "x.yaml").write_text(plan_text("from: u.xlsx", "甲"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "check", "x.yaml"],
        cwd=tmp_path,
        capture_output=True,
        preexec_fn=confined(500_000_000),
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"^u\.xlsx:1:1: 错误 \[(too-large|unreadable-file)\]", done.stdout)
    assert "1 处错误" in done.stdout


def test_how_much_was_read_is_said_to_whom_looks_on(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("名称,类别\n甲,局\n乙,卫生院\n", "utf-8")
    groups = "  groups: [{id: g, name: 组, where: 局}]"
    (tmp_path / "x.yaml").write_text(plan_text(f"from: u.csv\n{groups}", "甲"), "utf-8")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "plangen", "check", "x.yaml"]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=slave, check=True)
    os.close(slave)
    assert os.read(master, 65536).decode().strip() == "名册 u.csv：读到 2 个单位，1 组"
    os.close(master)
    assert "读到" not in done.stdout.decode()
    assert run("check", tmp_path / "x.yaml").err == ""


# Eighty thousand.


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_eighty_thousand_units(tmp_path: Path, kind: str) -> None:
    """In a process of its own, with a gigabyte and a minute to live."""
    rows = [
        {
            "编码": str(100000 + at),
            "名称": f"第{at}乡镇中心卫生院",
            "简称": f"{at}院、中心卫生院",
            "类别": "乡镇卫生院" if at % 3 else "村卫生室",
            "上级": str(100000 + at // 40),
            "联系人": f"联系人{at}",
            "电话": f"0955-{7000000 + at}",
        }
        for at in range(80_000)
    ]
    rows[0]["上级"] = ""
    data = as_csv(rows, "gbk", COLUMNS) if kind == "csv" else as_xlsx(rows, COLUMNS)
    (tmp_path / f"u.{kind}").write_bytes(data)
    groups = "\n  groups: [{id: g, name: 组, where: 乡镇卫生院 且 非 第7乡镇中心卫生院}]"
    text = plan_text(f"from: u.{kind}{groups}", "组, 中心卫生院, 第9乡镇中心卫生园")
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "check", "x.yaml"],
        cwd=tmp_path,
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        capture_output=True,
        preexec_fn=confined(1_000_000_000),
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "名册里叫“中心卫生院”的有 80000 个" in done.stdout
    assert "是不是想写“第9乡镇中心卫生院”？" in done.stdout
    assert "2 处错误" in done.stdout


def test_an_old_name_in_the_file_is_told_at_the_plans_word_for_it(tmp_path: Path) -> None:
    """The lines of the file are not the plan's."""
    rows = [{"编码": f"u{at}", "名称": f"第{at}县卫计局"} for at in range(9)]
    (tmp_path / "u.csv").write_bytes(as_csv(rows, "utf-8", ("编码", "名称")))
    (tmp_path / "x.yaml").write_text(plan_text("from: u.csv", "u1"), "utf-8")
    code, out, _ = run("check", tmp_path / "x.yaml", "--select", "old-name")
    assert code == 0
    assert out.count("[old-name]") == 1
    assert "x.yaml:7:9: " in out
    assert "名册文件里的“第0县卫计局”等 9 个单位用的是机构改革以前的名称，现在是卫生健康局" in out
