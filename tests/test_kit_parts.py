"""What the kit and the wheelhouse are made of, with wheels and an interpreter that stand in."""

import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import kit
import pytest
import wheelhouse
import wheels
import windows_python
from licences import bill_of_materials, licence_list
from support.stand_in_wheels import wheel

PACKAGES = "python/Lib/site-packages"


def test_what_only_a_compiler_or_a_tester_needs_stays_out(tmp_path: Path) -> None:
    files = ("demo/__init__.py", "demo/fast.pyd", "demo/data/tests.txt", "demo/sub/tests/a.py")
    left = ("demo/tests/a.py", "demo/fast.pyx", "demo/fast.h", "demo-1.0.data/scripts/demo")
    made = kit.unpacked([wheel(tmp_path, "demo", *files, *left)])
    record = f"{PACKAGES}/demo-1.0.dist-info"
    expected = {f"{PACKAGES}/{name}" for name in files}
    assert set(made) == expected | {f"{record}/METADATA", f"{record}/licenses/LICENSE"}
    assert made[f"{PACKAGES}/demo/fast.pyd"] == b"demo/fast.pyd"


def test_a_file_that_belongs_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside of site-packages"):
        kit.unpacked([wheel(tmp_path, "demo", "demo-1.0.data/data/share/demo")])


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in files.items():
            target.writestr(f"cp313/{name}", content)
    return packed.getvalue()


def test_the_interpreter_is_the_one_that_was_pinned() -> None:
    pinned = {name: sha256(name.encode()).hexdigest() for name in ("python", "dll")}
    right = archive(python=b"python", dll=b"dll")
    assert windows_python.checked(right, pinned) == {"python": b"python", "dll": b"dll"}
    for wrong in (
        archive(python=b"python", dll=b"another"),
        archive(python=b"python"),
        archive(python=b"python", dll=b"dll", more=b"more"),
    ):
        with pytest.raises(windows_python.WrongFileError, match=r"dll|more"):
            windows_python.checked(wrong, pinned)


def test_the_pins_are_of_a_whole_interpreter() -> None:
    pinned = windows_python.pins()
    library = f"python{windows_python.PYTHON.replace('.', '')}"
    assert {"python.exe", f"{library}.dll", f"{library}.zip", f"{library}._pth"} <= set(pinned)
    assert all(len(bytes.fromhex(digest)) == 32 for digest in pinned.values())


def test_the_same_files_give_the_same_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    files = {"打开.bat": b"@rem", "a/b.txt": b"text" * 100, "a.txt": b""}
    kit.write_zip(tmp_path / "1.zip", files)
    kit.write_zip(tmp_path / "2.zip", dict(reversed(files.items())))
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as made:
        entries = {entry.filename: entry for entry in made.infolist()}
    assert list(entries) == ["plangen/a.txt", "plangen/a/b.txt", "plangen/打开.bat"]
    assert entries["plangen/打开.bat"].flag_bits & 0x800, "Windows takes the name for UTF-8"
    assert {entry.date_time for entry in entries.values()} == {(2026, 1, 1, 0, 0, 0)}


def test_digests_are_as_sha256sum_reads_them() -> None:
    made = kit.with_digests({"b": b"2", "一 a": b"1"})
    lines = made["校验码.sha256"].decode().splitlines()
    assert lines == [f"{sha256(b'2').hexdigest()}  b", f"{sha256(b'1').hexdigest()}  一 a"]


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ("License-Expression: BSD-3-Clause\nLicense: none", "BSD-3-Clause"),
        ("Classifier: License :: OSI Approved :: MIT License\nLicense: long", "MIT License"),
        ("License: MIT\n  and its whole text", "MIT"),
    ],
)
def test_the_licence_is_what_the_wheel_says(tmp_path: Path, lines: str, licence: str) -> None:
    assert wheels.package(wheel(tmp_path, "demo", lines=lines)).licence == licence


def test_a_wheel_without_a_licence_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not say its licence"):
        wheels.package(wheel(tmp_path, "demo", lines="Summary: nothing"))


def test_lists_name_every_package(tmp_path: Path) -> None:
    home = "License-Expression: MIT\nProject-URL: Homepage, https://example.org/demo"
    paths = [wheel(tmp_path, name, lines=home) for name in ("plangen", "demo")]
    own, demo = map(wheels.package, paths)
    assert "demo 1.0\n    MIT\n    https://example.org/demo\n" in licence_list([own, demo])
    made = datetime(2026, 1, 1, tzinfo=UTC)
    text = bill_of_materials(own, {demo: paths[1:]}, made)
    assert text == bill_of_materials(own, {demo: paths[1:]}, made)
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["purl"] == "pkg:pypi/plangen@1.0"
    (component,) = bill["components"]
    assert component["purl"] == "pkg:pypi/demo@1.0"
    assert component["licenses"] == [{"license": {"id": "MIT"}}]
    (reference,) = component["externalReferences"]
    assert reference["hashes"][0]["content"] == sha256(paths[1].read_bytes()).hexdigest()


def test_what_a_machine_needs_is_read_from_the_tags(tmp_path: Path) -> None:
    arm = wheels.MACHINES[2]
    old = wheel(tmp_path, "old", tag="cp311-cp311-manylinux_2_17_aarch64.manylinux2014_aarch64")
    new = wheel(tmp_path, "new", tag="cp311-abi3-manylinux_2_27_aarch64.manylinux_2_28_aarch64")
    pure = wheel(tmp_path, "pure")
    told = wheelhouse.needs(arm, [old, new, pure], {"old", "pure"})
    assert told.startswith("64 位（aarch64）的 Linux，glibc 2.17 以上（读写 PDF 要 2.27 以上）；")
    assert told.endswith("Python 3.11、3.12 或 3.13")
    assert "PDF" not in wheelhouse.needs(arm, [old, pure], {"old", "pure"})
    assert wheelhouse.needs(wheels.WINDOWS, [pure], {"pure"}).startswith("64 位的 Windows 10")


def test_beside_the_wheels_lies_what_is_in_them(tmp_path: Path) -> None:
    paths = [wheel(tmp_path, "demo"), wheel(tmp_path, "plangen")]
    wheelhouse.describe(paths, wheels.WINDOWS, {"demo"}, tmp_path)
    install = (tmp_path / "安装.txt").read_bytes().decode("utf-8-sig")
    assert 'py -m pip install --no-index --find-links . "plangen[web]"\r\n' in install
    sums = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert [line.partition("  ")[2] for line in sums] == [path.name for path in paths]
    assert "demo 1.0" in (tmp_path / "许可.txt").read_text("utf-8-sig")
    assert json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))["components"]
