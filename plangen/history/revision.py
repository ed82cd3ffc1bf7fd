"""A plan as a word of the command line names it: a file, or `HEAD~3:plans/2022.yaml`."""

import posixpath
import re
from pathlib import Path

from plangen.findings.finding import CannotGoOn
from plangen.git import Repository, repository_at
from plangen.nearest import did_you_mean
from plangen.readers.plan_file import PlanFile, read
from plangen.readers.register.file import Beside
from plangen.workspace import Workspace, read_plan

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def plan_at(word: str) -> PlanFile:
    """The plan in a file, or, where there is no such file, at `REV:path` as git writes it.

    The path is from the repository's root, or from here where it begins with `./`; the empty
    revision is the index. A register's file is the same revision's; the settings are those of
    the working tree. Raises CannotGoOn when git knows no such version.
    """
    revision, colon, path = word.partition(":")
    if not colon or _DRIVE.match(word) or _exists(word):
        return read_plan(Path(word))
    repository = repository_at(Path.cwd())
    path = path.replace("\\", "/")
    local = posixpath.normpath(posixpath.join(repository.place(Path.cwd()), path))
    place = posixpath.normpath(path)
    if path.startswith(("./", "../")):
        place = local
    data = None
    if not place.startswith("../"):
        (data,) = repository.contents([f"{revision}:{place}"])
    if data is None:
        raise CannotGoOn(f"{word}：{_missing(repository, revision, place, local)}")
    return plan_of(repository, revision, place, data, word)


def _exists(word: str) -> bool:
    """Whether there is such a file; not where the system rejects the very name."""
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def committed(path: Path) -> PlanFile:
    """A plan file as it was last committed; raises CannotGoOn when it never was."""
    repository = repository_at(path.parent)
    place = repository.place(path)
    (data,) = repository.contents([f"HEAD:{place}"])
    if data is None:
        raise CannotGoOn(
            f"{path} 还没有提交过，没有可比的；先 git add 和 git commit，或写出两份方案"
        )
    return plan_of(repository, "HEAD", place, data, f"HEAD:{place}")


def plan_of(repository: Repository, revision: str, place: str, data: bytes, name: str) -> PlanFile:
    """The plan that these bytes of a revision are; its register's file is of that revision too."""
    settings = Workspace.of(repository.root / place).settings
    return read(data, name, settings, _beside(repository, revision, place))


def _beside(repository: Repository, revision: str, place: str) -> Beside:
    def fetch(name: str) -> bytes | tuple[str, str]:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(place), name))
        (data,) = repository.contents([f"{revision}:{wanted}"])
        if data is not None:
            return data
        return f"{revision or '暂存区'} 里没有 {wanted}", "名册要和方案一起提交"

    return fetch


def _missing(repository: Repository, revision: str, place: str, local: str) -> str:
    """Why git has no such version, and what to do."""
    if place.startswith("../"):
        return "路径出了仓库；从仓库的根写起"
    if not repository.holds(revision):
        hint = "用 git log --oneline 查有哪些"
        if repository.shallow():
            hint = "仓库只取了最近的提交，先运行 git fetch --unshallow"
        return f"没有“{revision}”这个版本；{hint}"
    if repository.contents([f"{revision}:{local}"]) != [None]:
        return f"路径从仓库的根算起；{did_you_mean(f'{revision}:{local}')}"
    return "这个版本里没有这个文件；用 git log --follow 查它那时叫什么"
