"""Papers whose paragraphs a copy has put on one line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.importing.drafting import Imported
from plangen.plan import Plan
from tests.support.task_tables import import_blocks

TITLE = "青石县2026年河道清洁工作方案"


def _plan(*lines: str) -> Plan:
    made = import_blocks(*lines)
    assert made.file.plan is not None, made.file.findings
    assert made.account is not None
    assert made.account.is_equal, made.account
    return made.file.plan


def _headings(plan: Plan) -> list[str]:
    return [f"{section.number}{section.title}" for section in plan.sections]


def _items(plan: Plan) -> list[str]:
    return [f"{item.number}{item.title or item.text}" for item in plan.entries()]


def test_a_paper_on_one_line() -> None:
    plan = _plan(
        f"{TITLE}一、总体要求以清洁为中心，统一、规范地开展工作。二、主要任务（一）清淤。6月底前完成。"
        "（县水利局牵头）（二）绿化。1.种树300棵。2.种草200亩。三、保障措施各乡镇要加强领导。"
        "青石县水利局2026年3月1日"
    )
    assert str(plan.title) == TITLE
    assert _headings(plan) == ["一、总体要求", "二、主要任务", "三、保障措施"]
    assert _items(plan) == ["（一）清淤", "1.种树300棵。", "2.种草200亩。", "各乡镇要加强领导。"]
    assert [str(name) for name in plan.issue.signature] == ["青石县水利局"]
    first = next(plan.items())
    assert [unit.name for unit in first.responsible.leads] == ["县水利局"]


def test_a_notice_on_one_line() -> None:
    plan = _plan(
        "青石县水利局关于做好2026年清淤工作的通知各乡镇人民政府：现将有关事项通知如下："
        "一、清淤。6月底前完成。二、绿化。9月底前完成。"
    )
    assert str(plan.title) == "青石县水利局关于做好2026年清淤工作的通知"
    assert str(plan.issue.recipients) == "各乡镇人民政府"
    assert _items(plan) == ["一、清淤", "二、绿化"]


def test_a_section_on_one_line() -> None:
    plan = _plan(
        TITLE,
        "一、主要任务（一）清淤。6月底前完成。（二）绿化。9月底前完成。",
        "二、工作要求 1.加强领导。 2.加强督查。",
    )
    assert _headings(plan) == ["一、主要任务", "二、工作要求"]
    assert _items(plan) == ["（一）清淤", "（二）绿化", "1.加强领导。", "2.加强督查。"]


def test_numbers_that_run_on_through_a_line() -> None:
    plan = _plan(
        TITLE, "一、清河（一）清淤。年底完成。（二）清障。年底完成。二、绿化（三）种树。年底完成。"
    )
    assert _headings(plan) == ["一、清河", "二、绿化"]
    assert _items(plan) == ["（一）清淤", "（二）清障", "（三）种树"]


def test_chapters_and_articles_on_one_line() -> None:
    plan = _plan(
        TITLE, "第一章 总则第一条为清洁河道，制定本方案。第二条清淤。第二章 附则第三条试行。"
    )
    assert _headings(plan) == ["第一章　总则", "第二章　附则"]
    assert len(list(plan.entries())) == 3


def test_a_row_within_a_sentence_stays() -> None:
    words = "（一）清淤时应当：（1）设围挡；（2）设标志；（3）设专人。"
    plan = _plan(TITLE, "一、主要任务", words, "（二）统一、规范、有序地开展一、二级河道巡查。")
    assert [str(item.text) for item in plan.entries()] == [
        words.removeprefix("（一）"),
        "统一、规范、有序地开展一、二级河道巡查。",
    ]


def test_articles_of_a_law_part_nothing() -> None:
    words = "按照《河道条例》第一条、第二条的规定。第三条规定的除外。第四条规定的也除外。"
    plan = _plan(TITLE, "一、依据", words)
    assert [str(section.text) for section in plan.sections] == [words]


SENTENCES = ("清理河道垃圾。", "6月底前完成清淤。", "每月巡查两次。", "种树种草，绿化两岸。")


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4), min_size=2, max_size=4)
)
def test_a_glued_paper_reads_as_the_paper(tree: list[list[str]]) -> None:
    lines = []
    for section, items in enumerate(tree):
        lines.append(f"{'一二三四'[section]}、第{section + 1}项任务")
        for number, text in enumerate(items):
            lines.append(f"（{'一二三四'[number]}）{text}")
    apart, glued = import_blocks(TITLE, *lines), import_blocks(TITLE, "".join(lines))
    assert _body(glued) == _body(apart)


def _body(made: Imported) -> str:
    return made.file.text[made.file.text.index("sections:") :]
