"""Checklists and the 任务分解表 as Markdown: rendered, they read as written."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.program import ROOT

from plangen.assignments import filled_columns
from plangen.checklists import Audience, Checklist, ChecklistLine, Cover, checklists, cover, titled
from plangen.tasks import task_rows
from plangen.workdays import Workdays
from plangen.workspace import read_plan
from plangen.writers.markdown import MarkdownChecklists, escaped, write_assignments

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
MARKS = (
    *(
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~",
        "~",
        "#",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "---",
        "===",
        "> ",
    ),
    *("[a](b)", "![a](b)", "[a]: b", "[ ] ", "<b>", "<!--", "<http://a>", "&amp;", "&#35;", "&lt"),
    *("|", "\\", "\\|", "\n", "\t", "    ", "  \n", ":--", "禁毒", "1", ".", "6~8月", "\u3000"),
)
TEXTS = st.lists(st.sampled_from(MARKS) | CHARACTERS, max_size=12).map("".join)
SAID = TEXTS.filter(str.strip)
NAMES = SAID.map(lambda text: " ".join(text.split()))
LINES = st.builds(
    ChecklistLine,
    st.just("publicity.2"),
    SAID,
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
    st.just(()),
    st.just(""),
)


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def inlines(tokens: Iterable[Token]) -> list[str]:
    """The texts of all blocks; whatever is not text is a mark that was taken for one."""
    found = []
    for token in tokens:
        assert token.type not in {"fence", "code_block", "html_block", "hr", "blockquote_open"}
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text"}
            found.append("".join(child.content for child in token.children or ()))
    return found


def entry(line: ChecklistLine) -> list[str]:
    """The texts that stand in the entry of a line, in order."""
    facts = {
        "依据条款": "；".join(parts(line.basis)),
        "完成时限": "；".join(parts(line.deadline)),
        "主管科室": " ".join(parts(line.people)),
        "佐证材料": "；".join(parts(line.evidence)),
    }
    value = f"　实际完成值（{line.measure}）：＿＿" if line.measure else ""
    form = (
        f"完成情况：＿＿　完成日期：＿＿{value}　进展说明：＿＿　存在问题：＿＿　申请延期至：＿＿"
        "　佐证材料名称：＿＿"
    )
    known = [f"{label}：{said}" for label, said in facts.items() if said]
    return [*parts(line.titled), *known, form]


SIGNED = "填报人：＿＿　电话：＿＿　审核人：＿＿　填报日期：＿＿"


def made(title: str = "任务清单", basis: str = "《方案》") -> MarkdownChecklists:
    return MarkdownChecklists(Cover("drug-control", 2027, title, basis, "卫健局", date(2027, 1, 1)))


@given(NAMES, NAMES, NAMES, st.lists(LINES, min_size=1, max_size=12))
def test_a_checklist_reads_as_written(
    title: str, basis: str, name: str, lines: list[ChecklistLine]
) -> None:
    data = made(title, basis).write(Checklist(Audience.UNIT, "cdc", name, (), tuple(lines)))
    tokens = MARKDOWN.parse(data.decode())
    wanted = [text for line in lines for text in entry(line)]
    assert inlines(tokens) == [title, f"填报单位：{name}", f"依据：{basis}", *wanted, SIGNED]
    assert [token.type for token in tokens].count("ordered_list_open") == 1
    items = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
    assert [token.info for token in items] == [str(n) for n in range(1, len(lines) + 1)]


@given(SAID.filter(lambda text: len(parts(text)) == 1))
@example("#")
@example("楼 #")
@example("1.")
def test_a_line_means_what_it_says(text: str) -> None:
    for before in ("", "# ", "- ", "12. "):
        assert inlines(MARKDOWN.parse(before + escaped(text))) == [text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "维持率≥85%，检出率<5%，合格率>90%",
        "1.开展“无毒单位”创建活动；（2）100%覆盖！",
        "联系人：王立明+办公室，电话0955-7012345，a.b@c.cn，R&D",
        "2018年6月1日—6月30日 6-8月",
    ],
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert escaped(text) == text


def test_how_a_checklist_reads_before_it_is_rendered() -> None:
    line = ChecklistLine(
        task="dynamic-management.3",
        text="开展联合检查\n你单位牵头，配合单位：市公安局",
        basis="四（二）",
        deadline="每季度\n3月31日、6月30日",
        people="医政科\n赵云成",
        evidence="",
        due=(),
    )
    checklist = Checklist(Audience.DEPARTMENT, "medical", "医政科", (), (line, line))
    body = f"""\
开展联合检查
   - 你单位牵头，配合单位：市公安局
   - 依据条款：四（二）
   - 完成时限：每季度；3月31日、6月30日
   - 主管科室：医政科 赵云成
   - {entry(line)[-1]}
"""
    assert made().write(checklist).decode() == (
        f"# 任务清单\n\n填报科室：医政科\n\n依据：《方案》\n\n1. {body}\n2. {body}\n{SIGNED}\n"
    )


@pytest.mark.parametrize("year", [2018, 2022])
def test_the_checklists_of_a_real_plan(year: int) -> None:
    plan = read_plan(Path(ROOT, "plans", f"{year}.yaml")).plan
    assert plan
    said = cover(plan)
    for each in checklists(plan, task_rows(plan, Workdays())):
        data = MarkdownChecklists(said).write(each)
        assert data == MarkdownChecklists(said).write(each)
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")
        head = [said.title, f"{each.audience.label}：{each.holder}", f"依据：{said.basis}"]
        wanted = [text for line in each.lines for text in entry(line)]
        assert inlines(MARKDOWN.parse(data.decode())) == [*head, *wanted, SIGNED]


@pytest.mark.parametrize("year", [2018, 2022])
def test_the_assignments_of_a_real_plan(year: int) -> None:
    plan = read_plan(Path(ROOT, "plans", f"{year}.yaml")).plan
    assert plan
    rows = task_rows(plan, Workdays())
    text = write_assignments(titled(plan, "任务分解表"), cover(plan).basis, rows)
    title, basis, *cells = (
        "".join(child.content for child in token.children or ())
        for token in MARKDOWN.parse(text)
        if token.type == "inline"
    )
    assert title == titled(plan, "任务分解表")
    assert basis == f"依据：{cover(plan).basis}"
    columns, bodies = filled_columns(rows)
    table = [cells[start : start + len(columns)] for start in range(0, len(cells), len(columns))]
    assert table[0] == columns
    assert table[1:] == [[text.replace("\n", "<br>") for text in body] for body in bodies]
    for found, row in zip(table[1:], rows, strict=True):
        told = dict(zip(columns, found, strict=True))
        assert told["工作任务"] == row.text.replace("\n", "<br>")
        assert told["责任单位"] == ("、".join(unit.name for unit in row.responsible.units) or "/")


@given(st.lists(SAID, min_size=12, max_size=12))
def test_the_cells_of_a_table_read_as_written(texts: list[str]) -> None:
    import plangen.writers.markdown as writer

    columns = [f"第{number}栏" for number in range(1, 13)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "filled_columns", lambda _rows: (columns, [tuple(texts)]))
        text = write_assignments("表", "《方案》", [])
    blocks = [token for token in MARKDOWN.parse(text) if token.type == "inline"]
    found = ["".join(child.content for child in token.children or ()) for token in blocks]
    assert found[2:] == [*columns, *("<br>".join(parts(text)) for text in texts)]
    marks = {child.type for token in blocks for child in token.children or ()}
    assert marks <= {"text", "html_inline"}
