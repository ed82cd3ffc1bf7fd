"""`plangen import` on papers that number themselves otherwise: 第一章, 第一条, 1.1."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.program import run

from plangen.docx_file.stream import StreamParagraph, read_stream
from plangen.exports import notice_docx
from plangen.importing.drafting import Imported
from plangen.plan import Plan, Section
from tests.support.task_tables import import_blocks

TITLE = "青石县2026年图书借阅工作方案"


def _made(*lines: str) -> Imported:
    made = import_blocks(TITLE, *lines)
    assert made.file.plan is not None, made.file.findings
    return made


def _plan(made: Imported) -> Plan:
    assert made.file.plan is not None
    return made.file.plan


def _printed(made: Imported) -> list[str]:
    """The paragraphs of the notice, a run-in heading and its text as one."""
    printed = []
    for block in read_stream(notice_docx(_plan(made), ())):
        assert isinstance(block, StreamParagraph)
        printed.append(block.shown)
    return printed


def _shape(sections: Sequence[Section]) -> list[object]:
    """Titles and items as they stand under one another."""
    shape: list[object] = []
    for section in sections:
        inner: list[object] = []
        for entry in section.content:
            if isinstance(entry, Section):
                inner += _shape([entry])
            else:
                inner.append(str(entry.title or entry.text))
        shape.append((str(section.title), inner) if section.title else inner)
    return shape


def test_chapters_sections_and_articles() -> None:
    lines = [
        "第一章 总则",
        "第一条 为方便借阅，制定本方案。",
        "第二章 主要任务",
        "第一节 购书",
        "第二条 每季度购书300册。（县文化局牵头，6月底前完成）",
        "第三条 书屋应当有下列设施：",
        "（一）书架；",
        "（二）桌椅。",
        "第二节 借书",
        "第四条 办证2000张，见第三条。",
    ]
    made = _made(*lines)
    assert _shape(_plan(made).sections) == [
        ("第一章　总则", ["第一条　为方便借阅，制定本方案。"]),
        (
            "第二章　主要任务",
            [
                (
                    "第一节　购书",
                    [
                        "第二条　每季度购书300册。",
                        "第三条　书屋应当有下列设施：",
                        ["书架；", "桌椅。"],
                    ],
                ),
                ("第二节　借书", ["第四条　办证2000张，见第三条。"]),
            ],
        ),
    ]
    purchase = next(item for item in _plan(made).items() if item.responsible)
    assert [unit.name for unit in purchase.responsible.leads] == ["县文化局"]
    assert _printed(made)[1:] == [line.replace(" ", "\u3000") for line in lines]
    assert made.account is not None
    assert made.account.is_equal


def test_articles_without_chapters_are_items() -> None:
    plan = _plan(_made("第一条整理旧书。6月底前完成。", "第二条 晒书。", "第三条 借书。"))
    assert len(plan.sections) == 1
    assert [str(item.title or item.text) for item in plan.items()] == [
        "第一条整理旧书",
        "第二条　晒书。",
        "第三条　借书。",
    ]


def test_articles_under_official_headings_run_on() -> None:
    made = _made("一、购书", "第一条 购书300册。", "二、借书", "第二条 办证2000张。")
    assert _shape(_plan(made).sections) == [
        ("购书", ["第一条　购书300册。"]),
        ("借书", ["第二条　办证2000张。"]),
    ]
    assert [section.number for section in _plan(made).sections] == ["一、", "二、"]


def test_an_article_of_a_law_is_no_article_of_the_paper() -> None:
    text = "第三条规定的期限届满，书屋应当还书。"
    made = _made("第一条 借书。", "第二条 还书。", text, "第三条 晒书。")
    assert "3 处照原文写" in made.remarks[0]


def test_official_numbers_begin_anew_under_each_chapter() -> None:
    lines = [
        "第一章 购书",
        "一、询价",
        "询三家。",
        "二、下单",
        "下一次。",
        "第二章 借书",
        "一、办证",
        "办新证。",
    ]
    made = _made(*lines)
    assert _printed(made)[1:] == [line.replace(" ", "\u3000") for line in lines]
    assert "接不上" not in made.file.text


DECIMALS = [
    "1 总则",
    "1.1 编制目的",
    "为做好借阅工作。",
    "1.2编制依据",
    "1.《公共图书馆法》；",
    "2.《青石县借阅办法》。",
    "2 组织体系",
    "2.1 机构",
    "2.1.1 县文化局管书屋。",
    "2.1.2 各乡镇管书架。见2.1.1。",
    "（1）购架；",
    "（2）修架。",
    "2.2 经费",
    "县财政局6月底前拨付。（县财政局负责）",
    "3 附则",
    "自印发之日起施行。",
]


def test_decimals_stand_under_one_another() -> None:
    made = _made(*DECIMALS)
    assert _shape(_plan(made).sections) == [
        (
            "1　总则",
            [
                ("1.1　编制目的", ["为做好借阅工作。"]),
                ("1.2编制依据", ["《公共图书馆法》；", "《青石县借阅办法》。"]),
            ],
        ),
        (
            "2　组织体系",
            [
                (
                    "2.1　机构",
                    [
                        "2.1.1　县文化局管书屋。",
                        ("2.1.2　各乡镇管书架", ["购架；", "修架。"]),
                    ],
                ),
                ("2.2　经费", ["县财政局6月底前拨付。"]),
            ],
        ),
        ("3　附则", []),
    ]
    assert made.account is not None
    assert made.account.is_equal


def test_decimals_under_official_headings() -> None:
    lines = [
        "一、目标",
        "1.1 购书300册。",
        "1.2 办证2000张。",
        "二、措施",
        "2.1 购书",
        "询三家。",
        "2.2 办证",
        "发新证。",
        "三、要求",
        "（一）加强领导。",
        "（二）加强督查。",
    ]
    made = _made(*lines)
    assert [section.number for section in _plan(made).sections] == ["一、", "二、", "三、"]
    assert _printed(made)[1:] == [line.replace(" ", "\u3000") for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、日子", "6.26国际禁毒日宣传。", "12.4国家宪法日宣传。"),
        ("一、花费", "1.5万元购书。", "1.2万元办证。"),
    ],
)
def test_days_and_amounts_are_no_numbers(lines: tuple[str, ...]) -> None:
    assert _made(*lines).remarks == ()


def test_what_was_done_to_the_numbers_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        TITLE,
        "一、措施",
        "1、购书。",
        "2、办证。",
        "3.1 晒书。",
        "二、其他",
        "2.1 甲。",
        "2.2 乙。",
    ]
    Path("a.txt").write_text("\n".join(lines), "utf-8")
    out = run("import", "a.txt", "-o", "a.yaml")[1]
    assert "序号照公文的写法改了 2 处：“1、”印成“1.”；号没有变。" in out
    assert "“2.1”这样的序号方案编不出来，2 处照原文写在条目开头，一个没有改" in out


def test_a_table_of_contents_is_set_aside() -> None:
    contents = ["目  录", "1 总则……3", "1.1 目的.....3", "2 任务  4", "2.1 购书…………4"]
    text = ["1 总则", "1.1 目的", "方便借阅。", "2 任务", "2.1 购书", "购书300册。"]
    made = _made(*contents, *text)
    assert made.unplaced[0].endswith("目 录")
    assert len(made.unplaced) == len(contents)
    assert _printed(made)[1:] == [line.replace(" ", "\u3000") for line in text]


def test_a_contents_without_its_word() -> None:
    headings = ["一、购书", "二、借书", "三、还书"]
    made = _made(*headings, *(line for heading in headings for line in (heading, "照办。")))
    assert len(made.unplaced) == 3
    assert [str(section.title) for section in _plan(made).sections] == ["购书", "借书", "还书"]


NUMBERS = (
    *(
        "第一编 ",
        "第一章",
        "第二章 ",
        "第一节 ",
        "一、",
        "二、",
        "第一条",
        "第二条 ",
        "（一）",
        "（二）",
    ),
    *("1 ", "2 ", "1.1", "1.2 ", "1.1.1 ", "1.1.2", "1.1.1.1", "2.1", "1.", "2.", "（1）", "（2）"),
)
TEXTS = ("购书", "晒书。", "借书应当：", "还书。6月底前完成。", "修书架。（县文化局负责）")


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(TEXTS)), max_size=14))
def test_any_ladder_of_numbers_comes_back_whole(lines: list[tuple[str, str]]) -> None:
    made = _made(*map("".join, lines), "整理完毕。")
    assert made.account is not None
    left = sum(len(words.split("  ")[1]) for words in made.unplaced)
    assert sum(map(len, made.account.missing)) <= left
    assert made.account.added == ()
