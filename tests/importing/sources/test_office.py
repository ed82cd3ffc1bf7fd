"""What LibreOffice makes a DOCX of; without it, and where it fails, one line says what to do."""

from pathlib import Path
from subprocess import TimeoutExpired

import pytest
from support.rendering import needs_office
from support.sources import docx_of, lines, read

from plangen.findings.finding import CannotGoOn
from plangen.importing.sources import office
from plangen.libreoffice import convert

TEXTS = ["关于做好工作的通知", "各单位：", "（一）排查隐患。", "2026年1月8日"]
RTF = rb"{\rtf1\ansi{\listtext 1.\tab}\pard \u19968\'3f\par}"
DOC = b"\xd0\xcf\x11\xe0" + b"\0" * 508 + b"\xec\xa5" + b"\0" * 8 + b"\x00\x01" + b"\0" * 500
NAMED = "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_conversions(tmp_path: Path, form: str) -> None:
    needs_office()
    (tmp_path / "通知.docx").write_bytes(docx_of(*TEXTS))
    convert([tmp_path / "通知.docx"], form, tmp_path)
    source = read("通知.wps", (tmp_path / f"通知.{form}").read_bytes())
    assert lines(source.blocks) == TEXTS


def test_numbers_of_rtf_are_told() -> None:
    needs_office()
    assert "自动编号读不全" in read("某.rtf", RTF).cautions[0]


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    with pytest.raises(CannotGoOn, match=r"是 RTF 格式，没有 LibreOffice 读不了；.*另存为"):
        read("某.rtf", RTF)


def test_a_conversion_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    needs_office()
    monkeypatch.setattr(office, "_LONGEST", 0.01)
    with pytest.raises(CannotGoOn, match="还没有完；"):
        read("某.rtf", RTF)
    with pytest.raises(TimeoutExpired):
        convert([Path(__file__)], "pdf", Path(__file__).parent, longest=0.01)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (DOC + NAMED, "加了密码"),
        (b"\xd0\xcf\x11\xe0" + "PowerPoint Document".encode("utf-16-le"), "演示文稿"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "认不出"),
    ],
)
def test_older_files(data: bytes, why: str) -> None:
    with pytest.raises(CannotGoOn, match=why):
        read("某.doc", data)


def test_damaged() -> None:
    needs_office()
    with pytest.raises(CannotGoOn, match="LibreOffice 打不开"):
        read("某.doc", b"\xd0\xcf\x11\xe0" + NAMED + b"\0" * 900)
