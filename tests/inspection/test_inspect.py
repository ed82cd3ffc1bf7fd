"""`plangen inspect`: nothing said of what conforms, one thing of each thing broken."""

import ast
import io
import itertools
import json
import os
import pty
import random
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from support.foreign_documents import SENTENCE, Foreign, foreign
from support.program import ROOT, confined, run
from support.rendering import needs_office

from plangen.document.xml import parse
from plangen.inspection import inspect
from plangen.inspection.checks import CHECKS
from plangen.writers.docx import write

BROKEN = ROOT / "tests/inspection/broken"
NOTICE = f"""<document>
<head><copy-number>000001</copy-number><classification>秘密★1年</classification>
<urgency>特急</urgency><issuer-mark suffix="文件"><issuer>某某市卫生健康局</issuer></issuer-mark>
<doc-number>某卫〔2026〕8号</doc-number></head>
<title>某某市卫生健康局关于印发\n2026年禁毒工作方案的通知</title>
<recipients>各县（市、区）卫生健康局，局属各单位：</recipients>
<h1>一、工作目标</h1><p>{SENTENCE}。</p><p>（一）{SENTENCE}。</p><p>（二）{SENTENCE}。</p>
<h1>二、工作措施</h1><h2>（一）加强宣传教育</h2>
<h3>1.加强学习。<text>{SENTENCE}。</text></h3><h3>2.广泛宣传。<text>{SENTENCE}。</text></h3>
<h4>（1）上课</h4><p>{SENTENCE}。</p>
<h2>（二）加强管理。<text>{SENTENCE}。</text></h2>
<h1>三、工作要求。<text>依据某卫〔2025〕3号文件，2025年3月底前完成，{SENTENCE}。</text></h1>
<attachments><attachment>工作领导小组名单</attachment><attachment>任务表</attachment></attachments>
<signature date="2026年1月8日"><issuer>某某市卫生健康局</issuer></signature>
<note>（此件公开发布）</note>
<annex label="附件1"><title>工作领导小组名单</title><roster><role name="组长"><name>王一</name>
</role><role name="副组长"><name>李二</name><name>张三丰</name></role></roster></annex>
<annex label="附件2" orientation="landscape"><title>任务表</title><table><column width="1"/>
<row><cell>任务</cell></row></table></annex>
<imprint><cc>抄送：市禁毒委员会办公室，市公安局。</cc><printed-by>某某市卫生健康局办公室</printed-by>
<printed-on>2026年1月8日</printed-on></imprint></document>"""
UPWARD = re.sub(
    r"</head>", "<signatory>王一</signatory><signatory>李二</signatory></head>", NOTICE
).replace('date="2026', 'sealed="yes" date="2026')
JOINT = re.sub(
    r"<copy-number>.*?</urgency>|(</issuer>)(?=</issuer-mark>)",
    lambda found: "</issuer><issuer>某某市公安局</issuer>" if found[1] else "",
    NOTICE,
    flags=re.DOTALL,
).replace("</issuer></signature>", "</issuer><issuer>某某市公安局</issuer></signature>")


def written(xml: str) -> bytes:
    return write(parse(xml))


SOUND = written(NOTICE)


def said(data: bytes) -> list[tuple[str, str, str, str]]:
    """What is said of a DOCX: code, place, required, found."""
    result = inspect(data)
    assert result.unusable == ""
    return [(d.code, str(d.location), d.required, d.found) for d in result.departures]


def edited(part: str, old: str, new: str, data: bytes = SOUND, count: int = -1) -> bytes:
    """A DOCX with a text of one part's XML replaced, matched as a regular expression."""

    def change(text: str) -> str:
        assert re.search(old, text), f"{old} is not in {part}"
        return re.sub(old, new, text, count=max(0, count))

    return rezipped(data, {part: lambda text: change(text)})


