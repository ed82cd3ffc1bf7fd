"""`plangen import` on what people type: no styles, blanks to spread, times beside bodies."""

import os
from pathlib import Path

import pytest
from support.program import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _plan(*lines: str) -> str:
    """The plan that a text of these lines becomes."""
    Path("去年.txt").write_text("\n".join(lines), "utf-8")
    code, out, err = run("import", "去年.txt", "-o", "plan.yaml")
    assert (code, err) == (0, ""), out
    return Path("plan.yaml").read_text("utf-8")


def _duty(*lines: str) -> str:
    return _plan("青石县2025年图书借阅工作方案", "一、主要任务", *lines)


def test_a_letterhead_spread_by_blanks_and_its_typed_rule() -> None:
    plan = _plan(
        "青 石 县 文 化 局 文 件",
        "青文〔2025〕4号",
        "________________________",
        "青石县文化局",
        "关于印发《2025年图书借阅工作方案》的",
        "通    知",
        "各乡镇文化站：",
        "现将方案印发给你们。",
        "青石县文化局",
        "2025年2月3日",
        "2025年图书借阅工作方案",
        "一、主要任务",
        "新购图书300册。",
    )
    assert "issuer_mark: {names: [青石县文化局], suffix: 文件}" in plan
    assert "recipients: 各乡镇文化站\n" in plan
    assert "第3段  ________________________" in plan


def test_a_letterhead_of_names_one_above_the_other() -> None:
    plan = _plan(
        "青石县文化局",
        "青石县教育局",
        "文件",
        "青文联〔2025〕1号",
        "关于印发《2025年图书借阅工作方案》的通知",
        "各乡镇文化站：",
        "现将方案印发给你们。",
        "青石县文化局 青石县教育局",
        "2025年2月3日",
        "2025年图书借阅工作方案",
        "一、主要任务",
        "新购图书300册。",
    )
    assert "issuer_mark: {names: [青石县文化局, 青石县教育局], suffix: 文件}" in plan
    assert "  title: 关于印发《2025年图书借阅工作方案》的通知\n" in plan


@pytest.mark.parametrize(
    "mark",
    [
        "青石县文化局 青石县教育局文件",
        "青石县文化局\u3000\u3000\u3000青石县教育局 文件",
        "青石县文化局、青石县教育局文件",
        "青 石 县 文 化 局 青 石 县 教 育 局 文 件",
    ],
)
def test_a_letterhead_of_names_side_by_side(mark: str) -> None:
    plan = _plan(
        mark,
        "青文联〔2025〕1号",
        "关于做好2025年图书借阅工作的通知",
        "各乡镇文化站：",
        "一、购书。新购图书300册。",
        "二、办证。办证2000张。",
        "青石县文化局 青石县教育局",
        "2025年2月3日",
    )
    assert "issuer_mark: {names: [青石县文化局, 青石县教育局], suffix: 文件}" in plan


def test_the_blanks_of_a_form_are_kept() -> None:
    plan = _duty(
        "（一）填写。填表人：        电话：　　　　。",
        "（二）签字。县长______，2025年   月   日。",
        "（三）整理   旧书。",
    )
    assert "填表人：　　　　电话：　　　　。" in plan
    assert "县长______，2025年　　月　　日。" in plan
    assert "整理 旧书。" in plan


@pytest.mark.parametrize("places", ["珠泉、深水", "深水、珠泉、江口"])
def test_places_whose_body_is_said_once(places: str) -> None:
    bracket = f"（{places}市政府分别负责）"
    plan = _duty(f"（一）整理旧书。{bracket}")
    assert f"responsible: {bracket}" in plan
    *bare, _ = places.split("、")
    for place in bare:
        assert f"name: {place}市政府, also: [{place}]" in plan


def test_minutes_with_their_number_and_day_below_the_letterhead() -> None:
    plan = _plan(
        "青石县人民政府会议纪要",
        "〔2025〕7号",
        "青石县人民政府办公室        2025年5月6日",
        "研究图书馆建设的会议纪要",
        "会议议定以下事项：",
        "一、选址。县自然资源局5月20日前提出意见。",
        "二、经费。县财政局列入预算。",
        "出席：甲某、乙某",
    )
    assert "form: minutes\n" in plan
    assert "doc_number: 〔2025〕7号" in plan
    assert "printed_by: 青石县人民政府办公室\n  printed_on: 2025-05-06" in plan
    assert "title: 研究图书馆建设的会议纪要\n" in plan


@pytest.mark.parametrize(
    ("bracket", "deadline"),
    [
        ("（县文化局牵头，县教育局配合，10月底前完成）", "10月底前"),
        ("（责任单位：县文化局、县教育局；完成时限：2025年11月30日）", "2025年11月30日"),
        ("（县文化局、县教育局，9月底前）", "9月底前"),
    ],
)
def test_a_time_beside_those_who_do_it_is_a_deadline_and_no_body(
    bracket: str, deadline: str
) -> None:
    plan = _duty(f"（一）新建书屋3个。{bracket}")
    assert f"responsible: {bracket}\n        deadline: {deadline}\n" in plan
    names = [line for line in plan.splitlines() if "name:" in line]
    assert [line.split("name: ")[1] for line in names[:2]] == ["县文化局}", "县教育局}"]
    assert len([line for line in names if line.startswith("    - {id")]) == 2
    assert run("check", "plan.yaml")[0] == 0


def test_a_line_of_a_time_below_those_who_do_it() -> None:
    plan = _duty(
        "（一）新建书屋3个。", "责任单位：县文化局", "完成时限：10月底前", "（二）整理旧书。"
    )
    assert "deadline: 10月底前\n" in plan
    assert "责任单位：县文化局\n          完成时限：10月底前\n" in plan


