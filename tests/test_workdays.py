"""The calendar of working days, against the arrangements as announced, and a bureau's own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st
from support.program import ROOT, run

from plangen.workdays import OFFICIAL, Workdays, may_be_off
from plangen.workspace import Workspace


def days(year: int, said: str) -> set[date]:
    """Turn `01-01~01-03 12-31` into the days of a year."""
    found = set()
    for part in said.split():
        first, _, last = part.partition("~")
        day, end = (date.fromisoformat(f"{year}-{end}") for end in (first, last or first))
        while day <= end:
            found.add(day)
            day += timedelta(days=1)
    return found


def every_day(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]


ARRANGEMENTS = {
    # 国办发明电〔2017〕12号；12月30日至31日照国办发明电〔2018〕15号
    2018: (
        "01-01 02-15~02-21 04-05~04-07 04-29~05-01 06-16~06-18 09-22~09-24 10-01~10-07 12-30~12-31",
        "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    ),
    # 国办发明电〔2021〕11号
    2022: (
        "01-01~01-03 01-31~02-06 04-03~04-05 04-30~05-04 06-03~06-05 09-10~09-12 10-01~10-07",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    # 国办发明电〔2024〕12号
    2025: (
        "01-01 01-28~02-04 04-04~04-06 05-01~05-05 05-31~06-02 10-01~10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    # 国办发明电〔2025〕7号
    2026: (
        "01-01~01-03 02-15~02-23 04-04~04-06 05-01~05-05 06-19~06-21 09-25~09-27 10-01~10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}
"""What each notice says: the days off, and the Saturdays and Sundays worked."""


@pytest.mark.parametrize("year", ARRANGEMENTS)
def test_every_day_of_a_year_is_as_announced(year: int) -> None:
    off, worked = (days(year, said) for said in ARRANGEMENTS[year])
    expected = [
        day for day in every_day(year) if day in off or (day.weekday() >= 5 and day not in worked)
    ]
    assert [day for day in every_day(year) if OFFICIAL.is_rest(day)] == expected


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2018-12-31", "2018-12-29"),
        ("2018-12-30", "2018-12-29"),
        ("2019-01-01", "2018-12-29"),
        ("2022-06-26", "2022-06-24"),
        ("2022-10-08", "2022-10-08"),
        ("2022-10-05", "2022-09-30"),
        ("2022-06-30", "2022-06-30"),
        ("2026-02-23", "2026-02-14"),
        ("2026-01-04", "2026-01-04"),
    ],
)
def test_the_working_day_before(day: str, before: str) -> None:
    assert OFFICIAL.before(date.fromisoformat(day)) == date.fromisoformat(before)


def test_a_year_not_announced_has_statutory_days_and_weekends() -> None:
    assert OFFICIAL.is_rest(date(2040, 10, 1))
    assert OFFICIAL.is_rest(date(2040, 10, 6))
    assert not OFFICIAL.is_rest(date(2040, 10, 8))


def test_known_years() -> None:
    assert all(OFFICIAL.known(year) for year in range(2001, 2027))
    assert not any(OFFICIAL.known(year) for year in (1990, 2000, 2040, 2099))
    announced = Workdays(extra_workdays=frozenset([date(2040, 2, 18)]))
    assert announced.known(2040)
    assert not announced.known(2041)


def test_a_bureau_s_days_go_before() -> None:
    festival, saturday, made_up = date(2022, 7, 11), date(2022, 7, 16), date(2022, 10, 8)
    own = Workdays(frozenset([festival, made_up]), frozenset([saturday, date(2022, 10, 3)]))
    assert own.before(festival) == date(2022, 7, 8)
    assert own.before(date(2022, 7, 17)) == saturday
    assert own.is_rest(made_up)
    assert not own.is_rest(date(2022, 10, 3))
    assert own.is_rest(date(2022, 10, 4))


KEPT = ROOT / "plangen/data/workdays.tsv"
HEAD = """\
# The years whose arrangement is announced: year, public holidays, Saturdays and Sundays worked, as
# the holidays library has them; written by pytest --refresh tests/test_workdays.py.
"""


def test_the_kept_arrangements_are_the_librarys(
    golden: Callable[[str, Path], None], request: pytest.FixtureRequest
) -> None:
    """An arrangement announced since is kept with the next refresh."""
    kept = [] if request.config.getoption("refresh") else KEPT.read_text("utf-8").splitlines()
    last = int(kept[-1][:4]) if kept else 2099
    golden(HEAD + "".join(announced(last)), KEPT)


def announced(last: int) -> Iterator[str]:
    """A line for each year, until one is not announced."""
    for year in range(2001, last + 1):
        days = country_holidays("CN", years=year)
        worked = {day for day in days.weekend_workdays if day.year == year}
        if not worked:
            return
        columns = (" ".join(f"{day:%m%d}" for day in sorted(column)) for column in (days, worked))
        yield "\t".join([str(year), *columns]) + "\n"


def test_a_year_that_is_announced_is_read_without_the_library() -> None:
    code = (
        "import sys; from datetime import date; from plangen.workdays import OFFICIAL\n"
        "OFFICIAL.is_rest(date(2022, 1, 29)); print('holidays' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
NEAR = st.frozensets(st.dates(date(2027, 1, 1), date(2027, 3, 1)), max_size=40)


@given(DAYS | st.dates(date(2027, 1, 1), date(2027, 3, 1)), NEAR, NEAR)
def test_the_working_day_before_is_the_nearest(
    day: date, holidays: frozenset[date], worked: frozenset[date]
) -> None:
    calendar = Workdays(holidays, worked - holidays)
    found = calendar.before(day)
    assert found <= day
    assert not calendar.is_rest(found)
    between = (day - timedelta(days=n) for n in range((day - found).days))
    assert all(calendar.is_rest(other) for other in between)
    assert calendar.before(found) == found


@given(DAYS.filter(lambda day: day.year < 2099), st.integers(1, 30))
def test_so_many_working_days_after(day: date, count: int) -> None:
    last = OFFICIAL.after(day, count)
    span = (day + timedelta(days=n) for n in range(1, (last - day).days + 1))
    assert sum(not OFFICIAL.is_rest(other) for other in span) == count
    assert not OFFICIAL.is_rest(last)


def test_the_calendar_costs_nothing_until_asked() -> None:
    code = (
        "import sys, plangen.deadline, plangen.readers.settings; print('holidays' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plangen.toml of the workspace where we are."""
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/2027.yaml").write_text("year: 2027\n", "utf-8")
    return Path("plangen.toml")


