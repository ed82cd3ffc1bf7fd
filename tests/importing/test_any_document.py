"""Any document of numbered paragraphs comes back whole, and its brackets are duties."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plangen.docx_file.stream import StreamParagraph
from plangen.importing.drafting import Imported, imported
from plangen.importing.sources.source import SourceText
from plangen.outline import numeral

BODIES = (
    "市水务局",
    "市人力资源和社会保障局",
    "各县（市、区）人民政府",
    "市委宣传部",
    "县、区政府",
)
WORDS = (
    "清理河道垃圾",
    "建立健全台账",
    "开展12.4全国法制宣传日宣传",
    "3月底前完成摸底",
    "引导“老字号”进社区",
    "落实《河道管理办法》（试行）",
    "新增5个泊位",
)
MARKS = ("（{}）", "（责任单位：{}）", "〔牵头单位：{}〕", "（{}负责）")
SENTENCE = st.builds(
    lambda words, end: "，".join(words) + end,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from("。；"),
)
WHO = st.builds(
    lambda mark, names: mark.format("、".join(names)),
    st.sampled_from(MARKS),
    st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True),
)
PASSAGE = st.tuples(SENTENCE, st.one_of(st.just(""), WHO))
LEAF = st.tuples(st.sampled_from(["", *WORDS[:3]]), st.lists(PASSAGE, min_size=1, max_size=3))
TREE = st.lists(
    st.tuples(st.sampled_from(WORDS[:4]), st.integers(2, 3), st.lists(LEAF, max_size=4)),
    min_size=1,
    max_size=5,
)


def document(
    tree: Sequence[tuple[str, int, Sequence[tuple[str, Sequence[tuple[str, str]]]]]], *, runs: bool
) -> tuple[list[str], int]:
    """The paragraphs of a document, and how many of them bear brackets."""
    paragraphs = ["2026年某某市河湖清洁行动方案", "为改善水环境，制定本方案。"]
    brackets = 0
    counts = {2: 0, 3: 0}
    for section, (title, level, leaves) in enumerate(tree, 1):
        paragraphs.append(f"{numeral(1, section)}{title}")
        if not runs:
            counts = {2: 0, 3: 0}
        for heading, passages in leaves:
            counts[level] += 1
            text = f"{heading}。" if heading else ""
            for sentence, who in passages:
                text += sentence + who
                brackets += bool(who)
            paragraphs.append(f"{numeral(level, counts[level])}{text}")
    return paragraphs, brackets


def made_of(paragraphs: Sequence[str]) -> Imported:
    blocks = tuple(map(StreamParagraph, paragraphs))
    with tempfile.TemporaryDirectory() as folder:
        source = SourceText(Path("source.txt"), blocks)
        return imported(source, Path(folder, "plan.yaml"), date(2026, 1, 1))


@settings(max_examples=30)
@given(TREE, st.booleans())
@example(
    [(WORDS[0], 2, [("", [("清理。", "（市水务局）"), ("检查。", "（市水务局负责）")])])], True
)
def test_a_document_comes_back_whole(tree: list, runs: bool) -> None:  # type: ignore[type-arg]
    paragraphs, brackets = document(tree, runs=runs)
    made = made_of(paragraphs)
    assert made.file.plan is not None, [finding.message for finding in made.file.findings]
    assert made.account is not None
    assert made.account.is_equal, made.account
    assert made.unplaced == ()
    duties = 0
    for item in made.file.plan.entries():
        own = [sentence for sentence in item.sentences if sentence.bracket]
        duties += len(own) + (item.bracket is not None)
    assert duties == brackets


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            lambda level, number: f"{numeral(level, number)}清理河道垃圾。",
            st.integers(1, 4),
            st.integers(1, 30),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_numbers_are_kept_however_they_jump(paragraphs: list[str]) -> None:
    made = made_of(["2026年某某市河湖清洁行动方案", *paragraphs])
    assert made.file.plan is not None, [finding.message for finding in made.file.findings]
    assert made.account is not None
    assert made.account.is_equal, made.account
