"""Every expression that plans use becomes its exact due dates, or an error that says why not."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.deadline_table import ROWS

from plangen.deadline import (
    By,
    Deadline,
    DeadlineError,
    Ongoing,
    Recurring,
    Relative,
    Seasons,
    Undated,
    Validity,
    Window,
    parse,
    read,
)
from plangen.deadline.grammar import FORMS
from plangen.deadline.point import POINTS
from plangen.resources import resource
from plangen.scalar import Text
from plangen.workdays import Workdays

YEAR = 2022
ISSUED = date(2022, 3, 7)
MONTH_ENDS = "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"
EACH_25TH = " ".join(f"{month:02}-25" for month in range(1, 13))


def days(said: str) -> tuple[date, ...]:
    """Turn `06-30 2023-02-28` into dates; one without a year is of 2022."""
    return tuple(
        date.fromisoformat(day if len(day) > 5 else f"{YEAR}-{day}") for day in said.split()
    )


def told(read: Deadline) -> str:
    """The days of a deadline as `ROWS` have them."""
    due = [day.isoformat().removeprefix("2026-") for day in read.due]
    if len(due) > 6:
        due = [f"{len(due)}:", *due[:2], "..", due[-1]]
    start = [read.start.isoformat().removeprefix("2026-"), ">"] if read.start else []
    return " ".join([*start, *due])


ISSUED_2026 = date(2026, 1, 15)
VOCABULARY = [(text, row[0]) for row in ROWS for text in row[1].split()]
WIDE = str.maketrans("0123456789·-/", "０１２３４５６７８９・－／")


@pytest.mark.parametrize(("text", "due"), VOCABULARY)
def test_the_table(text: str, due: str) -> None:
    """Each in its variants: full width, spaces, a full stop, brackets, quotes."""
    forms = (text, text.translate(WIDE), f" {' '.join(text)} ", f"{text}。", f"“{text}”")
    for form in (*forms, f"（{text}）"):
        assert told(parse(form, 2026, ISSUED_2026)) == due, form


def test_the_table_is_long() -> None:
    assert len(VOCABULARY) > 300


def variants(*texts: str) -> list[str]:
    return [variant for text in texts for variant in text.split()]


def fault(text: str) -> DeadlineError | None:
    try:
        parse(text, YEAR, ISSUED)
    except DeadlineError as error:
        return error
    return None


DATED = {
    "06-30": variants(
        "2022年6月底前 2022年6月底 6月底前 6月底 6月末 6月末前 六月底 六月底前 6月底以前 6月底之前",
        "２０２２年６月底前 二〇二二年六月底前 2022年6月底前完成 今年6月底前 力争6月底前 6月下旬前",
        "6月30日前 6月前 上半年前 第二季度前 二季度末 （2022年6月底前） 截至6月底",
        "到6月底 持续到6月底",
    ),
    "10-10": variants(
        "2022年10月10日前 2022年10月10日 10月10日前 10月10日 2022-10-10 2022/10/10 2022.10.10",
        "十月十日前 10月10号前 10·10 10.10前 2022-10-10前 2022年10月10日之前",
    ),
    "12-31": variants("2022年底 2022年底前 年底前 年底 年末 今年年底 2022年年底前 2022年末 年终"),
    "2025-12-31": variants("2025年底 2025年底前 到2025年 2025年12月31日前 至2025年"),
    "04-10": variants("4月初前 4月上旬前 四月初前"),
    "04-20": variants("4月中旬前 4月中前"),
    MONTH_ENDS: variants(
        "每月 每月底 每月底前 每月末 每个月 每月一次 每月31日前 每月最后一天 逐月 按月 每月至少1次"
    ),
    EACH_25TH: variants("每月25日前 每月25日 每个月25日前 每月二十五日前 每月25号前"),
    "03-31 06-30 09-30 12-31": variants("每季度 每季 每季度末 每季度末31日前 每季度一次 每3个月"),
    "03-25 06-25 09-25 12-25": variants(
        "每季度末25日前 每季度末月25日前 每季度最后一个月25日前 每季度第三个月25日前 每季度末25日"
    ),
    "01-10 04-10 07-10 10-10": variants("每季度首月10日前 每季度第1个月10日前 每季度首月上旬"),
    "06-30 12-31": variants("每半年 每半年一次 6月底前、12月底前 6月底前，12月底前")
    + variants("6月底前和12月底前 6月底前；12月底前 6月底前以及12月底前 每年6月、12月底前"),
    "02-28": variants("每年2月 每年2月底前 每年二月 2月底前"),
    "09-30": ["9 月底前", "　9月底前。"],
    "06-10 06-25": ["6月10日、25日前"],
    "02-28 04-30 06-30 08-31 10-31 12-31": variants("每两个月 每2个月 每二个月"),
    "01-10 02-10 03-10 04-10 05-10 06-10 07-10 08-10 09-10 10-10 11-10 12-10": variants(
        "每月上旬 每月初 每月10日前"
    ),
    "06-26": variants(
        "6·26国际禁毒日 6.26国际禁毒日 6•26国际禁毒日 “6·26”国际禁毒日 “6·26国际禁毒日”",
        "国际禁毒日 国际禁毒日前 国际禁毒日期间 6月26日国际禁毒日 国际禁毒日当天 每年国际禁毒日",
        "2022年6·26国际禁毒日 ６．２６国际禁毒日 “6·26”期间",
    ),
    "12-01": variants("12·1世界艾滋病日 12.1世界艾滋病日 世界艾滋病日"),
    "12-04": variants("12·4国家宪法日 “12·4”国家宪法日 国家宪法日"),
    "06-26 12-01": variants(
        "6·26国际禁毒日、12·1世界艾滋病日 “6.26国际禁毒日”、“12.1世界艾滋病日”",
        "国际禁毒日和世界艾滋病日 6·26国际禁毒日，12·1世界艾滋病日 国际禁毒日以及世界艾滋病日",
    ),
    "06-15": variants("全国低碳日"),
    "05-08": variants("母亲节 5·8母亲节"),
    "02-01": variants("春节"),
    "01-30": variants("春节前"),
    "09-27": variants("9·27健康中宁日"),
}


@pytest.mark.parametrize(
    ("text", "due"), [(text, due) for due, texts in DATED.items() for text in texts]
)
def test_dated(text: str, due: str) -> None:
    read = parse(text, YEAR)
    assert read.due == days(due)
    assert read.text == text
    assert read.start is None
    assert not read.ongoing
    assert not read.undated


@pytest.mark.parametrize(
    ("text", "window"),
    [
        (text, window)
        for texts, window in [
            (
                "3月—11月 3月-11月 3月–11月 3月~11月 3月～11月 3月至11月 3月到11月 3-11月",
                "03-01 11-30",
            ),
            ("2022年3月—11月 三月至十一月 3月－11月底 从3月起至11月底 3—11月份", "03-01 11-30"),
            ("3月： 3月 3月份 2022年3月 2022-03 三月 3月期间", "03-01 03-31"),
            ("3月1日—5月31日 2022年3月1日至5月31日 2022-03-01至2022-05-31", "03-01 05-31"),
            ("2022-03-01—2022-05-31 2022.3.1-2022.5.31 3月1日起至5月底", "03-01 05-31"),
            ("3月1日—15日 3月1—15日 2022年3月1日至15日前", "03-01 03-15"),
            ("2022年3月—2023年2月 3月—次年2月 2022年3月—2023年2月底", "03-01 2023-02-28"),
            ("4月上旬 4月初", "04-01 04-10"),
            ("4月中旬 2022年4月中旬", "04-11 04-20"),
            ("4月下旬", "04-21 04-30"),
            ("4月上旬至5月中旬", "04-01 05-20"),
            ("第一季度 一季度 1季度 第1季度 2022年第一季度", "01-01 03-31"),
            ("三季度 第三季度 2022年三季度", "07-01 09-30"),
            ("一至三季度 第一季度至第三季度", "01-01 09-30"),
            ("上半年 2022年上半年", "01-01 06-30"),
            ("下半年 今年下半年 7月起", "07-01 12-31"),
            ("2021年起", "2021-01-01 12-31"),
            ("年内 2022年 2022年内 本年度 今年内", "01-01 12-31"),
            ("2022—2025年 2022年—2025年", "01-01 2025-12-31"),
            ("禁毒宣传月 全民禁毒宣传月 “禁毒宣传月”期间", "06-01 06-30"),
            ("全国节能宣传周", "06-13 06-19"),
            ("即日起至6月底", "03-07 06-30"),
        ]
        for text in texts.split()
    ],
)
def test_window(text: str, window: str) -> None:
    start, end = days(window)
    read = parse(text, YEAR, ISSUED)
    assert [(term.start, term.end) for term in read.terms if isinstance(term, Window)] == [
        (start, end)
    ]
    assert read.start == start
    assert read.due == (end,)


@pytest.mark.parametrize(
    "text",
    variants("全年 全年持续 持续推进 常态化 长期坚持 持续 长期 常年 常态化推进 持续开展 2022年全年")
    + variants("长期持续推进 贯穿全年 全年持续推进 日常 长期坚持。"),
)
def test_ongoing(text: str) -> None:
    read = parse(text, YEAR)
    assert read.ongoing
    assert read.due == ()
    assert read.review == date(YEAR, 12, 31)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("印发后3个月内", "06-07"),
        ("本方案印发之日起3个月内", "06-07"),
        ("自方案印发之日起三个月内完成", "06-07"),
        ("印发后10日内", "03-17"),
        ("印发后两周内", "03-21"),
        ("印发后5个工作日内", "03-14"),
        ("印发后10个工作日内", "03-21"),
        ("印发后1年内", "2023-03-07"),
    ],
)
def test_relative_to_issue(text: str, due: str) -> None:
    read = parse(text, YEAR, ISSUED)
    assert isinstance(read.terms[0], Relative)
    assert read.due == days(due)
    unissued = parse(text, YEAR)
    assert unissued.due == ()
    assert "印发日期" in unissued.undated


@pytest.mark.parametrize(
    ("issued", "due"),
    [("2022-09-28", "10-10"), ("2022-01-27", "02-08"), ("2022-10-07", "10-12")],
)
def test_working_days_leave_out_holidays(issued: str, due: str) -> None:
    """In 2022, 29 and 30 January and 8 and 9 October are weekends worked."""
    assert parse("印发后5个工作日内", YEAR, date.fromisoformat(issued)).due == days(due)


def test_working_days_by_the_bureau_s_calendar() -> None:
    calendar = Workdays(extra_holidays=frozenset(days("03-08")))
    assert parse("印发后5个工作日内", YEAR, ISSUED, calendar).due == days("03-15")
    assert parse("印发后5个工作日内", YEAR, ISSUED).due == days("03-14")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3个工作日内", "每件事的时限"),
        ("接到报告后3个工作日内", "每件事的时限"),
        ("6个月内", "每件事的时限"),
        ("接报后2小时内", "每件事的时限"),
        ("印发后24小时内", "每件事的时限"),
        ("及时", "没有说明是哪一天"),
        ("及时上报", "没有说明是哪一天"),
        ("尽快", "没有说明是哪一天"),
        ("召开前", "随事件而定"),
        ("会议召开前", "随事件而定"),
        ("国家网络安全宣传周", "没有收录（中央网信办每年公布）"),
    ],
)
def test_undated(text: str, reason: str) -> None:
    read = parse(text, YEAR, ISSUED)
    assert read.due == ()
    assert reason in read.undated


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每月", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每月25日前", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每月31日前", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("每月30日前", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("每季度", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("每季度末25日前", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
        ("每年", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("每年2月", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("每年6月10日前", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10"),
        ("每周", "FREQ=WEEKLY;BYDAY=FR"),
        ("每周五前", "FREQ=WEEKLY;BYDAY=FR"),
        ("每两周", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("每日", "FREQ=DAILY"),
        ("每个工作日", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
        ("每旬", "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
        ("每半月", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("6月底前", None),
    ],
)
def test_rrule(text: str, rule: str | None) -> None:
    assert parse(text, YEAR).rrule == rule


def test_days_and_weeks_of_the_year() -> None:
    assert len(parse("每日", 2022).due) == 365
    assert len(parse("每天", 2024).due) == 366
    weeks = parse("每周", 2022).due
    assert (weeks[0], weeks[-1], len(weeks)) == (date(2022, 1, 7), date(2022, 12, 30), 51)
    assert date(2022, 1, 30) in weeks, "a Sunday that is worked"
    assert not any(date(2022, 10, 3) <= day <= date(2022, 10, 7) for day in weeks)
    assert {day.weekday() for day in parse("每周五前", 2022).due} == {4}
    assert parse("每月30日前", 2024).due[:2] == (date(2024, 1, 30), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("text", "message", "hint", "place"),
    [
        ("2022-09-31", "2022年9月没有31日（9月只有30天）", "2022年9月底前", "2022-09-31"),
        ("2021年9月31日", "2021年9月没有31日（9月只有30天）", "2021年9月底前", "2021年9月31日"),
        ("2023-11-31", "2023年11月没有31日（11月只有30天）", "", "2023-11-31"),
        ("6月底前、 2 月30日前", "2022年2月没有30日（2月只有28天）", "", "2 月30日"),
        ("13月", "没有13月（一年只有12个月）", "1至12", "13月"),
        ("13—15月", "没有13月（一年只有12个月）", "", "13"),
        ("0月5日", "没有0月（一年只有12个月）", "", "0月5日"),
        ("第五季度", "没有第5季度（一年只有4个季度）", "1至4", "第五季度"),
        ("每月32日前", "没有32日（一个月最多31天）", "", "每月32日前"),
        ("每季度第4个月", "没有第4个月（每季度只有3个月）", "", "每季度第4个月"),
        ("每99周", "没有每99周（一年只有52周）", "", "每99周"),
        ("每年2月30日", "2022年2月没有30日（2月只有28天）", "", "2月30日"),
        ("11月—10月", "开始日期2022年11月1日晚于结束日期2022年10月31日", "2023年2月", "11月—10月"),
        (
            "2022年11月—2022年2月",
            "开始日期2022年11月1日晚于结束日期2022年2月28日",
            "2023年2月",
            "2022年11月—2022年2月",
        ),
        ("6·25国际禁毒日", "2022年国际禁毒日是6月26日，不是6月25日", "6·26", "6·25国际禁毒日"),
    ],
)
def test_impossible(text: str, message: str, hint: str, place: str) -> None:
    with pytest.raises(DeadlineError) as caught:
        parse(text, YEAR)
    error = caught.value
    assert (error.code, error.message) == ("impossible-date", message)
    assert hint in error.hint
    assert text[error.offset : error.offset + error.length] == place


@pytest.mark.parametrize(
    ("text", "near", "place"),
    [
        ("9月低前", "9月底前", "9月低前"),
        ("6月底前、 每月２５前", "每月25日前", "每月２５前"),
        ("每季度25日前", "每季度末25日前", "每季度25日前"),
        ("国际禁独日", "国际禁毒日", "国际禁独日"),
        ("6·26国际禁独日", "6·26国际禁毒日", "6·26国际禁独日"),
        ("月底前", "每月底前", "月底前"),
        ("长其坚持", "长期坚持", "长其坚持"),
        ("加强宣传", "", "加强宣传"),
        ("", "", ""),
        (" 、", "", ""),
        ("6·26健康讲座", "", "6·26健康讲座"),
        ("6月、" * 5000, "", "6月、" * 4999 + "6月"),
    ],
)
def test_unreadable(text: str, near: str, place: str) -> None:
    with pytest.raises(DeadlineError) as caught:
        parse(text, YEAR)
    error = caught.value
    assert error.code == "unreadable-deadline"
    assert "可以写：" in error.hint
    assert (f"是不是想写“{near}”？" in error.hint) if near else ("是不是" not in error.hint)
    assert text[error.offset : error.offset + error.length] == place


def test_each_deadline_keeps_its_own_text() -> None:
    first, second = Text("6月底前", line=3), Text("6月底前", line=9)
    assert parse(first, YEAR).text is first
    assert parse(second, YEAR).text is second
    assert parse(second, YEAR).stages is parse(first, YEAR).stages, "read once only"


def test_days_before_the_year_and_milestones() -> None:
    read = parse("2021年6月底前、12月底前", 2022)
    assert read.before(date(2022, 1, 1)) == (date(2021, 6, 30), date(2021, 12, 31))
    assert parse("6月底前", 2022).before(date(2022, 1, 1)) == ()
    assert parse("到2025年", 2022).milestone
    assert not parse("到2025年底", 2022).milestone
    assert parse("到2025年底", 2022).due == (date(2025, 12, 31),)


@pytest.mark.parametrize(
    ("text", "rolled"),
    [
        ("2022年6月底前", "2023年6月底前"),
        ("２０２２ 年6月", "2023 年6月"),
        ("2022年3月—2023年2月", "2023年3月—2024年2月"),
        ("2022-10-10", "2023-10-10"),
        ("6月底前", "6月底前"),
        ("到2025年", "到2025年"),
    ],
)
def test_rolled(text: str, rolled: str) -> None:
    assert parse(text, 2022).rolled() == rolled


@pytest.mark.parametrize("year", range(2018, 2031))
def test_observances(year: int) -> None:
    entries = yaml.safe_load(resource("data/observances.yaml").read_text(encoding="utf-8"))
    names = [name for entry in entries for name in (entry["name"], *entry.get("also", ()))]
    assert len(names) == len(set(names))
    for name in names:
        (term,) = parse(name, year).terms
        assert isinstance(term, By | Window | Undated)
        assert all(day.year == year for day in parse(name, year).due)
        assert parse(str(term), year).due == term.due


month = st.integers(1, 12)
day = st.dates(date(2018, 1, 1), date(2030, 12, 31))
EXPRESSIONS = st.one_of(
    st.builds("{0.year}年{0.month}月{0.day}日前".format, day),
    st.builds("{}月{}".format, month, st.sampled_from(["", "底前", "上旬", "中旬前", "初"])),
    st.builds(
        "{}年{}".format, st.integers(2018, 2030), st.sampled_from(["", "底", "上半年", "全年"])
    ),
    st.builds("到{}年".format, st.integers(2023, 2030)),
    st.builds("{0}月—{0}月底".format, month),
    st.builds("每月{}日前".format, st.integers(1, 31)),
    st.builds("每{}个月".format, month),
    st.builds("每季度{}{}日前".format, st.sampled_from(["首月", "末"]), st.integers(1, 31)),
    st.builds("每年{}月".format, month),
    st.builds("每周{}".format, st.sampled_from("一二三四五六日")),
    st.builds(
        "印发后{}{}内".format, st.integers(1, 99), st.sampled_from(["个月", "日", "个工作日"])
    ),
    st.sampled_from(
        ["全年", "及时", "会议召开前", "6·26国际禁毒日", "禁毒宣传月", "每半年", "每日"]
    ),
)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=3), st.integers(2018, 2030))
def test_round_trip(parts: list[str], year: int) -> None:
    read = parse("、".join(parts), year, ISSUED)
    again = parse(str(read), year, ISSUED)
    assert again.terms == read.terms
    assert again.due == read.due


@given(EXPRESSIONS, st.integers(2018, 2030))
def test_recurrences_fall_once_a_period(text: str, year: int) -> None:
    for term in parse(text, year).terms:
        if isinstance(term, Recurring) and "MONTHLY" in term.rule:
            size = int(term.rule.partition("INTERVAL=")[2].partition(";")[0] or 1)
            periods = [(day.month - 1) // size for day in term.due]
            assert periods == list(range(12 // size))
        elif isinstance(term, Ongoing):
            assert term.review.month == 12


ALPHABET = (
    "年月日底前初上中下旬季度半每周末首第至到—-~·./、，和全持续印发后个工作内"
    "国际禁毒0123456789二十 “（"
)


@given(st.text() | st.text(ALPHABET) | st.lists(EXPRESSIONS | st.text(ALPHABET)).map("".join))
def test_only_deadline_errors(text: str) -> None:
    error = fault(text)
    if error:
        assert 0 <= error.offset <= error.offset + error.length <= len(text)
        assert error.message
        assert error.hint
    else:
        read = parse(text, YEAR, ISSUED)
        assert all(1900 <= day.year <= 3100 for day in read.due)
        assert parse(str(read), YEAR, ISSUED).due == read.due


def test_every_row_of_the_grammar_is_used() -> None:
    texts = [text for texts in DATED.values() for text in texts]
    texts += [text for text, _ in VOCABULARY]
    texts += variants("6月起 全年 3日内 及时 召开前 15日 即日 2022-03 接报后立即 今年年中")
    texts += variants("自3月1日起施行 有效期至2027年底 有效期5年")
    for _, pattern, _ in (*FORMS, *POINTS):
        assert any(re.fullmatch(pattern, _narrowed(text)) for text in texts), pattern


@pytest.mark.parametrize(("signs", "pattern"), [row[:2] for row in (*FORMS, *POINTS) if row[0]])
def test_whatever_a_row_matches_has_one_of_its_signs(signs: str, pattern: str) -> None:
    @settings(max_examples=40)
    @given(st.from_regex(pattern, fullmatch=True))
    def holds(text: str) -> None:
        assert set(signs) & set(text)

    holds()


def _narrowed(text: str) -> str:
    return text.translate(str.maketrans("（）", "()", "“”"))


VOCABULARY_TEXTS = st.lists(
    st.sampled_from([text for text, _ in VOCABULARY]) | EXPRESSIONS | st.text(ALPHABET, max_size=6),
    max_size=4,
).map("、".join)


@given(VOCABULARY_TEXTS, day, st.booleans())
def test_the_vocabulary_in_any_order(text: str, issued: date, long: bool) -> None:
    """Nothing but its own error; no recurrence before the issue, none far outside the span."""
    span = (date(issued.year, 1, 1), date(issued.year + 2 * long, 12, 31))
    try:
        deadline = read(text, issued.year, issued, span=span)
    except DeadlineError:
        return
    assert deadline.readable or deadline.due == ()
    assert set(deadline.periods) >= set(deadline.due)
    keys = [deadline.periods[each] for each in deadline.due]
    assert len(keys) == len(set(keys))
    for term in deadline.terms:
        if isinstance(term, Recurring):
            assert all(each > issued for each in term.due)
            said_year = re.search("(?:19|20|２０)[0-9０-９]{2}|[次翌来明]年|期|五|〇", text)
            assert said_year or all(each.year <= span[1].year + 1 for each in term.due)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3月底前", "2026-03-31"),
        ("10月底前", "2025-10-31"),
        ("4月1日—5月31日", "2026-05-31"),
        ("11月—3月", "2026-03-31"),
        ("每学期", "2026-01-20 2026-07-10"),
        ("每季度", "2025-09-30 2025-12-31 2026-03-31 2026-06-30"),
        ("寒假前", "2026-01-20"),
        ("春节前", "2026-02-14"),
        ("到2028年底", "2028-12-31"),
        ("2027年3月底前", "2027-03-31"),
    ],
)
def test_a_plan_across_years(text: str, due: str) -> None:
    span = date(2025, 9, 1), date(2026, 8, 31)
    found = parse(text, 2025, date(2025, 9, 5), span=span).due
    assert found == tuple(map(date.fromisoformat, due.split()))


def test_a_leap_day_is_of_the_year_that_has_it() -> None:
    span = date(2018, 12, 1), date(2021, 3, 31)
    assert parse("2月29日前", 2018, span=span).due == (date(2020, 2, 29),)
    assert parse("全年", 2018, span=span).review == date(2021, 3, 31)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("6月底前", [""]),
        ("9月底前", [""]),
        ("6月底前、12月底前", ["", "2"]),
        ("每季度", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("每季度末25日前", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("每半年", ["2026H1", "2026H2"]),
        ("每学期", ["2026-spring", "2026-autumn"]),
        ("每年2月", ["2026"]),
        ("每季度后10日内、6月15日前", ["2026Q1", "", "2026Q2", "2026Q3", "2026Q4"]),
    ],
)
def test_a_period_is_known_whatever_its_date(text: str, keys: list[str]) -> None:
    deadline = parse(text, 2026)
    assert [deadline.periods[each] for each in deadline.due] == keys


def test_periods_count_what_was_over_at_the_issue() -> None:
    late = parse("每月10日、20日前", 2026, date(2026, 1, 15))
    assert [late.periods[each] for each in late.due[:3]] == ["2026-01.2", "2026-02", "2026-02.2"]
    weeks = parse("每周", 2026, date(2026, 1, 15))
    assert weeks.periods[weeks.due[0]] == "2026-W03"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "一季度完成方案，三季度完成建设",
            [("一季度", "03-31", "完成方案"), ("三季度", "09-30", "完成建设")],
        ),
        (
            "3月底前制定甲、乙方案，9月底前完成",
            [("3月底前", "03-31", "制定甲、乙方案"), ("9月底前", "09-30", "完成")],
        ),
        ("6月底前加强宣传", [("6月底前", "06-30", "加强宣传")]),
        ("6月底前完成", []),
    ],
)
def test_milestones(text: str, parts: list[tuple[str, str, str]]) -> None:
    found = parse(text, 2026).milestones
    assert [(str(part.text), told(part).split(" > ")[-1], words) for part, words in found] == parts


@pytest.mark.parametrize(
    "text",
    [
        "自2026年1月1日起施行、有效期至2027年12月31日",
        "自2026年1月1日起施行，有效期至2027年12月31日",
        "自印发之日起施行，有效期5年",
        "本办法自2026年3月1日起施行",
        "有效期至2027年底",
    ],
)
def test_a_validity_is_no_deadline(text: str) -> None:
    deadline = parse(text, 2026)
    assert deadline.validity
    assert (deadline.due, deadline.undated, deadline.ongoing) == ((), "", False)
    first = deadline.terms[0]
    assert isinstance(first, Validity)


@pytest.mark.parametrize("text", variants("发生后2小时内 接报后立即 事发后立即上报 发现后24小时内"))
def test_a_limit_of_each_case(text: str) -> None:
    assert "每件事的时限" in parse(text, 2026).undated


@pytest.mark.parametrize("text", variants("不定期 全年分4次 全年不少于4次 全年不定期开展"))
def test_a_count_without_days_goes_on(text: str) -> None:
    assert parse(text, 2026).ongoing


def test_words_that_cannot_be_read_are_kept() -> None:
    deadline = read("9月低前", 2026)
    assert (deadline.text, deadline.due, deadline.readable) == ("9月低前", (), False)
    assert deadline.error
    assert "9月底前" in deadline.error.hint
    assert str(deadline) == "9月低前"
    with pytest.raises(DeadlineError):
        read("9月31日前", 2026)


def test_a_bureau_sets_its_own_seasons() -> None:
    own = Seasons(heating="10-15/04-15", autumn_term="09-01/01-31")
    assert parse("供暖期", 2026, seasons=own).due == (date(2027, 4, 15),)
    assert parse("秋季学期结束前", 2026, seasons=own).due == (date(2027, 1, 31),)


def test_holidays_by_the_calendar_of_working_days() -> None:
    assert parse("中秋前", 2025).due == (date(2025, 9, 30),), "the two holidays were one"
    assert parse("春节前", 2026, date(2026, 3, 1)).due == (date(2027, 2, 4),), "the next one"


def test_a_named_year_carries_on_into_a_range_that_borrows_its_month() -> None:
    assert parse("2021年3月、6—8月", 2022).due == parse("2021年3月、6月—8月", 2022).due