@pytest.mark.parametrize(
    "text",
    [
        '[calendar]\nholidays = ["2027-02-05", "2027-02-11"]\nworkdays = ["2027-02-14"]\n',
        "[calendar]\nholidays = [2027-02-05, 2027-02-11]\nworkdays = [2027-02-14]\n",
        "[style]\n[calendar]\nworkdays = [\n  2027-02-14,  # 星期日上班\n]\n"
        "holidays = ['2027-02-05', 2027-02-11]\n",
    ],
)
def test_the_workspace_s_calendar(settings: Path, text: str) -> None:
    settings.write_text(text, "utf-8")
    assert Workspace(Path("plans")).settings.workdays == Workdays(
        frozenset(days(2027, "02-05 02-11")), frozenset(days(2027, "02-14"))
    )


def test_no_calendar_is_the_official_one(settings: Path) -> None:
    assert Workspace(Path("plans")).settings.workdays == OFFICIAL
    settings.write_text("[calendar]\n", "utf-8")
    assert Workspace(Path("plans")).settings.workdays == OFFICIAL


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("calendar = 1\n", "plangen.toml：[calendar] 是一节，单独占一行，各项写在它下面"),
        (
            "[[calendar]]\nholidays = []\n",
            "plangen.toml：[calendar] 是一节，单独占一行，各项写在它下面",
        ),
        ("[calender]\n", "plangen.toml：没有“calender”这一节；可以写 [style]、[calendar]"),
        (
            "[calendar]\nholiday = []\n",
            "plangen.toml：[calendar] 里没有“holiday”；可以写 holidays、workdays",
        ),
        (
            "[calendar]\nholidays = 2027-02-05\n",
            "plangen.toml：[calendar] 的 holidays 应当是一列日期，如 [2027-02-05, 2027-02-06]",
        ),
        (
            "[calendar]\nworkdays = ['2027-02-30']\n",
            "plangen.toml：[calendar] 的 workdays 里不能有 '2027-02-30'；"
            "日期写作 2027-02-05，并核对有没有这一天",
        ),
        (
            "[calendar]\nworkdays = ['2月14日']\n",
            "plangen.toml：[calendar] 的 workdays 里不能有 '2月14日'；",
        ),
        (
            "[calendar]\nworkdays = [20270214]\n",
            "plangen.toml：[calendar] 的 workdays 里不能有 20270214；",
        ),
        (
            "[calendar]\nworkdays = [2027-02-14T08:00:00]\n",
            "plangen.toml：[calendar] 的 workdays 里不能有 2027-02-14 08:00:00；",
        ),
        ("[calendar]\nworkdays = [2027-02-30]\n", "plangen.toml:2:13：没有这一天；请核对日期"),
        (
            "[calendar]\nworkdays = [2027-2-5]\n",
            'plangen.toml:2:17：写法不对；照 键 = "文字" 写，日期写作 2027-02-05，标点用英文的',
        ),
        (
            "[calendar]\nholidays = [2027-02-14, 2027-02-13]\nworkdays = ['2027-02-14']\n",
            "plangen.toml：[calendar] 里 2027-02-14 写了两处；"
            "休息的只写在 holidays，上班的只写在 workdays",
        ),
    ],
)
def test_a_faulty_calendar_is_said(settings: Path, text: str, said: str) -> None:
    settings.write_text(text, "utf-8")
    code, out, err = run("check", "plans/2027.yaml")
    assert (code, out) == (2, "")
    assert err.startswith(f"错误：{said}")


def test_no_public_holiday_falls_out_of_season() -> None:
    """What is told without opening the calendar is what the calendar says."""
    for year in range(2001, 2027):
        off = [day for day in country_holidays("CN", years=year) if not may_be_off(day)]
        assert off == []
