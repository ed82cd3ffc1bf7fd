"""What a screen shows of a plan: outline, fields, what is understood, findings, questions."""

from pathlib import Path

import pytest
from support.editing import PLANS, copied, opened

from plangen.editing.fields import FieldKind, PartField
from plangen.editing.outlining import OutlineEntry
from plangen.editing.session import EditSession
from plangen.findings.finding import CannotGoOn


@pytest.fixture
def session(tmp_path: Path) -> EditSession:
    return copied("notice", tmp_path)


def typed(session: EditSession, old: str, new: str) -> None:
    """Change the text as somebody does who types it."""
    assert old in session.text
    session.replace_text(session.text.replace(old, new, 1))


def field(session: EditSession, key: str, name: str) -> PartField:
    return next(field for field in session.fields(key) if field.name == name)


def flat(entry: OutlineEntry) -> list[OutlineEntry]:
    return [entry, *(inner for child in entry.entries for inner in flat(child))]


# The outline


def test_the_outline_has_every_part_with_its_number(session: EditSession) -> None:
    entries = flat(session.outline())
    by_key = {entry.key: entry for entry in entries}
    assert len(by_key) == len(entries)
    item = by_key["@self-built-recheck"]
    assert (item.number, item.clause, item.kind_name) == ("（1）", "三（一）1（1）", "工作措施")
    assert item.title == "开展“回头看”"
    assert item.adds == ("task",)
    assert set(item.actions) == {"add-after", "move", "delete", "split", "merge", "rename"}
    assert by_key["sections/4"].title == "保障措施"
    assert [entry.title for entry in by_key["annexes/1"].entries][:2] == ["组长", "副组长"]
    assert len(by_key["annexes/2"].entries) == 35
    assert by_key["register"].adds == ("department", "unit", "group")


@pytest.mark.parametrize("name", sorted(PLANS))
def test_every_part_has_fields_and_what_may_be_added_can(name: str) -> None:
    session = opened(PLANS[name])
    entries = flat(session.outline())
    for entry in entries:
        fields = session.fields(entry.key)
        assert len({each.name for each in fields}) == len(fields)
        assert all(each.title and isinstance(each.kind, FieldKind) for each in fields)
        shown = [each for each in fields if not each.more]
        assert len([each for each in shown if each.value is None]) <= 8
    for entry in {entry.kind: entry for entry in entries}.values():
        for kind in entry.adds:
            session.add(entry.key, kind, "into")
            session.undo()
        if "split" in entry.actions:
            session.split(entry.key, 2)
            session.undo()


def test_findings_are_counted_where_they_are_and_above(session: EditSession) -> None:
    typed(session, "evidence: 房屋体检报告", "evidence: 帐册")
    by_key = {entry.key: entry for entry in flat(session.outline())}
    assert by_key["@old-house-inspection"].findings == 1
    assert by_key["sections/2"].findings == 1
    assert by_key["plan"].findings == 1


# Fields


def test_a_deadline_is_answered_back_as_days(session: EditSession) -> None:
    session.change("@survey-coverage", "deadline", "9月25日前")
    assert field(session, "@survey-coverage", "deadline").understood == (
        "9月25日（休息，提前到24日）",
    )
    told = session.understand("@survey-coverage", "deadline", "每月25日前").words
    assert told[0].startswith("3月25日、4月25日")
    assert "2月没有30日" in session.understand("@survey-coverage", "deadline", "2月30日前").words[0]


def test_a_figure_that_nobody_recorded_is_proposed_as_a_target(session: EditSession) -> None:
    key = "@elevator-safety"
    session.change(key, "text", "住宅电梯困人救援平均到场时间不超过30分钟，电梯投保率达到80%以上。")
    (proposal,) = [p for p in field(session, key, "text").proposals if "投保率" in p.words]
    assert proposal.words == "记一项指标：电梯投保率不低于80%"
    session.accept(key, proposal.values)
    assert {"name": "电梯投保率", "at_least": "80", "unit": "%"} in field(
        session, key, "targets"
    ).value
    assert not [p for p in field(session, key, "text").proposals if "投保率" in p.words]


def test_a_bracket_at_the_end_is_proposed_as_the_responsibility(session: EditSession) -> None:
    key = "@stage-survey"
    session.change(key, "text", "逐栋排查（市教育局牵头，市民政局配合）。")
    (proposal,) = field(session, key, "text").proposals
    session.accept(key, proposal.values)
    assert field(session, key, "text").value == "逐栋排查"
    people = field(session, key, "responsible")
    assert people.value == "（市教育局牵头，市民政局配合）。"
    assert people.understood == ("牵头单位：市教育局", "配合单位：市民政局")
    session.undo()
    assert field(session, key, "responsible").value is None


def test_who_is_not_registered_is_told_with_who_may_be_meant(session: EditSession) -> None:
    told = session.understand("@stage-survey", "responsible", {"units": ["市教育局", "市民政司"]})
    assert told.words == ("名册里没有“市民政司”，是不是想写“市民政局”？", "责任单位：市教育局")


