"""A workspace as one ZIP with the digest of every file, and back: for offices without git."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from plangen.digests import digest_list, digest_of, listed_digests
from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn

DIGESTS: Final = "校验码.sha256"
"""The list of digests inside, in the form that `sha256sum -c` reads."""
_LEFT_OUT: Final = ("build", "site", "__pycache__")
"""Folders that can be made again; what begins with a full stop is left out as well."""
_SETTINGS: Final = (".gitignore", ".gitattributes", ".vscode")
_MOST: Final = 1 << 30
"""Bytes unpacked; a workspace with 80,000 returned lists has some 800 MB."""
_DATED: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the same files make the same archive."""


def packed_files(folder: Path) -> Iterator[Path]:
    """The files of a workspace that a pack holds, sorted; no links are followed."""
    for path in sorted(folder.iterdir()):
        is_hidden = path.name.startswith(".") and path.name not in _SETTINGS
        if is_hidden or path.name.startswith("~$") or path.is_symlink():
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and path.name not in _LEFT_OUT:
            yield from packed_files(path)


def pack(folder: Path, target: Path) -> int:
    """Write all files of a workspace into a ZIP; how many they are. Raises CannotGoOn."""
    data = BytesIO()
    digests = {}
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for path in packed_files(folder):
            if path.resolve() == target.resolve():
                continue
            content = read_bytes(path, "工作文件夹里的文件")
            name = path.relative_to(folder).as_posix()
            digests[name] = digest_of(content)
            archive.writestr(_entry(name), content)
        archive.writestr(_entry(DIGESTS), digest_list(digests))
    if not digests:
        raise CannotGoOn(f"{folder} 里没有文件，没有什么可打包的；写出工作文件夹")
    save(target, data.getvalue())
    return len(digests)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATED)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def unpack(source: Path, folder: Path) -> tuple[int, int]:
    """Restore a workspace from its ZIP; how many files were written, and how many were there.

    Everything is checked before anything is written: digests, names that lead out of the folder,
    files of the folder that say something else. Raises CannotGoOn.
    """
    contents = _contents(source)
    places = {folder / name: content for name, content in contents.items()}
    same = {place for place, content in places.items() if _is_there(place, content)}
    others = [str(place) for place in places if place not in same and place.exists()]
    if others:
        raise CannotGoOn(
            f"{'、'.join(others[:5])}{f' 等 {len(others)} 个文件' if len(others) > 5 else ''}"
            " 已经有了，内容不一样，没有恢复；换一个空文件夹"
        )
    for place, content in places.items():
        if place not in same:
            save(place, content)
    return len(places) - len(same), len(same)


def _is_there(place: Path, content: bytes) -> bool:
    return place.is_file() and read_bytes(place, "工作文件夹里的文件") == content


def _contents(source: Path) -> dict[str, bytes]:
    """What a pack holds, by name, each as its digest says."""
    try:
        with ZipFile(BytesIO(read_bytes(source, "打包的工作文件夹"))) as archive:
            names = archive.namelist()
            if DIGESTS not in names:
                raise CannotGoOn(f"{source} 不是 plangen pack 打的包；写出那个 ZIP 文件")
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                raise CannotGoOn(f"{source} 解开来超过 1 GB，没有解；确认选对了文件")
            listed = listed_digests(archive.read(DIGESTS))
            contents = {name: archive.read(name) for name in names if name != DIGESTS}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise CannotGoOn(f"{source} 不是完好的 ZIP：文件坏了，或者没有传完；重新拷一份") from fault
    for name, content in contents.items():
        if not _stays_inside(name):
            raise CannotGoOn(f"{source} 里的“{name}”会写到文件夹外面，没有解；不要用这个文件")
        if listed.get(name) != digest_of(content):
            raise CannotGoOn(f"{source} 里的“{name}”和校验码对不上，没有解；重新拷一份")
    missing = listed.keys() - contents.keys()
    if missing:
        raise CannotGoOn(f"{source} 里少了“{min(missing)}”，没有解；重新拷一份")
    return contents


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    is_odd = "\\" in name or ":" in name or not name.strip(" .")
    return not (is_odd or path.is_absolute() or ".." in path.parts)
