"""`plangen import` on pages as others made them: broken at a width, glued, with page numbers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.program import run

TITLE = "青石县2025年图书借阅工作方案"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _plan(*lines: str) -> str:
    """The plan that a text of these lines becomes."""
    Path("去年.txt").write_text("\n".join(lines), "utf-8")
    Path("plan.yaml").unlink(missing_ok=True)
    code, out, err = run("import", "去年.txt", "-o", "plan.yaml")
    assert (code, err) == (0, ""), out
    return Path("plan.yaml").read_text("utf-8")


SENTENCES = (
    "各乡镇文化站把藏书逐册登记造册并按类别重新上架方便群众就近查找借阅，",
    "对破损的图书及时修补，对重复的图书在各站之间调剂使用避免闲置浪费，",
    "对群众反映借不到的图书列出单子报县图书馆统一采购后配送到各个站点，",
    "同时在赶集日把流动书车开到集市上开展借阅和换书活动服务偏远村民群众。",
)


def _broken(text: str, wide: int) -> list[str]:
    """A paragraph broken at a width, its first line indented."""
    lines, rest = ["　　" + text[: wide - 2]], text[wide - 2 :]
    while rest:
        lines.append(rest[:wide])
        rest = rest[wide:]
    return lines


@pytest.mark.parametrize("wide", [24, 28, 31])
def test_lines_broken_within_sentences_are_one_paragraph(wide: int) -> None:
    text = "".join(SENTENCES)
    lines = [TITLE, "一、主要任务", *_broken(f"（一）登记藏书。{text}（县文化局牵头）", wide)]
    lines += ["— 2 —", *_broken(f"（二）流动借阅。{text}", wide)]
    plan = _plan(*lines)
    assert plan.count("- id:") == 2
    assert "numbered: false" not in plan
    assert "responsible: （县文化局牵头）" in plan
    assert plan.endswith("段  — 2 —\n")


def test_short_lines_are_not_joined() -> None:
    headings = [f"{word}的办理条件和申请材料" for word in "借还查换赠修编藏"]
    plan = _plan(TITLE, "一、主要任务", *headings)
    assert plan.count("- id:") == len(headings)


def test_a_first_heading_on_the_line_of_the_opening() -> None:
    plan = _plan(
        TITLE,
        "为方便群众，现将有关事项通知如下：一、登记藏书。年底前完成登记。（县文化局）",
        "二、流动借阅。每月开展一次。（县教育局）",
    )
    assert "preamble: 为方便群众，现将有关事项通知如下：\n" in plan
    assert "responsible: （县文化局）" in plan
    assert "接不上" not in plan


def test_a_numeral_within_the_opening_that_no_second_follows() -> None:
    plan = _plan(TITLE, "现将要求明确如下：一、登记藏书。", "（一）逐册登记。", "（二）上架。")
    assert "如下：一、登记藏书。" in plan


def test_the_label_of_an_annex_that_is_a_file_of_its_own() -> None:
    plan = _plan("附件1", TITLE, "一、总体要求", "方便群众。", "二、主要任务", "登记藏书。")
    assert f"title: {TITLE}\n" in plan
    assert "title: 总体要求\n" in plan
    assert "第1段  附件1\n" in plan


def test_a_line_that_leads_to_the_plan_is_no_part_of_its_title() -> None:
    plan = _plan(
        "各乡镇文化站：",
        "《青石县2025年图书借阅工作方案》已经县政府同意，现印发给你们。",
        "青石县文化局",
        "2025年3月7日",
        "全文如下",
        TITLE,
        "一、主要任务",
        "登记藏书。",
    )
    assert f"title: {TITLE}\n" in plan
    assert "signed_on: 2025-03-07" in plan
    assert "全文如下" not in plan.split("# 没有放进去的")[0]


def test_a_title_that_quotes_another_keeps_single_marks_within() -> None:
    plan = _plan(
        "各乡镇文化站：",
        "《〈图书借阅若干措施〉实施细则》已经同意，现印发给你们。",
        "青石县文化局",
        "2025年3月7日",
        "《图书借阅若干措施》实施细则",
        "一、主要任务",
        "登记藏书。",
    )
    assert "title: 青石县文化局关于印发《〈图书借阅若干措施〉实施细则》的通知\n" in plan


@pytest.mark.parametrize(
    "before",
    ["按《关于印发（<借阅办法（试行）>的通知》办理。", "（以下简称“书站”。", "整理(旧书。"],
)
def test_a_bracket_that_is_never_closed_hides_no_other(before: str) -> None:
    plan = _plan(TITLE, "一、主要任务", f"（一）登记藏书。{before}逐册登记。（县文化局负责）")
    assert "responsible: （县文化局负责）" in plan


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("（各乡、镇人民政府负责）", ["各乡、镇人民政府"]),
        ("（县文化局，各县、市、区政府）", ["县文化局", "各县、市、区政府"]),
        (
            "（县文化局、县供销社等和各有关镇人民政府负责）",
            ["县文化局", "县供销社", "各有关镇人民政府"],
        ),
        ("（县文化局、县工商业联合会）", ["县文化局", "县工商业联合会"]),
    ],
)
def test_names_that_hold_marks_and_words_of_their_own(bracket: str, names: list[str]) -> None:
    plan = _plan(TITLE, "一、主要任务", f"（一）登记藏书。{bracket}")
    register = plan.partition("register:")[2].partition("sections:")[0]
    found = [
        line.split("name: ")[1].rstrip("}") for line in register.splitlines() if "name" in line
    ]
    assert sorted(found) == sorted(names)
    assert f"responsible: {bracket}" in plan


@pytest.mark.parametrize("label", ["时序进度", "进度安排", "推进时限", "完成时限"])
def test_by_when_on_a_line_of_its_own(label: str) -> None:
    plan = _plan(
        TITLE,
        "一、主要任务",
        "（一）登记藏书。",
        "责任单位：县文化局",
        f"{label}：9月底前",
        "（二）上架。",
    )
    assert "deadline: 9月底前\n" in plan
    assert f"责任单位：县文化局\n          {label}：9月底前\n" in plan


def test_who_is_responsible_in_brackets_on_a_line_of_their_own() -> None:
    plan = _plan(
        TITLE, "一、主要任务", "（一）登记藏书。", "（县文化局牵头，县教育局配合）", "（二）上架。"
    )
    assert "responsible: （县文化局牵头，县教育局配合）" in plan


def _years(title: str, *lines: str) -> str:
    plan = _plan(title, "一、主要任务", "登记藏书。", *lines)
    return plan.partition("title:")[0]


def test_the_year_of_another_matter_in_the_title() -> None:
    head = _years("关于申办2029年读书大会的方案", "青石县文化局", "2025年3月7日")
    assert "待定：标题说2029年，成文日期却在2025年" in head
    assert "year: 2025\n" in head
    assert "标题说" not in _years("2026年图书借阅方案", "青石县文化局", "2025年12月7日")


@pytest.mark.parametrize(
    ("line", "signature"),
    [
        ("教育局　体育局", "[教育局, 体育局]"),
        ("县文化局、县教育局", "[县文化局, 县教育局]"),
        ("县 文 化 局", "[县文化局]"),
    ],
)
def test_several_sign_on_one_line(line: str, signature: str) -> None:
    plan = _plan(TITLE, "一、主要任务", "登记藏书。", line, "2025年3月7日")
    assert f"signature: {signature}\n" in plan


def test_a_year_too_early_for_a_plan_is_asked_about() -> None:
    head = _years("1983年图书借阅方案")
    assert "待定：原文是1983年的，方案的年度最早写1990" in head


PIECES = st.sampled_from([
    "一、主要任务", "（一）登记藏书。", "1.上架", "（县文化局", "牵头）", "附件1", "<td>", "</p>",
    "县\u3000文化局", "2025年3月", "— 2 —", "达到95%", "\t|表|格|", "列第一位者为牵头单位", "（",
    "》", "如下：一、", "第一章 总则", "，", "\u200d", "1.1.2 响应",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", "\n", " ", "\u3000"])), max_size=40))
def test_no_heap_of_pieces_is_a_traceback(pieces: list[tuple[str, str]]) -> None:
    text = f"{TITLE}\n" + "".join(piece + gap for piece, gap in pieces)
    Path("heap.txt").write_text(text, "utf-8")
    Path("heap.yaml").unlink(missing_ok=True)
    code, _, err = run("import", "heap.txt", "-o", "heap.yaml")
    assert code in (0, 1)
    assert "Traceback" not in err


TABLE = "<table><tr><td>事项</td><td>期数</td></tr><tr><td>换书</td><td>4</td></tr></table>"


@pytest.mark.parametrize("heading", ["二、借阅安排", "（一）借阅安排"])
@pytest.mark.parametrize("beside", ["", "<p>各站照表办理。</p>"])
def test_a_heading_over_a_table_alone_leads_to_the_annex(heading: str, beside: str) -> None:
    """The table has no place there; without a word the heading would stand over nothing."""
    body = f"<p>{TITLE}</p><p>一、工作目标</p><p>站站有书。</p><p>{heading}</p>{beside}{TABLE}"
    Path("去年.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    assert run("import", "去年.html", "-o", "plan.yaml").code == 0
    plan = Path("plan.yaml").read_text("utf-8")
    assert ("text: 见附件。" in plan) == (not beside)
    assert plan.count("这句话是添上的，核对") == (not beside)
    assert "错误 [empty-section]" not in run("check", "plan.yaml").out
