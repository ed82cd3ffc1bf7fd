"""Rules of wording: they find slips in three clean plans of other fields, and nothing else."""

from time import process_time

import pytest
import yaml
from support.clean_plans import CLEAN, FIELDS, SLIPS, clean

from plangen.findings.finding import Finding
from plangen.readers.plan_file import read
from plangen.resources import resource
from plangen.rules.judging import judge
from plangen.rules.manual import BASE
from plangen.rules.registry import RULES
from plangen.rules.subject import Subject

WORDING = tuple(rule for rule in RULES if rule.family == "wording")


def findings(text: str, rules: tuple = WORDING) -> list[Finding]:
    file = read(text.encode(), "example.yaml")
    assert file.plan is not None, [str(each) for each in file.findings]
    return judge(Subject(file.plan), "example.yaml", text, rules)


def judged(text: str, rules: tuple = WORDING) -> list[tuple[str, str, str | None]]:
    """What the rules find: code, word, mend."""
    lines = text.split("\n")

    def word(found: Finding) -> str:
        return lines[found.mark.line - 1][found.mark.column - 1 :][: found.length]

    return [(found.code, word(found), found.mend) for found in findings(text, rules)]


def mended(text: str) -> str:
    """The text with every mend put in, from the end."""
    lines = text.split("\n")
    for found in reversed(findings(text)):
        row, start = found.mark.line - 1, found.mark.column - 1
        if found.mend is not None:
            line = lines[row]
            lines[row] = line[:start] + found.mend + line[start + found.length :]
    return "\n".join(lines)


@pytest.mark.parametrize("field", FIELDS)
def test_no_rule_of_any_family_speaks_on_a_careful_plan(field: str) -> None:
    assert judged(clean(field), RULES) == []


@pytest.mark.parametrize("field", FIELDS)
def test_a_careful_plan_is_read_without_a_finding(field: str) -> None:
    file = read(clean(field).encode(), "example.yaml")
    assert file.findings == ()
    assert file.plan is not None
    assert len(list(file.plan.items())) >= 25


@pytest.mark.parametrize(
    ("field", "correct", "slip", "code", "word", "mend"),
    SLIPS,
    ids=[f"{each[3]}-{each[0]}-{number}" for number, each in enumerate(SLIPS)],
)
def test_one_slip_is_one_finding(
    field: str, correct: str, slip: str, code: str, word: str, mend: str | None
) -> None:
    assert clean(field).count(correct), correct
    found = judged(clean(field).replace(correct, slip, 1))
    if code == "level-mark":
        assert [(each[0], each[1]) for each in found][:1] == [(code, word)]
        assert {each[0] for each in found} == {code}
    else:
        assert found == [(code, word, mend)]


@pytest.mark.parametrize(
    ("field", "correct", "slip"), [each[:3] for each in SLIPS if each[5] is not None]
)
def test_a_mended_slip_is_no_slip(field: str, correct: str, slip: str) -> None:
    assert judged(mended(clean(field).replace(correct, slip, 1))) == []


def test_every_rule_of_wording_catches_a_slip_in_all_three_fields() -> None:
    """confusable-term is about titles that name one of its few works."""
    caught = {(code, field) for field, _, _, code, _, _ in SLIPS}
    codes = {rule.code for rule in WORDING} & {each[3] for each in SLIPS}
    assert caught == {(code, field) for code in codes for field in FIELDS}
    assert {rule.code for rule in WORDING} - codes <= {"confusable-term"}


