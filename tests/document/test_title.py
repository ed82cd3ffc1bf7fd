"""A title's lines: no word or name broken, a trapezoid or a diamond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.document.title import title_lines
from plangen.typography import width

TITLES = {
    "南安市卫生健康局关于印发2022年南安市卫健系统禁毒重点整治工作实施方案的通知": [
        "南安市卫生健康局关于印发2022年南安市",
        "卫健系统禁毒重点整治工作实施方案的通知",
    ],
    "2022年南安市卫健系统禁毒重点整治工作实施方案": [
        "2022年南安市卫健系统",
        "禁毒重点整治工作实施方案",
    ],
    "国务院办公厅关于印发全国深化简政放权放管结合优化服务改革电视电话会议重点任务分工方案的通知": [
        "国务院办公厅关于印发全国",
        "深化简政放权放管结合优化服务改革",
        "电视电话会议重点任务分工方案的通知",
    ],
    "某某市教育局关于进一步加强中小学校园消防安全管理工作的函": [
        "某某市教育局关于进一步加强",
        "中小学校园消防安全管理工作的函",
    ],
    "某某市卫生健康局2026年重点工作任务督办单": [  # 20 字, and the spaces around the digits
        "某某市卫生健康局2026年",
        "重点工作任务督办单",
    ],
    "关于做好《医疗机构管理条例》宣传贯彻工作的通知": [
        "关于做好《医疗机构管理条例》",
        "宣传贯彻工作的通知",
    ],
}


@pytest.mark.parametrize("title", TITLES)
def test_lines_a_drafter_would_choose(title: str) -> None:
    names = ["南安市卫生健康局", "国务院办公厅", "某某市教育局"]
    assert title_lines(title, names, 20) == TITLES[title]


@pytest.mark.parametrize(
    "title",
    [
        "某某市教育局等六部门关于印发禁毒工作实施方案的通知",
        "某某市人民政府办公室关于印发促进消费和服务业高质量发展的若干措施的通知",
        "某某市卫生健康局与某某市公安局关于加强戒毒康复以及社区管理工作的意见",
    ],
)
@pytest.mark.parametrize("limit", range(9, 21))
def test_no_line_begins_with_a_word_that_belongs_to_the_one_before(title: str, limit: int) -> None:
    for line in title_lines(title, [], limit)[1:]:
        assert not line.startswith(("等", "的", "和", "与", "以及", "、"))


@pytest.mark.parametrize("name", ["镇国寺街道办", "清源山管委会", "某某市大数据局"])
def test_a_registered_name_is_never_broken(name: str) -> None:
    for before in range(1, 16):
        title = "甲" * before + name + "关于印发工作方案的通知"
        assert any(name in line for line in title_lines(title, [name], 14)), title


@given(st.text("市局关于印发工作方案的通知2026年《》、（）", max_size=90), st.integers(8, 20))
def test_lines_hold_the_title_and_fit(title: str, limit: int) -> None:
    lines = title_lines(title, [], limit)
    assert "".join(lines) == title
    assert len(lines) <= 4
    assert len(lines) == 1 or all(width(line) <= limit for line in lines)
