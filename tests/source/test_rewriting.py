"""Words of a value changed in a plan's file, however the value is written there."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.program import ROOT

from plangen.plan import Plan
from plangen.readers.plan_file import read
from plangen.readers.yaml_text import compose
from plangen.source.editing import TextEdits
from plangen.source.rewriting import WordChange, changed, rewrite, scalar_places

HEAD, _, REST = (ROOT / "plans/2022.yaml").read_text("utf-8").partition("preamble: ")
TAIL = REST.partition("\n")[2]
SENTENCES = ("为做好工作，制定本方案。", "请各单位：抓紧“落实”。", "A1级 #2、C's；")
STYLES = {
    "plain": lambda parts: f"{parts[0]} # 说明\n",
    "single": lambda parts: "'" + "".join(parts).replace("'", "''") + "' # 说明\n",
    "double": lambda parts: json.dumps("".join(parts), ensure_ascii=False) + " # 说明\n",
    "block": lambda parts: "| # 说明\n" + "".join(f"  {part}\n" for part in parts),
    "paragraphs": lambda parts: "|-\n" + "\n\n".join(f"    {part}" for part in parts) + "\n\n",
    "folded": lambda parts: ">\n" + "".join(f"  {part}\n" for part in parts),
    "continued": lambda parts: "\n  ".join(parts[:2]) + "\n",
}

FOLDED = ("folded", "continued")


def plan_of(text: str) -> Plan:
    plan = read(text.encode(), "2022.yaml").plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("style", STYLES)
@given(
    sentences=st.permutations(SENTENCES),
    place=st.tuples(st.integers(0, 40), st.integers(0, 12)),
    new=st.text("甲乙，。：“”#:-'\"\\ A1&*[", max_size=6),
)
def test_a_change_reads_as_what_it_says_and_all_else_stays(
    style: str, sentences: list[str], place: tuple[int, int], new: str
) -> None:
    if style in ("plain", "continued"):
        sentences = [one for one in sentences if "#" not in one]
    before = f"{HEAD}preamble: {STYLES[style](sentences)}{TAIL}"
    value = plan_of(before).preamble
    assert value is not None
    start, length = place
    change = WordChange(min(start, len(value)), min(start + length, len(value)), new)
    wanted = changed(value, [change])
    lines = [line.strip() for line in wanted.split("\n")]
    assume(all(lines) and wanted == "\n".join(lines))
    after = rewritten(before, value, change)
    if style in FOLDED:  # no space between Chinese is kept there, whoever writes it
        assert "".join(str(plan_of(after).preamble).split()) == "".join(wanted.split())
    else:
        assert plan_of(after).preamble == wanted
    kept = before.partition("preamble: ")[0], before[before.rindex(TAIL) :]
    assert after.startswith(kept[0])
    assert after.endswith(kept[1])
    assert before.count("# 说明") == after.count("# 说明")


def rewritten(text: str, value: Any, *changes: WordChange) -> str:
    root: Any = compose(text, "")[0]
    edits = TextEdits(text, root)
    rewrite(edits, scalar_places(root)[value.line, value.column], value, changes)
    return edits.written()


def test_a_line_that_is_emptied_parts_no_paragraph() -> None:
    text = f"{HEAD}preamble: | # 说明\n  甲局牵头。\n  乙局配合。\n  丙局参加。\n{TAIL}"
    value = plan_of(text).preamble
    assert value == "甲局牵头。乙局配合。丙局参加。"
    assert rewritten(text, value, WordChange(5, 10, "")) == text.replace("  乙局配合。\n", "")


def test_in_brackets_what_yaml_would_misread_is_quoted() -> None:
    text = f"{HEAD}preamble: 甲\n{TAIL}".replace(
        "signature: [南安市卫生健康局]", "signature: [甲局]"
    )
    (value,) = plan_of(text).issue.signature
    after = rewritten(text, value, WordChange(1, 1, ", 乙"))
    assert after == text.replace("[甲局]", '["甲, 乙局"]')