def test_roles_are_picked_from_the_register(session: EditSession) -> None:
    roles = {role.name: role for role in field(session, "@stage-survey", "responsible").columns}
    assert roles["lead_unit"].title == "牵头单位"
    assert "市教育局" in [choice.name for choice in roles["lead_unit"].choices]
    assert "质安科" in [choice.help for choice in roles["department"].choices]
    goals = field(session, "@stage-survey", "goals").choices
    assert ("treatment-rate", "二（二） 重大隐患动态清零") in [(c.value, c.name) for c in goals]


def test_another_kind_makes_its_section_a_mixed_one(session: EditSession) -> None:
    session.change("@stage-survey", "kind", "requirement")
    assert session.plan is not None
    kinds = {str(item.id): item.kind for item in session.plan.items()}
    assert (kinds["stage-survey"], kinds["stage-deploy"]) == ("requirement", "measure")
    with pytest.raises(CannotGoOn, match="先清空"):
        session.change("@stage-survey", "kind", "text")


def test_words_that_change_keep_the_id_that_they_had(session: EditSession) -> None:
    edit = session.change("@self-built-recheck/tasks/0", "do", "全面回头看")
    assert edit.key == "@dypcdjyx"
    again = session.change(edit.key, "do", "再看一遍")
    assert again.key == edit.key
    new = session.add("@self-built-recheck", "task", "into")
    assert new.key == "@self-built-recheck/tasks/2"
    assert session.change(new.key, "do", "公布结果").key == "@gbjg"


def test_an_untidy_file_is_laid_out_once_and_that_is_told(tmp_path: Path) -> None:
    session = copied("plan", tmp_path)
    typed(session, "sealed: false", "sealed:   'false' # 说明")
    assert session.change("@exam-site-patrol", "deadline", "6月9日前").told == (
        "文件的排版照统一的格式整理了一遍，内容和注释没有动",
    )
    assert "  sealed: false # 说明\n" in session.text
    assert session.change("@exam-site-patrol", "deadline", "6月8日前").told == ()


def test_a_column_of_ones_own_whose_name_is_none_changes_nothing(session: EditSession) -> None:
    before = session.text
    session.change("@stage-survey", "fields", {" ": "5", "": "6"})
    assert session.text == before
    with pytest.raises(CannotGoOn, match="读不出来"):
        session.change("@stage-survey", "fields", {"长" * 300: "5"})
    assert session.text == before
    assert not session.can_undo


# Deleting, renaming


def test_what_refers_to_a_goal_is_told_or_forgotten(session: EditSession) -> None:
    assert "@stage-deploy" in session.references("@survey-coverage")
    edit = session.delete("@survey-coverage")
    assert any("动员部署" in line for line in edit.told)
    assert session.file.plan is None
    session.undo()
    session.delete("@survey-coverage", forget=True)
    assert session.file.plan
    assert field(session, "@stage-deploy", "goals").value is None
    assert field(session, "@stage-review", "goals").value == [
        "treatment-rate",
        "complaint-decrease",
    ]


def test_an_id_is_renamed_everywhere(session: EditSession) -> None:
    edit = session.change("@survey-coverage", "id", "survey")
    assert edit.key == "@survey"
    assert session.file.plan
    assert field(session, "@stage-deploy", "goals").value == ["survey"]
    unit = next(k for k, p in session.parts.items() if p.word("id") == "gas-companies")
    session.change(unit, "id", "gas-firms")
    assert session.file.plan
    assert field(session, "@gas-inspection", "responsible").value["units"] == ["gas-firms"]
    with pytest.raises(CannotGoOn, match="已经有了"):
        session.change(unit, "id", "zones")


def test_somebody_is_added_to_the_register(session: EditSession) -> None:
    edit = session.add("register", "unit", "into", "市水务局")
    assert field(session, edit.key, "id").value == "sswj"
    session.change("@stage-survey", "responsible", {"units": ["市水务局"]})
    assert session.file.plan
    assert field(session, "@stage-survey", "responsible").understood == ("责任单位：市水务局",)


# Findings


def test_a_finding_knows_its_part_its_field_and_its_words(session: EditSession) -> None:
    session.change("@elevator-safety", "text", "第一段没有问题。\n电梯帐册要齐全,按时上报。")
    words = {f.finding.code: f for f in session.findings()}
    found = words["variant-word"]
    assert (found.key, found.field, found.words) == ("@elevator-safety", "text", "帐册")
    text = field(session, "@elevator-safety", "text").value
    assert text[found.start : found.stop] == "帐册"
    assert words["halfwidth-punctuation"].words == ","
    session.mend(found.number)
    assert "账册" in field(session, "@elevator-safety", "text").value


def test_a_finding_in_a_target_names_the_field_that_holds_it(session: EditSession) -> None:
    typed(
        session,
        "{name: 住宅电梯安全评估率, exactly: 100",
        "{name: 住宅电梯安全评估率, exactly: 很高",
    )
    (found,) = [f for f in session.findings() if f.key == "@elevator-safety"]
    assert (found.field, found.inner) == ("targets", (0, "exactly"))
    assert not found.may_be_waived