def rezipped(data: bytes, changes: dict[str, Callable[[str], str] | None]) -> bytes:
    """A DOCX with parts changed, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changes:
                change = changes[name]
                if change is None:
                    continue
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return target.getvalue()


BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"


@pytest.mark.parametrize("year", [2018, 2022])
def test_the_real_plans_conform(year: int, tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    run("notice", ROOT / f"plans/{year}.yaml", "-o", path)
    code, out, err = run("inspect", path)
    assert (code, err) == (0, "")
    assert out == "检查了 1 个文件，没有发现不合 GB/T 9704-2012 的地方。\n"


@pytest.mark.parametrize("xml", [NOTICE, UPWARD, JOINT], ids=["notice", "upward", "joint"])
def test_documents_of_every_part_conform(xml: str) -> None:
    assert said(written(xml)) == []


def resaved(data: bytes, folder: Path) -> bytes:
    """A DOCX as LibreOffice saves it."""
    if shutil.which("soffice") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有安装 LibreOffice")
    (folder / "x.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder / "new"]
    subprocess.run([*command, folder / "x.docx"], check=True, capture_output=True, timeout=300)
    return (folder / "new/x.docx").read_bytes()


def test_what_another_program_saved_is_the_same(tmp_path: Path) -> None:
    assert said(resaved(SOUND, tmp_path)) == []


SIX = {
    "letter-paper": lambda: edited(BODY, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "date-01月": lambda: edited(BODY, "2026年1月8日(?!印发)", "2026年01月8日", count=1),
    "number-第08号": lambda: edited(BODY, "某卫〔2026〕8号", "某卫[2026]第08号"),
    "heading-1、": lambda: edited(BODY, "一、工作目标", "1、工作目标"),
    "pitch-35": lambda: edited(STYLES, 'w:line="579"', 'w:line="700"'),
    "odd-even": lambda: edited(SETTINGS, "<w:evenAndOddHeaders/>", ""),
}
"""What existing checkers gave 100 points to."""


@pytest.mark.parametrize("name", SIX)
def test_each_of_the_six_is_caught_alone(
    name: str, tmp_path: Path, golden: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has beside it, in tests/inspection/broken, exactly what `inspect` prints."""
    monkeypatch.chdir(tmp_path)
    Path("通知.docx").write_bytes(SIX[name]())
    code, out, err = run("inspect", "通知.docx")
    assert (code, err) == (1, "")
    assert len(inspect(SIX[name]()).departures) == 1
    golden(out, BROKEN / f"{name}.txt")


