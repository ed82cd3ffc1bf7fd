"""Files of every kind that comes back: each verdict is right, no state wrong, no row lost."""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.office import office
from support.program import ROOT, run
from support.rendering import needs_office
from support.returned import HEADER, book, bytes_of, column, written
from support.returned_habits import HABITS
from support.returned_kinds import (
    DONE,
    FILLED,
    KINDS,
    OFFICE_KINDS,
    QUESTIONED,
    ROWS,
    TAKEN,
    UNIT,
    Kind,
    States,
    fill,
    filled,
    made_by_office,
)
from support.returned_strangers import STRANGERS, failing

from plangen.progress.returned.reading import read_returned

ALL = (*KINDS, *HABITS, *STRANGERS)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "plans", "2022.yaml", (ROOT / "plans/2022.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)


def ledger() -> dict[str, dict[str, tuple[str, str]]]:
    """State and day of every line, by unit and 标识."""
    path = Path("progress/2022/台账.csv")
    units: dict[str, dict[str, tuple[str, str]]] = {}
    for line in csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
        key = f"{line['任务']}@{line['期次']}" if line["期次"] else line["任务"]
        units.setdefault(line["单位"], {})[key] = (line["完成情况"], line["完成日期"])
    return units


def states(unit: str, said: States, missing: frozenset[int] = frozenset()) -> dict[str, object]:
    """What the ledger is to say of a unit, by 标识."""
    sheet = book(unit)["任务清单"]
    place = column(sheet, "标识")
    wanted: dict[str, object] = {}
    for number in range(1, sheet.max_row - HEADER + 1):
        if number not in missing:
            key = str(sheet.cell(HEADER + number, place).value).partition("#")[0]
            wanted[key] = said.get(number, ("未开始", ""))
    return wanted


def judged(name: str, data: bytes) -> tuple[str, int, str]:
    """The verdict of the program, the rows that it tells of, and all that it says."""
    path = written(Path("收件"), name, data)
    out = run("collect", "收件", "--as-of", "2022-12-20").out
    assert path.read_bytes() == data
    head = out.splitlines()[0]
    match = re.match(rf"收件.{re.escape(name)}：(收下，有疑问|收下|没有收)：(.*)", head)
    assert match, out
    counts = re.search(r"，(\d+) 行（(.+)）$", match[2])
    if counts is None:
        return match[1], 0, out
    told = sum(map(int, re.findall(r"\d+", counts[2])))
    assert told == int(counts[1]), head
    return match[1], told, out


def test_there_are_thirty() -> None:
    assert len({kind.name for kind in ALL}) == len(ALL) > 30


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_kind(kind: Kind) -> None:
    verdict, told, out = judged(kind.name, kind.make())
    assert verdict == kind.verdict, out
    assert kind.words in out
    assert told == (kind.rows if kind.said else 0), out
    wanted = {unit: states(unit, said, kind.missing) for unit, said in kind.said.items()}
    assert ledger() == wanted


@pytest.fixture(scope="module")
def by_office() -> Mapping[str, bytes]:
    needs_office()
    with tempfile.TemporaryDirectory() as name:
        return made_by_office(Path(name))


@pytest.mark.parametrize("name", OFFICE_KINDS)
def test_edited_in_libreoffice(name: str, by_office: Mapping[str, bytes]) -> None:
    verdict, told, out = judged(name, by_office[name])
    right, said = OFFICE_KINDS[name]
    assert verdict == right, out
    assert told == (ROWS if said else 0), out
    assert ledger() == {unit: states(unit, filled) for unit, filled in said.items()}
    assert said or "密码" in out


@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_formulas_that_fail(form: str) -> None:
    """Whatever the format, they are no empty cells."""
    needs_office()
    path = written(Path("发"), "清单.xlsx", failing(UNIT))
    office(Path.cwd(), "--convert-to", form, "--outdir", "表", str(path))
    verdict, told, out = judged(f"清单.{form}", Path(f"表/清单.{form}").read_bytes())
    assert (verdict, told) == (QUESTIONED, ROWS)
    assert "完成情况是公式，显示“#REF!”，没有收" in out
    assert "完成情况是公式，显示“#DIV/0!”，没有收" in out
    assert ledger() == {UNIT: states(UNIT, {3: DONE}, frozenset({1, 2}))}


def test_sent_twice() -> None:
    """Once more as it was, and once more saved again, which says nothing new."""
    judged("甲.xlsx", filled())
    written(Path("收件"), "乙.xlsx", filled())
    workbook = book(UNIT)
    fill(workbook["任务清单"])
    written(Path("收件"), "丙.xlsx", bytes_of(workbook, datetime(2022, 12, 6)))
    code, out, _ = run("collect", "收件", "--as-of", "2022-12-20")
    assert code == 0, out
    assert "是同一份" in out
    assert ledger() == {UNIT: states(UNIT, FILLED)}
    assert "新增 0，变动 0" in run("collect", "收件", "--as-of", "2022-12-20").out
    assert TAKEN in out


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B1"><f>A1</f></c>', "公式没有结果"),
        ('<c s="0" r="B1"><f t="shared" si="0"/></c>', "公式没有结果"),
        ('<c r="B1"><f\n ca="1">NOW()</f><v></v></c>', "公式没有结果"),
        ('<x:c r="B1"><x:f>A1</x:f></x:c>', "公式没有结果"),
        ("<c r='B1' t='e'><v>#N/A</v></c>", "#N/A"),
        ('<c r="B1" t="str"><f>A1</f><v>已完成</v></c>', "已完成"),
        ('<c r="B1"/>', ""),
    ],
)
def test_no_formula_is_an_empty_cell(cell: str, shown: str) -> None:
    """However it is written, and though it is the only one of its sheet."""
    made = io.BytesIO()
    row = f'<row r="1"><c r="A1"><v>1</v></c>{cell}<c r="C1"><v>3</v></c></row>'
    with (
        zipfile.ZipFile(io.BytesIO(bytes_of(Workbook()))) as plain,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in plain.namelist():
            part = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><sheetData>{row}'.encode()
                part += b"</sheetData></worksheet>"
            new.writestr(name, part)
    assert read_returned(made.getvalue(), ".xlsx").sheets[0].rows == (("1", shown, "3"),)
