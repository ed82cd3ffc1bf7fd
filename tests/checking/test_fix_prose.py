"""`plangen check --fix` over generated prose: it changes marks and figures, and no word."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.program import run

from plangen.rules.manual import BASE

WORDS = [
    "各消防站",
    "区教育局",
    "商场",
    "学校",
    "加强",
    "检查",
    "耕地",
    "地力",
    "企业",
    "创业",
    "创新",
    "地区",
    "分区",
    "分级",
    "规划",
    "拔点",
    "的",
    "了",
    "在",
    "均",
    "等",
    "及",
    "或",
    "以及",
    "一律",
    "分别",
    "不少于",
    "达到",
    "按照",
    "比例",
    "配套",
    "报送",
    "印发后",
    "之日起",
    "以上",
    "以内",
    "第一",
    "首次",
    "工作",
    "方案",
    "条例",
    "的确",
    "目的",
    "平均",
    "党建",
    "网格",
]
MARKS = [
    "，",
    "。",
    "；",
    "：",
    "、",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "《",
    "》",
    "〔",
    "〕",
    "——",
    "……",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    '"',
    "'",
    "-",
    "--",
    "~",
    "...",
    "+",
    " ",
    "\u3000",
    "·",
    "％",
    "%",
    "/",
    "\n\n",
]
FIGURES = [
    "1",
    "2.5",
    "30%",
    "1:1",
    "12:30",
    "2026年",
    "25年底",
    "二〇二五年",
    "二○二五年",
    "3月07日",
    "6月30号",
    "2026.4.15",
    "8月3号楼",
    "第06号",
    "〔2025〕6号",
    "[2025]6号",
    "（2025）第06号",
    "1、",
    "（一）、",
    "5-10人",
    "3月-5月",
    "１２",
    "Ａ4",
    "⾦",
    "3百人",
    "GB 50016-2014",
    "0595-12345678",
]
PROSE = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(FIGURES)),
    min_size=2,
    max_size=40,
).map("".join)
NUMBERS = "〇○零一二三四五六七八九十年月日号第"
LOOKALIKE = str.maketrans("⾦", "金")


def words(text: str) -> str:
    """The words of a text: its characters without figures and marks; what is doubled, once."""
    plain = re.sub(rf"[{NUMBERS}]", "", text.translate(LOOKALIKE))
    return re.sub(r"([的了在均])\1+", r"\1", re.sub(r"[^\u4e00-\u9fff]", "", plain))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prose") / "方案.yaml"


@settings(max_examples=300, deadline=None)
@given(PROSE)
def test_no_word_is_changed(path: Path, prose: str) -> None:
    lines = "\n".join(f"  {line}".rstrip() for line in f"各站{prose}。".split("\n"))
    path.write_text(f"{BASE}preamble: |-\n{lines}\n", "utf-8")
    before = path.read_text("utf-8")
    run("check", path, "--select", "wording", "--fix")
    mended = path.read_text("utf-8")
    assert words(mended) == words(before)
    run("check", path, "--select", "wording", "--fix")
    assert path.read_text("utf-8") == mended