def styled(style: str, old: str, new: str) -> bytes:
    """The sound notice with one of its styles changed."""
    return edited(STYLES, rf'(w:name w:val="{style}"(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}")


def text(old: str, new: str) -> bytes:
    return edited(BODY, re.escape(old), new, count=1)


def unread() -> bytes:
    """A page that tells nothing of its parts."""
    made = Foreign()
    made.add("请各位住户留意", align="LEFT")
    return made.saved()


FANG = 'w:eastAsia="仿宋_GB2312"'
FLOOD = '<w:r><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr><w:t>（二）加强。要落实。</w:t></w:r>'
OUTSIDE = (
    '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
)
RELATIONS = "word/_rels/document.xml.rels"
LINKED = edited(RELATIONS, "</Relationships>", OUTSIDE.format("image", "http://x.test/a.png"))
EACH = {
    "paper": SIX["letter-paper"],
    "margins": lambda: edited(BODY, 'w:top="2098"', 'w:top="1440"'),
    "page-number": lambda: rezipped(edited(BODY, r"<w:footerReference [^>]*>", ""), {}),
    "page-number-sides": SIX["odd-even"],
    "page-number-form": lambda: edited("word/footer1.xml", "—", "-"),
    "page-number-type": lambda: styled("公文页码", 'w:sz w:val="28"', 'w:sz w:val="18"'),
    "page-number-height": lambda: edited(BODY, 'w:footer="1[0-9]+"', 'w:footer="850"'),
    "outside-files": lambda: LINKED,
    "typeface": lambda: styled("公文正文", FANG, 'w:eastAsia="宋体"'),
    "size": lambda: styled("公文标题", 'w:sz w:val="44"', 'w:sz w:val="36"'),
    "colour": lambda: styled("公文正文", "<w:sz ", '<w:color w:val="0000FF"/><w:sz '),
    "lines-a-page": SIX["pitch-35"],
    "characters-a-line": lambda: edited(STYLES, '<w:spacing w:val="-5"/>', ""),
    "paragraph-space": lambda: styled("公文正文", 'w:after="0"', 'w:after="200"'),
    "indent": lambda: styled("公文正文", '<w:ind w:firstLineChars="200" w:firstLine="630"/>', ""),
    "alignment": lambda: styled("公文正文", 'w:jc w:val="both"', 'w:jc w:val="right"'),
    "date": SIX["date-01月"],
    "cited-number": lambda: text("某卫〔2025〕3号", "某卫[2025]3号"),
    "numeral-form": SIX["heading-1、"],
    "numeral-sequence": lambda: text("三、工作要求", "五、工作要求"),
    "heading-typeface": lambda: styled("一级标题", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'),
    "run-in": lambda: edited(
        BODY, "(公文正文.{0,99}?)<w:r><w:t>（二）[^/]*</w:t></w:r>", rf"\1{FLOOD}"
    ),
    "heading-bold": lambda: styled("三级标题字", "<w:rFonts", "<w:b/><w:rFonts"),
    "copy-number": lambda: text("000001", "1"),
    "classification": lambda: text("秘密★1年", "秘密 1年"),
    "mark-colour": lambda: styled(
        "发文机关标志", 'w:color w:val="FF0000"', 'w:color w:val="000000"'
    ),
    "mark-size": lambda: edited(BODY, r'(发文机关标志"/>.{0,400}?w:sz w:val=)"\d+"', r'\1"32"'),
    "mark-centred": lambda: styled("发文机关标志", 'w:jc w:val="center"', 'w:jc w:val="left"'),
    "doc-number": SIX["number-第08号"],
    "red-line": lambda: edited(BODY, 'w:color="FF0000"', 'w:color="000000"'),
    "unrecognised": lambda: unread(),
    "title-centred": lambda: styled("公文标题", 'w:jc w:val="center"', 'w:jc w:val="left"'),
    "title-ending": lambda: text("方案的通知", "方案的通知。"),
    "space-below-title": lambda: styled("公文标题", 'w:after="579"', 'w:after="0"'),
    "recipients-colon": lambda: text("局属各单位：", "局属各单位:"),
    "recipients-flush": lambda: styled("主送机关", "<w:jc", '<w:ind w:firstLine="630"/><w:jc'),
    "attachment-form": lambda: text("2.任务表", "2.任务表。"),
    "attachment-space": lambda: edited(BODY, '(附件说明"/>)<w:spacing w:before="579"/>', r"\1"),
    "date-place": lambda: edited(
        BODY, r'(成文日期"/>)<w:ind w:left="\d+"/>', r'\1<w:jc w:val="right"/>'
    ),
    "issuer-place": lambda: edited(
        BODY, r'(署名"/>.{0,99}?<w:ind w:left=)"\d+"', r'\1"4000"', data=written(UPWARD)
    ),
    "note-form": lambda: text("（此件公开发布）", "此件公开发布"),
    "annex-label": lambda: edited(BODY, ">附件1<", ">附件一<"),
    "annex-title": lambda: edited(BODY, ">任务表<", ">任务分解表<"),
    "copies-form": lambda: edited(BODY, "市公安局。", "市公安局"),
    "printed-form": lambda: edited(BODY, "8日印发", "8日印制"),
    "imprint-lines": lambda: edited(
        BODY, r'<w:(top|bottom) w:val="single" w:sz="\d+" w:space="0"', r'<w:\1 w:val="nil"'
    ),
}
"""A notice that departs in one way, for each kind of departure."""


@pytest.mark.parametrize("code", EACH)
def test_each_check_catches_its_departure_alone(code: str) -> None:
    assert {departure[0] for departure in said(EACH[code]())} == {code}


def test_every_kind_of_departure_is_tried() -> None:
    codes = set()
    for source in (ROOT / "plangen/inspection/checks").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Departure":
                codes.add(ast.literal_eval(node.args[0]))
    assert codes == set(EACH)


def test_every_check_names_its_clause() -> None:
    for check in CHECKS:
        assert re.match(r"§\d|Not of the standard", check.__doc__ or ""), check.__name__


@pytest.mark.parametrize("grid", [False, True], ids=["exact pitch", "grid"])
def test_a_conforming_notice_by_another_program(grid: bool) -> None:
    assert said(foreign(grid=grid).saved()) == []


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("title", "关于开展禁毒宣传教育工作的通知。", "title-ending"),
        ("recipients", "各县（区）卫生局，局属各单位", "recipients-colon"),
        ("first", "1、加强领导", "numeral-form"),
        ("first", "一.加强领导", "numeral-form"),
        ("heading_font", "仿宋_GB2312", "heading-typeface"),
        ("second", "（三）落实任务。", "numeral-sequence"),
        ("second", "(二)落实任务。", "numeral-form"),
        ("third", "1、", "numeral-form"),
        ("attachment", "附件:任务表", "attachment-form"),
        ("attachment", "附件：任务表。", "attachment-form"),
        ("date", "2026年1月08日", "date"),
        ("date", "2026年1月8号", "date"),
        ("date", "二〇二六年一月八日", "date"),
        ("date", "26年1月8日", "date"),
        ("date", "2026年2月30日", "date"),
        ("date", "2026.1.8", "date"),
        ("note", "联系人：王一，电话：12345", "note-form"),
    ],
)
def test_wording_by_another_program(part: str, text: str, code: str) -> None:
    """Recognised by place and wording alone."""
    assert [departure[0] for departure in said(foreign(**{part: text}).saved())] == [code]