def test_who_is_responsible_at_the_end_of_a_paragraph() -> None:
    plan = _duty("（一）3月底前完成旧书整理。责任单位：县文化局、县教育局。", "（二）晒书。")
    assert "responsible: 责任单位：县文化局、县教育局。\n" in plan
    assert "name: 县文化局}" in plan
    assert "title: 3月底前完成旧书整理" not in plan


@pytest.mark.parametrize(
    "bracket",
    ["（贵任单位：县文化局）", "（借还双方为同一单位，即出借人为同一单位，下同）"],
)
def test_words_that_name_nobody_make_no_bodies(bracket: str) -> None:
    plan = _duty(f"（一）整理旧书。{bracket}", "（二）晒书。（县文化局、县教育局）")
    assert plan.count("- {id: x") == 2
    assert bracket in plan


@pytest.mark.parametrize("day", ["2025.2.3", "2025-02-03", "2025/2/3"])
def test_a_signature_with_its_day_in_figures(day: str) -> None:
    plan = _duty("（一）整理旧书;", "（二）晒书.", "青石县文化局", day)
    assert "signature: [青石县文化局]\n  signed_on: 2025-02-03\n" in plan


def test_a_second_signature_below_the_plan_is_not_lost() -> None:
    plan = _plan(
        "关于印发《青石县2025年图书借阅工作方案》的通知",
        "各乡镇文化站：",
        "现将方案印发给你们。",
        "青石县文化局",
        "2025年2月3日",
        "青石县2025年图书借阅工作方案",
        "一、主要任务",
        "整理旧书。",
        "青石县教育局",
        "2025年2月4日",
    )
    assert "signature: [青石县文化局]\n  signed_on: 2025-02-03\n" in plan
    assert "青石县教育局\n" in plan
    assert "2025年2月4日\n" in plan


def test_a_day_that_is_none_stays_text() -> None:
    plan = _duty("（一）整理旧书。", "青石县文化局", "2025年2月31日")
    assert "signed_on" not in plan
    assert "2025年2月31日" in plan


def test_a_numeral_alone_on_its_line_numbers_the_next() -> None:
    plan = _plan("青石县2025年图书借阅工作方案", "一、", "主要任务", "（一）", "整理旧书。")
    assert "title: 主要任务\n" in plan
    assert "text: 整理旧书。\n" in plan


def test_a_numeral_that_numbers_nothing_is_text() -> None:
    assert "二、" in _duty("整理旧书。", "二、")


def test_a_line_that_leads_to_text_names_no_recipients() -> None:
    title = "青石县文化局关于2025年图书借阅工作的通知"
    plan = _plan(
        title, "现将有关事项通知如下：", "一、整理旧书。年底前完成。", "二、晒书。6月完成。"
    )
    assert "preamble: 现将有关事项通知如下：\n" in plan


def test_numerals_of_one_character() -> None:
    plan = _duty("1.整理", "⑴整理旧书。", "⑵晒书。")
    assert "text: 整理旧书。\n" in plan
    assert "⑴" not in plan


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("全县能耗强度下降到13%以下。", "{name: 全县能耗强度, at_most: 13"),
        ("投入的资金达到总投资的25%以上。", ""),
        ("旧书比例可以调整至3%以上。", ""),
        ("借阅量较年初增长5%。", "{name: 借阅量, increase: 5"),
    ],
)
def test_the_name_of_a_target_is_what_is_measured(words: str, target: str) -> None:
    plan = _duty(f"（一）{words}")
    assert target in plan if target else "targets" not in plan


def test_a_first_numeral_before_a_figure() -> None:
    plan = _duty("1.3月底前整理旧书。", "2.9月底前晒书。")
    assert "text: 3月底前整理旧书。\n" in plan
    assert "text: 9月底前晒书。\n" in plan


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("青石县文化局2025年工作要点", "青石县文化局"),
        ("县图书馆2025年工作要点", "县图书馆"),
        ("白沙镇2025年整治方案", "白沙镇人民政府"),
    ],
)
def test_the_issuer_that_a_title_names(title: str, issuer: str) -> None:
    assert f"\nissuer: {issuer}\n" in _plan(title, "一、整理旧书", "300册。")


def test_an_annex_whose_title_stands_beside_its_label() -> None:
    plan = _duty(
        "（一）整理旧书。",
        "青石县文化局",
        "2025年2月3日",
        "附件1",
        "书屋名册",
        "东街书屋。",
        "附件2：名词解释",
        "旧书：印了十年以上的书。",
    )
    assert "- title: 名词解释\n    text: 旧书：印了十年以上的书。" in plan


def test_a_name_of_a_file_with_a_line_break() -> None:
    text = "青石县2025年图书借阅工作方案\n一、任务\n整理旧书。\n"
    names = ("a\nb.txt", "a\u202eb.txt", "a\u200bb.txt", os.fsdecode(b"\xff.txt"))
    for number, name in enumerate(names):
        Path(name).write_text(text, "utf-8")
        assert run("import", name, "-o", f"{number}.yaml")[0] == 0


def test_what_is_no_character_is_left_out() -> None:
    assert "text: 整理旧书。\n" in _duty("（一）整理\ufffe旧\uffff书。")


def test_a_plan_goes_into_no_file_of_another_kind() -> None:
    Path("a.txt").write_text("青石县2025年方案\n一、任务\n整理旧书。\n", "utf-8")
    code, _, err = run("import", "a.txt", "-o", "a.docx")
    assert code == 2
    assert "以 .yaml 结尾" in err
    assert not Path("a.docx").exists()
