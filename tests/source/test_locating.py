"""A word of a value is found where it stands, in whatever way YAML lets the value be written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plangen.readers.plan_file import read
from plangen.rules.manual import BASE
from plangen.scalar import Text
from plangen.source.locating import Source, fitted

HEAD = BASE.count("\n")
LETTERS = st.text(
    st.sampled_from("火灾隐患，。（）、“”«é😀𠀀Aa19　 %'\"\\#:-·"), min_size=1, max_size=30
)
SPACES = st.sampled_from(["", "", "\n", "  \n", "\n\n", "\n \n  "])


def value_of(scalar: str) -> Text | None:
    """The preamble of a plan where it is written like this; None where that is no preamble."""
    plan = read(f"{BASE}preamble: {scalar}\n".encode(), "x").plan
    return plan and plan.preamble


def where(scalar: str, value: Text, offset: int, length: int) -> tuple[int, int, str, bool]:
    """Line of the scalar, column, what is underlined, and whether it may be mended."""
    text = f"{BASE}preamble: {scalar}\n"
    place = Source(text).find(value.line, value.column, str(value), offset, length)
    assert place is not None
    shown = text.split("\n")[place.line - 1][place.column - 1 :][: place.length]
    return place.line - HEAD, place.column, shown, place.whole


def written(words: list[str], breaks: list[str], style: str) -> str:
    """Words with line breaks between them as a scalar of this style."""
    text = words[0] + "".join(
        (gap if style or "\n" not in gap.strip(" \n") else "\n") + word
        for gap, word in zip(breaks, words[1:], strict=False)
    )
    match style:
        case "'":
            text = text.replace("'", "''")
        case '"':
            text = text.replace("\\", "\\\\").replace('"', '\\"')
    lines = text.split("\n")
    body = "\n".join(f"  {line}" if number else line for number, line in enumerate(lines))
    if style in ("|", ">", "|-", ">+"):
        return f"{style} # 说明\n  {body}"
    return f"{style}{body}{style}"


@given(
    st.lists(LETTERS, min_size=1, max_size=4),
    st.lists(SPACES, min_size=4, max_size=4),
    st.sampled_from(["", "'", '"', "|", ">", "|-", ">+"]),
    st.data(),
)
def test_any_visible_character_is_found_where_it_stands(
    words: list[str], breaks: list[str], style: str, data: st.DataObject
) -> None:
    """It is followed by counting: as many of its like stand before it in the scalar."""
    scalar = written(words, breaks, style)
    value = value_of(scalar)
    if value is None or value.line != HEAD + 1:  # a # makes a comment of what is meant as words
        return
    seen = [number for number, char in enumerate(value) if not char.isspace()]
    offset = data.draw(st.sampled_from(seen))
    char = value[offset]
    line, column, shown, whole = where(scalar, value, offset, 1)
    doubled = {"'": {"'": "''"}, '"': {'"': '\\"', "\\": "\\\\"}}.get(style, {})
    assert shown == doubled.get(char, char)
    assert whole
    lines = f"preamble: {scalar}".split("\n")
    start = 0 if style[:1] not in ("|", ">") else 1
    cut = len("preamble: ") if not start else 0
    before = "\n".join([*lines[start : line - 1], lines[line - 1][: column - 1]])[cut:]
    for escaped in (style, "") if style in ("'", '"') else ("",):
        before = before.removeprefix(escaped)
    for plain, twice in doubled.items():
        before = before.replace(twice, "\0" if plain == "\\" else plain)
    assert "".join(before.replace("\0", "\\").split()) == "".join(value[:offset].split())


@pytest.mark.parametrize(
    ("scalar", "word", "place"),
    [
        ("一、甲乙", "甲乙", (1, 13, "甲乙", True)),
        ("'一、甲乙'", "甲乙", (1, 14, "甲乙", True)),
        ("'它''们甲''乙'", "甲'乙", (1, 16, "甲''乙", True)),
        (r'"他\"说\"甲"', '"说"', (1, 13, r"\"说\"", True)),
        (r'"\u4e00\u3001甲"', "、", (1, 18, r"\u3001", True)),
        (r'"一\x41\U0001f600甲"', "甲", (1, 27, "甲", True)),
        (r'"一\_二"', "一\xa0二", (1, 12, r"一\_二", False)),
        ('"一\\\n  二\\\n  三"', "三", (3, 3, "三", True)),
        ("😀𠀀甲", "甲", (1, 13, "甲", True)),
        ("一　二甲", "二甲", (1, 13, "二甲", True)),
        ("|\n  一\n\n  二甲", "甲", (4, 4, "甲", True)),
        (">-\n  一甲\n  乙二", "甲乙", (2, 4, "甲", False)),
        ("一甲\n  乙二", "甲乙", (1, 12, "甲", False)),
        ("|\n  共 6人", "共 6", (2, 3, "共 6", True)),
        ("一 二", " ", (1, 12, " ", True)),
        ("|\n  一甲   \n  二三", "甲二", (2, 4, "甲", False)),
    ],
)
def test_a_word(scalar: str, word: str, place: tuple[int, int, str, bool]) -> None:
    value = value_of(scalar)
    assert value is not None
    assert where(scalar, value, value.index(word), len(word)) == place


@given(LETTERS, LETTERS, st.sampled_from(["", "'", '"', "|"]), st.data())
@example("a", ": ", "", None)
@example("a", " #", "", None)
@example("a", "'", "'", None)
@example("a", '"\\', '"', None)
@example("a", "- ", "", None)
def test_a_fitted_mend_gives_the_mended_value(
    text: str, mend: str, style: str, data: st.DataObject | None
) -> None:
    """What is put into a place is read as the word that was meant, or is not put there."""
    scalar = written([text], [], style)
    value = value_of(scalar)
    if value is None:
        return
    offset = data.draw(st.integers(0, len(value) - 1)) if data else 0
    length = data.draw(st.integers(1, len(value) - offset)) if data else 1
    line = f"preamble: {scalar}"
    place = Source(BASE + line).find(value.line, value.column, value, offset, length)
    put = place and fitted(mend, place, value, offset, length)
    if place is None or put is None:
        return
    lines = line.split("\n")
    row, start = place.line - HEAD - 1, place.column - 1
    lines[row] = lines[row][:start] + put + lines[row][start + place.length :]
    again = value_of("\n".join(lines).removeprefix("preamble: "))
    wanted = value[:offset] + mend + value[offset + length :]
    if wanted.strip():
        assert again is not None
        assert "".join(again.split()) == "".join(wanted.split())


def test_a_value_that_stands_elsewhere_is_not_found() -> None:
    source = Source("a: 甲\nb: '乙'")
    assert source.find(1, 4, "乙", 0, 1) is None
    assert source.find(2, 4, "丙", 0, 1) is None
    assert source.find(9, 4, "甲", 0, 1) is None
    assert source.find(0, 0, "甲", 0, 1) is None
    assert source.find(2, 4, "乙丙", 1, 1) is None