def test_words_own_numbers_are_read() -> None:
    """编号 that Word counts is text like any other: “1、” is wrong, “一、” is right."""
    made = foreign(first="加强领导")
    heading = next(p for p in made.package.paragraphs if p.text == "加强领导")
    numbering = made.package.part.numbering_part.element
    for style, form, expected in (
        ("chineseCountingThousand", "%1、", []),
        ("decimal", "%1、", ["numeral-form"]),
    ):
        xml = f"""<w:abstractNum {docx.oxml.ns.nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0">
        <w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{form}"/></w:lvl>
        </w:abstractNum>"""
        number = (
            f'<w:num {docx.oxml.ns.nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
        )
        for old in [e for e in numbering if "77" in e.attrib.values()]:
            numbering.remove(old)
        numbering.insert(0, docx.oxml.parse_xml(xml))
        numbering.append(docx.oxml.parse_xml(number))
        properties = heading._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = 77, 0
        assert [departure[0] for departure in said(made.saved())] == expected


def test_a_theme_names_fonts() -> None:
    """A body without a font of its own is set in the theme's, and that is told."""
    made = foreign()
    for fonts in made.package.element.body.iter(qn("w:rFonts")):
        if fonts.get(qn("w:eastAsia")) == "仿宋":
            fonts.attrib.clear()
            fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")
    settings = made.package.settings.element
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    assert ("typeface", "仿宋", "宋体") in {(d[0], d[2], d[3]) for d in said(made.saved())}


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The sound notice with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        entries = [(each, sound.read(each)) for each in sound.namelist() if each != name]
    return zipped(*entries, (name, content))