INNOCENT = (CLEAN / "innocent.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("sentence", INNOCENT)
def test_no_rule_speaks_on_innocent_sentences(sentence: str) -> None:
    text = f"{BASE}preamble: |\n  {sentence}\n"
    assert judged(text) == []


def test_a_long_quote_may_open_every_paragraph() -> None:
    text = f"{BASE}preamble: |\n  “一要严格检查。\n\n  “二要严格执法。”\n"
    assert judged(text) == []


def test_marks_may_pair_across_the_lines_of_a_title() -> None:
    title = next(line for line in clean("roads").split("\n") if line.startswith("title: "))
    parted = "title: |\n  关于贯彻《农村公路\n  养护管理办法》的实施方案"
    found = findings(clean("roads").replace(title, parted))
    assert "unpaired-mark" not in {each.code for each in found}


def test_what_is_spread_or_listed_in_an_annex_stays() -> None:
    annex = "annexes:\n  - title: 名单\n    text: |\n"
    annex += "      组 长：王强\n\n      成　员：赵勇　李明\n\n      王强 李明 赵勇\n"
    assert judged(BASE + annex) == []


def test_dates_of_a_table_may_be_short() -> None:
    table = (
        "annexes:\n  - title: 检查安排表\n    table:\n      columns: [{name: 日期}, {name: 单位}]\n"
        "      rows:\n        - [2026-03-07, 各消防站]\n        - [合 计, /]\n"
    )
    assert judged(BASE + table) == []


def test_people_keep_the_characters_of_their_names() -> None:
    text = BASE.replace("王强", "王寶國") + "preamble: 由王寶國负责，落實责任。\n"
    assert judged(text) == [("traditional-character", "實", "实")]


def test_mobile_numbers_may_stand_in_what_is_not_published() -> None:
    assert judged(f"{BASE}preamble: 联系人王强，电话13912345678。\n") == []


def test_the_tables_hold_no_word_that_is_right() -> None:
    entries = yaml.safe_load(resource("data/variants.yaml").read_text("utf-8"))
    rights = {entry["right"] for entry in entries}
    assert not rights & {entry["wrong"] for entry in entries}
    assert all(entry["source"] for entry in entries)
    assert len({entry["wrong"] for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    "piece", ["一", "（", "《》", "3月", "1", " ", "。", "（》", "“《", "工作 ", "、"]
)
def test_no_text_takes_long(piece: str) -> None:
    file = read(f"{BASE}preamble: '{piece * 20_000}。'\n".encode(), "example.yaml")
    if file.plan is not None:
        start = process_time()
        for rule in WORDING:
            list(rule.check(Subject(file.plan)))
        assert process_time() - start < 10


@pytest.mark.parametrize(("dots", "wrong"), [(1, 1), (2, 0), (3, 1), (4, 0), (5, 1), (8, 1)])
def test_a_run_of_dots_is_one_mark(dots: int, wrong: int) -> None:
    """Twelve dots leave out whole paragraphs (GB/T 15834-2011, 4.11)."""
    run = "…" * dots
    expected = [("ellipsis-mark", run, "……")] * wrong
    assert judged(f"{BASE}preamble: 检查商场{run}。\n") == expected


def test_a_pair_after_a_lone_quote_stands_in_none() -> None:
    text = f"{BASE}preamble: 做到“早发现，“早报告”“早处置”。\n"
    assert judged(text) == [("unpaired-mark", "“", None)]


def test_a_number_in_brackets_of_two_kinds_is_one_finding() -> None:
    text = f"{BASE}preamble: 按照区府办（2025〕6号和（财税（2025）9号）文件办理。\n"
    assert judged(text) == [
        ("cited-number", "（2025〕", "〔2025〕"),
        ("cited-number", "（2025）", "〔2025〕"),
    ]


@pytest.mark.parametrize("end", ["（责任单位：各站）", "〔牵头单位：北街站〕", "[由各站落实]"])
def test_a_paragraph_may_end_in_brackets_of_any_kind(end: str) -> None:
    assert judged(f"{BASE}preamble: 每季度检查一次商场。{end}\n") == []


def test_a_half_width_end_is_one_finding() -> None:
    text = f"{BASE}preamble: 每季度检查一次商场,\n"
    assert judged(text) == [("halfwidth-punctuation", ",", "，")]


def test_a_dot_amid_a_text_is_left_to_a_person() -> None:
    text = f"{BASE}preamble: 举办“明德.笃行”大讲堂。\n"
    assert judged(text) == [("halfwidth-punctuation", ".", None)]


def test_names_in_titles_of_documents_stay() -> None:
    unit = BASE.replace("name: 北街消防站", "name: 城东区北街消防救援站")
    text = f"{unit}preamble: 按照《城东区北街消防和救援站值守办法》执行。\n"
    assert judged(text, RULES) == judged(unit, RULES)
