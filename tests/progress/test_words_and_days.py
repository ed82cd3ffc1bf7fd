"""States and days as people write them: read surely, or asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.progress.reported_state import ReportedState, plain_word, state_of
from plangen.progress.written_day import written_day

SURE = {
    ReportedState.DONE: "已完成 完成 办结 √ ✔ ☑ 是 Ｙ yes 100% １００％ 已落实。 已\u3000完成 "
    "√已完成 已完成（100%） 是/已完成 TRUE ✔\ufe0f ✅ 已按期完成 超额完成 全部办结 整改完成 "
    "已办理完毕 完结 落实到位 己完成 100%完成 100.00% "
    "☑已完成\u3000□进行中\u3000□未开始 ■已完成□未完成",
    ReportedState.UNDER_WAY: "进行中 推进中 80% 50.5% 长期坚持 常态化 持续推进 部分完成 （进行中） "
    "正常推进中 按序时进度推进 有序开展中 进行中（80%） 长期坚持，持续推进 已启动 "
    "进行中60% 正在跟进 整改中 按时间节点推进 □已完成\u3000☑进行中",
    ReportedState.NOT_STARTED: "未开始 尚未启动 未开展 0% 暂未开展 还没开始 0.0%",
    ReportedState.OVERDUE: "逾期 已超期",
    ReportedState.NOT_APPLICABLE: "不适用 不涉及 N/A 无此项工作 我院不涉及 本单位无此项任务",
}
DOUBTFUL = (
    "未完成",
    "无",
    "基本完成",
    "×",
    "否",
    "120%",
    "已完成 未完成",
    "已完成，但未验收",
    "已完成/进行中",
    "已完成80%",
    "已开展",
    "按时落实",
    "逾期完成",
    "已完成5家",
    "完成一半",
    "即将完成",
    "12月1日完成",
    "√□已完成 □进行中",
    "□已完成 √□进行中",
    "☑已完成 ☑进行中",
    "□已完成 □进行中",
    "100",
    "同上",
    "-",
)


@pytest.mark.parametrize(("state", "words"), SURE.items())
def test_sure_words(state: ReportedState, words: str) -> None:
    for word in words.split(" "):
        assert state_of(word, {}) is state, word


@pytest.mark.parametrize("word", DOUBTFUL)
def test_doubtful_words(word: str) -> None:
    assert state_of(word, {}) is None
    assert state_of(word, {plain_word(word): ReportedState.DONE}) is ReportedState.DONE or not (
        plain_word(word)
    )


MARCH_5 = (
    *("3月5日", "3月5号", "三月五日", "2022.3.5", "2022/3/5", "2022-03-05", "2022年3月5日"),
    *("2022年03月05日", "二〇二二年三月五日", "二○二二年三月五日", "２０２２．３．５", "44625"),
    *("44625.5", "20220305", "22年3月5日", "2022-03-05 14:30:00", "2022-03-05T00:00:00"),
    *(" 2022 年 3 月 5 日 ", "2022。3。5", "2022年3月5日14:30", "2022年3月5日（星期六）"),
    *("2022-3-5 周六", "2022/3/5 上午10:20", "'2022-03-05", "3月5日完成", "已于3月5日办结"),
    *(
        "2022、3、5",
        "2022·3·5",
        "2022–3–5",
        "2022_3_5",
        "2022.3.5.",
        "2022年3月5日。",
        "（3月5日）",
    ),
    *("2022年3月5日上午", "完成于3月5日", "2022，3，5"),
)
UNSURE = (
    *("3月上旬", "上半年", "2月30日", "3月5日、3月6日", "3月", "2022年3月", "3.5", "3-5", "已完成"),
    *("2022年13月1日", "2022-3.5", "99999", "2022 3 5", "一季度", "3月5日前后", ""),
    *("3月5日未完成", "预计3月5日完成", "未于3月5日完成", "3月5日前完成", "星期六"),
    *("3月5-6日", "2022.3.5-3.6", "3月5日左右", "3/5/2022", "22.3.5", "1900-01-00", "同上"),
)


@pytest.mark.parametrize("text", MARCH_5)
def test_days(text: str) -> None:
    assert written_day(text, 2022) == date(2022, 3, 5)


@pytest.mark.parametrize("text", UNSURE)
def test_what_takes_a_guess(text: str) -> None:
    assert written_day(text, 2022) is None


def test_a_day_without_year_in_a_plan_of_several_years() -> None:
    assert written_day("3月5日", None) is None
    assert written_day("2022.3.5", None) == date(2022, 3, 5)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(1)
    for text in (str(serial), f"{day:%Y.%m.%d}", f"{day.month}月{day.day}日", day.isoformat()):
        assert written_day(text, day.year) == day


@given(st.text())
def test_any_text(text: str) -> None:
    written_day(text, 2022)
    state_of(text, {})