def lying_about_size() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(with_part(BODY, b"<a>" + b" " * 400_000_000))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] > 300_000_000:
                struct.pack_into("<I", data, at + offset, 1000)
    return bytes(data)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = "<w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict>"
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
LAUGHS = "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in itertools.pairwise("abcdefghij")
)
OPEN, CLOSE = f"<w:document {W}><w:body>", "</w:body></w:document>"
HOSTILE = {
    "empty": (lambda: b"", "文件是空的"),
    "text": (lambda: "这不是文档".encode(), "不是 DOCX"),
    "doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式的 .doc"),
    "encrypted": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "加了密码",
    ),
    "pdf": (lambda: b"%PDF-1.7", "是 PDF"),
    "truncated": (lambda: SOUND[: len(SOUND) // 2], "损坏"),
    "directory only": (lambda: b"PK\x05\x06" + b"\0" * 18, "不是 Word 文档"),
    "a zip": (lambda: zipped(("a.txt", b"a")), "不是 Word 文档"),
    "100 MB": (lambda: b"PK\x03\x04" + b"\0" * 100_000_000, "超过 50 MB"),
    "many entries": (lambda: b"PK\x03\x04" + b"PK\x01\x02" * 6_000, "超过 5000 个"),
    "a bomb": (lambda: with_part(BODY, b"<a>" + b" " * 290_000_000), "太大"),
    "a large bomb": (lambda: with_part("x.bin", b"\0" * 400_000_000), "超过 300 MB"),
    "a lying bomb": (lying_about_size, ("太大", "损坏")),
    "broken XML": (lambda: with_part(BODY, OPEN.encode() + b"<w:p>"), "损坏"),
    "no body": (lambda: with_part(BODY, f"<w:document {W}/>".encode()), "不是 Word 文档"),
    "deep": (lambda: with_part(BODY, (OPEN + "<w:sdt>" * 100_000).encode()), "损坏"),
    "many tags": (
        lambda: with_part(BODY, (OPEN + "<w:p/>" * 2_000_000 + CLOSE).encode()),
        "内容太多",
    ),
    "many paragraphs": (
        lambda: with_part(BODY, (OPEN + "<w:p/>" * 40_000 + CLOSE).encode()),
        "超过 30000 段",
    ),
    "another compression": (lambda: zipped((BODY, b"a"), method=zipfile.ZIP_BZIP2), "压缩方法"),
    "a password": (
        lambda: SOUND.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"),
        "密码",
    ),
    "many boxes": (
        lambda: with_part(BODY, (f"{OPEN}<w:p><w:r>{BOX * 40_000}</w:r></w:p>{CLOSE}").encode()),
        "超过 30000 段",
    ),
    "many sections": (
        lambda: with_part(BODY, (OPEN + SECTION * 2_000 + CLOSE).encode()),
        "超过 1000 节",
    ),
    "many spaces": (
        lambda: text("某卫〔2026〕8号", f"某卫〔2026〕{' ' * 2_000_000}8号"),
        None,
    ),
    "entity bomb": (
        lambda: with_part(
            BODY, f'<!DOCTYPE x [<!ENTITY a "哈">{LAUGHS}]>{OPEN}&j;{CLOSE}'.encode()
        ),
        "DOCTYPE",
    ),
    "entity bomb in UTF-16": (
        lambda: with_part(
            BODY, f'<!DOCTYPE x [<!ENTITY a "哈">{LAUGHS}]>{OPEN}&j;{CLOSE}'.encode("utf-16")
        ),
        "DOCTYPE",
    ),
    "external entity": (
        lambda: with_part(BODY, f'<!DOCTYPE x SYSTEM "http://x.test/x.dtd">{OPEN}{CLOSE}'.encode()),
        "DOCTYPE",
    ),
    "a file as entity": (
        lambda: with_part(
            STYLES, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><styles>&a;</styles>'
        ),
        "DOCTYPE",
    ),
    "macros": (lambda: with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "带宏"),
    "no styles": (lambda: rezipped(SOUND, {STYLES: None}), None),
    "no document": (lambda: rezipped(SOUND, {BODY: None}), "没有正文"),
    "no content types": (lambda: rezipped(SOUND, {"[Content_Types].xml": None}), "不是完整的 DOCX"),
    "no relationships": (lambda: rezipped(SOUND, {"_rels/.rels": None}), "不是 Word 文档"),
    "remote image": (lambda: LINKED, "引用了“http://x.test/a.png”"),
    "remote template": (
        lambda: edited(
            RELATIONS,
            "</Relationships>",
            OUTSIDE.format("attachedTemplate", "https://x.test/t.dotm"),
        ),
        "引用了“https://x.test/t.dotm”",
    ),
    "remote styles": (
        lambda: edited(
            RELATIONS, 'Target="styles.xml"', 'Target="http://x.test/s" TargetMode="External"'
        ),
        "引用了“http://x.test/s”",
    ),
    "a field that reads a file": (
        lambda: edited(
            BODY,
            "<w:p>",
            '<w:p><w:r><w:instrText> INCLUDETEXT "/etc/passwd" </w:instrText></w:r>',
            count=1,
        ),
        "INCLUDETEXT",
    ),
    "a field cut over runs": (
        lambda: edited(
            BODY,
            "<w:p>",
            "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r>"
            '<w:r><w:instrText>TEXT "/etc/passwd"</w:instrText></w:r>',
            count=1,
        ),
        "INCLUDETEXT",
    ),
    "a field in a footer": (
        lambda: edited(
            "word/footer1.xml",
            "<w:p>",
            """<w:p><w:fldSimple w:instr='INCLUDETEXT "/etc/passwd"'/>""",
            count=1,
        ),
        "INCLUDETEXT",
    ),
    "styles based on each other": (
        lambda: edited(STYLES, 'w:basedOn w:val="Normal"', 'w:basedOn w:val="公文正文"'),
        None,
    ),
    "nonsense for numbers": (lambda: edited(BODY, 'w:w="11906"', 'w:w="１e999"'), None),
}
"""Files nobody should trust, and what is said of each; None where it is only read."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    """In a process of its own, with 500 MB and a minute to live and no network to speak of."""
    data, expected = HOSTILE[name]
    path = tmp_path / "x.docx"
    path.write_bytes(data())
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "inspect", path],
        capture_output=True,
        preexec_fn=confined(MEMORY),
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1, 2)
    words = (expected,) if isinstance(expected, str) else expected or ("",)
    assert any(word in done.stdout for word in words), done.stdout
    if expected and "引用" not in words[0] and words[0] != "INCLUDETEXT":
        assert done.returncode == 2
        assert len(done.stdout.splitlines()) == 2
    assert len(done.stdout) < 10_000


WATCHED = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        raise SystemExit(f"{event} {arguments}")
    if event == "open" and str(arguments[0]) in ("/etc/passwd", "/etc/hosts"):
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(watch)
from plangen.cli import main
main()
"""
"""The program, stopped when it asks for the network, another program or a file not its own."""


MEMORY = 500_000_000


def test_no_more_than_50_mb_are_taken() -> None:
    assert "超过 50 MB" in inspect(SOUND + b"\0" * 50_000_000).unusable


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("通知.docx").write_bytes(SOUND)
    Path("文件夹.docx").mkdir()
    os.mkfifo("管道.docx")
    code, out, err = run("inspect", "文件夹.docx", "管道.docx", "没有.docx", "通知.docx")
    assert (code, err) == (2, "")
    assert out == (
        "文件夹.docx: 错误 [unusable-file] 是一个文件夹，不是 DOCX；写出 DOCX 文件的名字\n"
        "管道.docx: 错误 [unusable-file] 不是普通文件；写出 DOCX 文件的名字\n"
        "没有.docx: 错误 [unusable-file] 找不到这个文件；是不是想写“通知.docx”？\n"
        "检查了 4 个文件，发现 3 个文件不能检查。\n"
    )


def test_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(EACH["title-ending"]())
    Path("b.docx").write_bytes(b"")
    Path("c.docx").write_bytes(SOUND)
    code, out, err = run("inspect", "--format", "json", "a.docx", "c.docx")
    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {
            "code": "title-ending",
            "severity": "warning",
            "file": "a.docx",
            "page": 0,
            "line": 0,
            "paragraph": 6,
            "words": "某某市卫生健康局关于印发 202…",
            "element": "标题",
            "required": "末尾没有标点",
            "found": "末尾是“。”",
            "clause": "7.3.1",
            "count": 1,
            "message": "标题：应为末尾没有标点，实为末尾是“。”（GB/T 9704-2012 第7.3.1条）",
            "hint": "删去标题末尾的标点",
        }
    ]
    code, out, err = run("inspect", "--format", "json", "b.docx", "c.docx")
    assert (code, err, json.loads(out)[0]["code"]) == (2, "", "unusable-file")
    assert run("inspect", "--format", "json", "c.docx") == (0, "[]\n", "")


