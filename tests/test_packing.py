"""`plangen pack` and `unpack`: a workspace in one file, restored whole or not at all."""

import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from support.program import ROOT, run


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with what belongs in a pack and what does not."""
    folder = tmp_path / "工作 文件夹"
    files = {
        "plans/2022.yaml": (ROOT / "plans/2022.yaml").read_bytes(),
        "progress/2022/台账.csv": "版本\n".encode(),
        "plangen.toml": b"soon = 5\n",
        ".gitignore": b"build/\n",
        ".git/config": b"x",
        "build/2022/x.docx": b"x",
        "~$锁.docx": b"x",
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_round_trip(office: Path) -> None:
    assert run("pack", office) == (0, f"已生成 {office}.zip（4 个文件）\n", "")
    assert run("unpack", f"{office}.zip", "新") == (0, "已恢复 新（4 个文件）\n", "")
    restored = contents(Path("新"))
    assert sorted(restored) == [
        ".gitignore",
        "plangen.toml",
        "plans/2022.yaml",
        "progress/2022/台账.csv",
    ]
    assert restored.items() <= contents(office).items()
    assert run("unpack", f"{office}.zip", "新").out == "已恢复 新（0 个文件，4 个原来就有）\n"


def test_the_same_files_make_the_same_bytes(office: Path) -> None:
    run("pack", office, "-o", "a.zip")
    for path in office.rglob("*"):
        os.utime(path, (1, 1))
    run("pack", office, "-o", "b.zip")
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()


def test_a_pack_inside_its_own_folder_does_not_hold_itself(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    run("pack", "-o", "备份.zip")
    assert "（4 个文件）" in run("pack", "-o", "备份.zip", "--overwrite").out
    assert run("pack", "-o", "备份.zip").code == 2


def test_nothing_is_overwritten(office: Path) -> None:
    run("pack", office)
    Path("新/plans").mkdir(parents=True)
    Path("新/plans/2022.yaml").write_text("别的", "utf-8")
    code, _, err = run("unpack", f"{office}.zip", "新")
    assert code == 2
    assert "已经有了，内容不一样" in err
    assert contents(Path("新")) == {"plans/2022.yaml": "别的".encode()}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "C:/x", "..\\x", " "])
def test_no_file_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    source = tmp_path / "包.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr("校验码.sha256", f"{sha256(b'x').hexdigest()}  {name}\n")
    code, _, err = run("unpack", source, tmp_path / "新")
    assert code == 2
    assert "文件夹外面" in err
    assert not (tmp_path / "新").exists()


def test_damage_is_told(office: Path) -> None:
    run("pack", office)
    whole = Path(f"{office}.zip").read_bytes()
    for cut in (0, 10, len(whole) // 2, len(whole) - 3):
        Path("坏.zip").write_bytes(whole[:cut])
        code, out, err = run("unpack", "坏.zip", "新")
        assert (code, out) == (2, "")
        assert "错误" in err
    with zipfile.ZipFile("改.zip", "w") as changed, zipfile.ZipFile(f"{office}.zip") as pack:
        for name in pack.namelist():
            changed.writestr(name, pack.read(name) + (b" " if name == "plangen.toml" else b""))
    assert "和校验码对不上" in run("unpack", "改.zip", "新").err
    with zipfile.ZipFile("少.zip", "w") as fewer, zipfile.ZipFile(f"{office}.zip") as pack:
        for name in pack.namelist():
            if name != "plangen.toml":
                fewer.writestr(name, pack.read(name))
    assert "少了“plangen.toml”" in run("unpack", "少.zip", "新").err
    assert "不是 plangen pack 打的包" in run("unpack", _plain_zip(), "新").err
    assert not Path("新").exists()


def _plain_zip() -> Path:
    path = Path("别的.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    return path


def test_an_empty_folder_has_nothing_to_pack(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "没有什么可打包的" in run("pack", tmp_path / "空").err
    assert "没有" in run("pack", tmp_path / "无").err