def test_a_waiver_stands_where_it_holds_and_of_one_word(session: EditSession) -> None:
    session.change("@elevator-safety", "text", "电梯帐册要齐全，部份电梯要更换。")
    found = next(f for f in session.findings() if f.words == "帐册")
    session.waive(found.number, "原文\n如此")
    assert "waive: [{rule: variant-word, word: 帐册, reason: 原文 如此}]" in session.text
    assert [f.words for f in session.findings()] == ["部份"]
    session.waive(0, "也是原文")
    assert session.findings() == []


def test_what_cannot_be_waived_says_so(session: EditSession) -> None:
    typed(session, "deadline: 第四季度", "deadline: 第四季度 # 待定：问电梯所")
    (found,) = session.findings()
    with pytest.raises(CannotGoOn, match="不能豁免"):
        session.waive(found.number, "以后再说")
    session.change("@elevator-safety", "text", "电梯帐册要齐全。")
    found = next(f for f in session.findings() if f.words == "帐册")
    with pytest.raises(CannotGoOn, match="要写理由"):
        session.waive(found.number, "  ")
    with pytest.raises(CannotGoOn, match="已经不在"):
        session.mend(99)


# Questions


ASKED = "# 待定：问电梯所；记下答复；待定：再问物业"
"""Two questions, the first with a ； of its own."""


def test_questions_are_worked_off_one_by_one(session: EditSession) -> None:
    before = session.text
    typed(session, "deadline: 第四季度", f"deadline: 第四季度 {ASKED}")
    typed(
        session,
        "      - id: stage-survey",
        "      # 待定：还办不办 # 旧注\n      - id: stage-survey",
    )
    asked = session.questions()
    assert [(q.text, q.key) for q in asked] == [
        ("问电梯所；记下答复", "@elevator-safety"),
        ("再问物业", "@elevator-safety"),
        ("还办不办", "@stage-survey"),
    ]
    session.answer(1)
    assert "deadline: 第四季度 # 待定：问电梯所；记下答复\n" in session.text
    session.undo()
    session.answer(0)
    assert "deadline: 第四季度 # 待定：再问物业\n" in session.text
    session.undo()
    session.answer(1)
    session.answer(1)
    assert "      # 旧注\n      - id: stage-survey" in session.text
    session.answer(0)
    assert session.text.replace("      # 旧注\n", "") == before
    with pytest.raises(CannotGoOn, match="已经定了"):
        session.answer(0)


# Text that is broken at the moment


def test_a_broken_text_keeps_the_last_good_plan_and_tells_where(session: EditSession) -> None:
    before = session.outline()
    typed(session, "  sealed: true", "  sealed: [true")
    assert not session.is_current
    assert session.plan is not None
    assert session.document is not None
    assert [e.key for e in flat(session.outline())] == [e.key for e in flat(before)]
    assert session.findings()[0].finding.mark.line == 23
    with pytest.raises(CannotGoOn, match=r"第 \d+ 行要先改正"):
        session.change("@survey-coverage", "deadline", "7月底前")
    typed(session, "  sealed: [true", "  sealed: false")
    assert session.is_current
    assert session.plan.issue.sealed is False


def test_a_plan_with_an_error_is_edited_on(session: EditSession) -> None:
    typed(session, "year: 2026", "year: 很久以后")
    assert not session.is_current
    session.change("@survey-coverage", "deadline", "7月底前")
    assert field(session, "@survey-coverage", "deadline").value == "7月底前"
    session.change("plan", "year", "2026")
    assert session.is_current


@pytest.mark.parametrize(
    "text", ["", "# 只有注释\n", "- a\n", "a: b: c\n", "\x00", "{}", "series: x\n"]
)
def test_whatever_is_typed_nothing_breaks(session: EditSession, text: str) -> None:
    session.replace_text(text)
    assert session.plan is not None
    assert session.findings()
    session.outline()
    session.questions()
    session.fields("plan")
    session.undo()
    assert session.is_current


# The document's places


@pytest.mark.parametrize(
    ("place", "key", "name"),
    [
        ("section:3", "sections/2", "title"),
        ("section:3.1.2", "sections/2/parts/0/parts/1", "title"),
        ("section:3.1/text/1", "sections/2/parts/0", "text"),
        ("item:survey-coverage", "@survey-coverage", "title"),
        ("item:stage-deploy/text/2", "@stage-deploy", "text"),
        ("annex:2/roster", "annexes/1", "roster"),
        ("issue/body/2", "issue", "body"),
        ("preamble/1", "plan", "preamble"),
        ("section:9", "plan", ""),
    ],
)
def test_a_block_of_the_document_leads_to_its_part(
    session: EditSession, place: str, key: str, name: str
) -> None:
    assert session.printed_part(place) == (key, name)
    if key != "plan":
        assert place.startswith(session.place_of(key))


def test_an_item_without_an_id_is_found_by_the_one_made_of_its_words(tmp_path: Path) -> None:
    session = copied("running", tmp_path)
    assert session.plan is not None
    for item in session.plan.entries():
        key, _ = session.printed_part(f"item:{item.id}/text/1")
        assert session.part(key).clause == item.clause
        assert session.place_of(key) == f"item:{item.id}"