@pytest.mark.parametrize("seed", range(60))
def test_no_file_gives_a_traceback(seed: int) -> None:
    """Bytes flipped within a part, parts swapped, tags and values changed: read, or refused."""
    dice = random.Random(seed)
    name = dice.choice([BODY, STYLES, SETTINGS, "word/footer1.xml", RELATIONS])
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        content = bytearray(sound.read(name))
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(len(content) - 9)
        match dice.randrange(3):
            case 0:
                content[at] = dice.randrange(256)
            case 1:
                found = re.search(rb'="[^"]*"', content[at:])
                if found:
                    value = dice.choice([b"", b"-1", b"0", b"99999999999", b"x", "１".encode()])
                    content[at + found.start() : at + found.end()] = b'="' + value + b'"'
            case 2:
                found = re.search(rb"<w:[a-zA-Z]+", content[at:])
                if found:
                    tag = dice.choice([b"<w:p", b"<w:r", b"<w:tbl", b"<w:t", b"<w:sectPr"])
                    content[at + found.start() : at + found.end()] = tag
    result = inspect(with_part(name, bytes(content)))
    assert not (result.unusable and result.departures)
    assert all(departure.message and departure.hint for departure in result.departures)


@pytest.fixture
def measured() -> Callable[..., list[str]]:
    """The codes of what `--render` says of a DOCX."""
    needs_office()

    def codes(data: bytes) -> list[str]:
        result = inspect(data, render=True)
        assert result.unusable == ""
        return [departure.code for departure in result.departures]

    return codes


