"""Plain texts in every encoding, and those whose lines are broken at a width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sources import lines, read

from plangen.docx_file.stream import StreamParagraph
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.text import unbroken

NOTICE = [
    "某某市商务局关于印发消费促进工作方案的通知",
    "各县（区）商务局：",
    "一、总体要求",
    "坚持以人民为中心，扎实做好各项工作，二〇二六年十二月底前完成。",
]
LONG = "各单位要把这项工作摆在重要位置，主要负责同志亲自抓，分管负责同志具体抓，抓出成效。"
TRADITIONAL = ["關於印發年度工作計畫的通知", "各單位應於三月底前完成檢查，並將結果報送。"]
HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, end: str) -> None:
    source = read("通知.txt", end.join(NOTICE).encode(encoding))
    assert lines(source.blocks) == NOTICE
    assert source.cautions == ()


def test_big5() -> None:
    assert lines(read("計畫.txt", "\r\n".join(TRADITIONAL * 3).encode("big5")).blocks) == (
        TRADITIONAL * 3
    )


@given(st.lists(HANZI, min_size=1, max_size=8), st.sampled_from(["utf-8", "utf-16"]))
def test_every_character_is_kept(texts: list[str], encoding: str) -> None:
    assert lines(read("某.txt", "\n\n".join(texts).encode(encoding)).blocks) == texts


def test_blanks_and_pages() -> None:
    source = read("某.txt", "　　甲　乙 \n\n\f丙\v丁\n戊".encode())
    assert source.blocks == (
        StreamParagraph("甲　乙"),
        StreamParagraph("丙\n丁", starts_page=True),
        StreamParagraph("戊"),
    )


def broken(paragraphs: list[str], width: int) -> list[str]:
    """Paragraphs with two blanks before them, broken at a width; no mark begins a line."""
    made = []
    for paragraph in paragraphs:
        left = f"　　{paragraph}"
        while left:
            end = width if left[width : width + 1] not in ("，", "。") else width - 1
            made.append(left[:end])
            left = left[end:]
    return made


@given(
    st.lists(HANZI.map(lambda text: f"{text}，{text}，{text}。"), min_size=6), st.integers(20, 40)
)
def test_lines_broken_at_a_width_are_joined(texts: list[str], width: int) -> None:
    long = [
        "各单位要把这项工作摆在重要位置，主要负责同志亲自抓，分管负责同志具体抓，抓出成效。"
    ] * 4
    joined = [line.strip() for line in unbroken(broken(long + texts, width)) if line.strip()]
    assert joined == long + texts


def test_title_and_signature_stay_apart() -> None:
    text = ["某某市人民政府办公室", "关于做好工作的通知", "各县（区）：", *broken([LONG] * 8, 24)]
    text += ["某某市人民政府办公室", "2026年1月8日"]
    source = read("通知.txt", "\n".join(text).encode())
    assert lines(source.blocks) == [*text[:3], *[LONG] * 8, *text[-2:]]


@pytest.mark.parametrize(
    "text",
    [
        "甲一二三四五六七八九十一二三四五六七八九\n乙一二三四五六七八九十一二三四五六七八九\n丙",
        "　　甲一二三四五六七八九十一二三四五六七\n　　乙\n丙\n丁",
        "- 甲\n- 乙\n- 丙\n- 丁",
    ],
)
def test_lines_are_paragraphs_where_nothing_says_otherwise(text: str) -> None:
    assert lines(read("某.txt", text.encode()).blocks) == [
        line.strip() for line in text.split("\n")
    ]


def test_damaged_and_unseen() -> None:
    damaged = "\n".join(NOTICE * 9).encode("gb18030") + b"\xff"
    assert "1 处字节损坏" in read("某.txt", damaged).cautions[0]
    source = read("某.txt", ("某某市" * 100).encode()[:-1] + b"\x01")
    assert "1 处字节损坏" in source.cautions[0]
    assert "1 个看不见的控制字符" in source.cautions[1]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空的"),
        (b"  \n\r\n ", "是空的"),
        (bytes(range(256)) * 20, "不是文字文件"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "扫描件没有文字"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "扫描件没有文字"),
    ],
)
def test_what_is_no_text(data: bytes, why: str) -> None:
    with pytest.raises(CannotGoOn, match=why) as raised:
        read("某.txt", data)
    assert "\n" not in str(raised.value)
    assert "某.txt：" in str(raised.value)
