"""DOCX: the stream as it is, and what of the file stands aside is told."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from support.sources import docx_of, lines, read

from plangen.findings.finding import CannotGoOn

TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_text_comes_back(texts: list[str]) -> None:
    source = read("没有后缀", docx_of(*texts))
    assert lines(source.blocks) == texts
    assert source.cautions == ()


def test_what_stands_aside_is_told() -> None:
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "— 1 —"
    symbol = f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    made.paragraphs[0]._p.append(parse_xml(symbol))
    deleted = f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    made.paragraphs[0]._p.append(parse_xml(deleted))
    made.paragraphs[0].add_run("藏").font.hidden = True
    data = io.BytesIO()
    made.save(data)
    source = read("某.docx", data.getvalue())
    assert lines(source.blocks) == ["正文"]
    assert source.cautions == (
        "页眉“内部资料”没有放进正文",
        "有 1 个用符号字体插入的符号（如方框、对勾），没有读",
        "有 1 处隐藏的文字，没有读；要用的，取消隐藏再导入",
        "文件里有 1 处修订痕迹，按全部接受来读；要照原样的，先在 Word 里处理修订",
    )


def flat(data: bytes) -> bytes:
    """A DOCX with its parts in one XML file."""
    made = [b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>']
    made.append(b'<p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage">')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".rels", ".xml")) and not name.startswith("["):
                xml = archive.read(name).partition(b"?>")[2]
                made.append(f'<p:part p:name="/{name}"><p:xmlData>'.encode())
                made.append(xml + b"</p:xmlData></p:part>")
    return b"".join([*made, b"</p:package>"])


def test_parts_in_one_file() -> None:
    assert lines(read("某.doc", flat(docx_of("甲", "乙"))).blocks) == ["甲", "乙"]
    with pytest.raises(CannotGoOn, match="损坏"):
        read("某.doc", flat(docx_of("甲"))[:3000])


def test_file_that_word_keeps_beside() -> None:
    with pytest.raises(CannotGoOn, match="临时文件"):
        read("~$某.docx", b"\x05")


def test_cut_off() -> None:
    with pytest.raises(CannotGoOn, match=r"某\.docx：文件损坏"):
        read("某.docx", docx_of("正文")[:400])