def test_conforming_pages(measured: Callable[..., list[str]]) -> None:
    turned = r'<annex label="附件2".*?</annex>|<attachment>任务表</attachment>'
    upright = re.sub(turned, "", NOTICE, flags=re.DOTALL)
    assert measured(written(upright.replace("附件1", "附件"))) == []
    assert measured(foreign().saved()) == []


ISSUED = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")])


@pytest.mark.parametrize("plan", ISSUED, ids=lambda path: path.stem)
def test_plans_and_examples_conform_to_the_page(plan: Path, tmp_path: Path) -> None:
    needs_office()
    path = tmp_path / "公文.docx"
    assert run("notice", plan, "-o", path).code == 0
    said = "检查了 1 个文件，没有发现不合 GB/T 9704-2012 的地方。\n"
    assert run("inspect", "--render", path) == (0, said, "")


CROWD = "、".join(["某某县卫生健康局"] * 70)
ALONE = f"""<document><title>关于开展工作的通知</title>{"<p>一行。</p>" * 18}
<signature date="2026年1月8日"><issuer>某某市卫生健康局</issuer></signature></document>"""


def let_go(xml: str) -> str:
    """No paragraph is kept with the next."""
    return xml.replace("<w:keepNext/>", "")


ON_PAGES = {
    "mark-top": lambda: edited(BODY, r'(发文机关标志"/><w:spacing w:before=)"\d+"', r'\1"200"'),
    "red-line-place": lambda: edited(BODY, '(<w:bottom [^>]*w:space=)"[0-9]+"', r'\1"20"', count=1),
    "title-top": lambda: edited(BODY, r'(公文标题"/><w:spacing w:before=)"\d+"', r'\1"100"'),
    "first-page": lambda: text("各县（市、区）卫生健康局", CROWD),
    "page-number-place": SIX["odd-even"],
    "page-number-depth": EACH["page-number-height"],
    "signature-alone": lambda: rezipped(written(ALONE), dict.fromkeys((BODY, STYLES), let_go)),
    "imprint-place": lambda: edited(
        BODY, "<wp:align>bottom</wp:align>", "<wp:align>center</wp:align>"
    ),
}
"""A notice whose pages depart in one way."""


@pytest.mark.parametrize("code", ON_PAGES)
def test_each_departure_on_a_page_is_caught(code: str, measured: Callable[..., list[str]]) -> None:
    assert code in measured(ON_PAGES[code]())


MARKS = {
    "order": (
        '(发文机关标志"/><w:spacing w:before=)"913"',
        r'\1"1763"',
        "版心上边缘 20 毫米",
        "35",
    ),
    "minutes": (
        '(发文机关标志"/><w:spacing w:before=)"1840"',
        r'\1"990"',
        "版心上边缘 35 毫米",
        "20",
    ),
    "letter": (
        '(<wp:positionV relativeFrom="page"><wp:posOffset>)781430',
        r"\g<1>2293430",
        "上页边 30 毫米",
        "72",
    ),
}
"""Each form with its mark moved to where that of another form stands, and what is asked for."""


@pytest.mark.parametrize("form", MARKS)
def test_the_mark_stands_where_its_form_asks(form: str, tmp_path: Path) -> None:
    needs_office()
    old, new, required, found = MARKS[form]
    path = tmp_path / "公文.docx"
    assert run("notice", ROOT / f"examples/{form}.yaml", "-o", path).code == 0
    result = inspect(edited(BODY, old, new, data=path.read_bytes(), count=1), render=True)
    (departure,) = (each for each in result.departures if each.code == "mark-top")
    assert departure.required == f"上边缘至{required}"
    assert abs(float(departure.found.split()[0]) - float(found)) < 1


_LACKING = ("仿宋", "仿宋_GB2312", "FangSong", "FandolFang", "方正小标宋简体", "FandolSong")
BARE = (
    '<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include><selectfont>'
    + "".join(
        f"<rejectfont><pattern><patelt name='family'><string>{name}</string></patelt></pattern>"
        "</rejectfont>"
        for name in _LACKING
    )
    + "</selectfont></fontconfig>"
)
"""The fonts of a computer that lacks those of official documents."""


def test_missing_fonts_are_named_and_what_hangs_on_them_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own document is not found fault with on a computer that has none of its fonts."""
    needs_office()
    (tmp_path / "fonts.conf").write_text(BARE, "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    (tmp_path / "通知.docx").write_bytes(SOUND)
    code, out, err = run("inspect", "--render", tmp_path / "通知.docx")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert "[missing-fonts] 版面：应为用文件里写明的字体排出，实为电脑上没有" in out
    assert "“方正小标宋简体”" in out
    assert "“仿宋_GB2312”" in out
    assert "这次没有量的：发文机关标志的位置、" in out
    assert "版记" not in out


def test_how_far_it_has_come_is_told() -> None:
    needs_office()
    seen: list[tuple[int, int]] = []
    inspect(SOUND, render=True, seen=lambda number, pages: seen.append((number, pages)))
    assert seen == [(number, len(seen)) for number in range(1, len(seen) + 1)]
    assert len(seen) > 1


@pytest.mark.parametrize("files", [1, 2])
def test_a_terminal_shows_how_far_it_has_come(files: int, tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(SOUND)
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "plangen", "inspect", *["通知.docx"] * files]
    subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=slave, check=True)
    os.write(slave, b"end")
    os.close(slave)
    shown = os.read(master, 65536).decode()
    os.close(master)
    assert ("检查" in shown) is (files > 1)


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("通知.docx").write_bytes(SOUND)
    Path("外部.docx").write_bytes(LINKED)
    monkeypatch.setenv("PATH", "")
    code, out, err = run("inspect", "--render", "通知.docx", "外部.docx")
    assert (code, err) == (2, "")
    assert out.splitlines()[0] == (
        "通知.docx: 错误 [unusable-file] 没有安装 LibreOffice，不能量版面；安装它，或不加 --render"
    )
    assert "引用了外部文件，不排版" in out
