"""The git configuration that makes git show and merge plans and ledgers, and its removal."""

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangen.files import read_bytes, save
from plangen.findings.finding import CannotGoOn
from plangen.git import Repository, repository_at

ATTRIBUTES: Final = """\
# >>> plangen >>> 由 plangen git-setup 写入；plangen git-setup --remove 撤去
plans/*.yaml diff=plangen merge=plangen
plans/*.yml diff=plangen merge=plangen
*.docx diff=plangen-docx
*.xlsx diff=plangen-xlsx
progress/*/*.csv diff=plangen-ledger merge=plangen
# <<< plangen <<<"""
_MERGE: Final = "git-merge --marker-size %L %O %A %B %P %S %X %Y"
_BLOCK: Final = re.compile(
    rb"(\A|\r?\n)# >>> plangen >>>.*?\n# <<< plangen <<<[^\r\n]*(\r?\n|\Z)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Setup:
    """The pending changes of one repository, for the plans of one workspace."""

    repository: Repository
    attributes: Path
    """The workspace's .gitattributes."""
    before: bytes
    """What that file holds now; nothing where there is none."""
    after: bytes
    settings: tuple[tuple[str, str | None], ...]
    """Keys of the repository's configuration and their new values; None takes one away."""

    def __bool__(self) -> bool:
        """Whether anything has to change."""
        return self.before != self.after or bool(self.settings)

    def make(self) -> None:
        """Make the changes; raises CannotGoOn."""
        if self.before != self.after:
            if self.after:
                save(self.attributes, self.after)
            else:
                self.attributes.unlink()
        for key, value in self.settings:
            self.repository.configure(key, value)


def setup(folder: Path, *, remove: bool) -> Setup:
    """What to change for the plans of the workspace that a folder is; raises CannotGoOn.

    Patterns in .gitattributes count from its own folder, so the file is the workspace's, wherever
    in the repository that is.
    """
    repository = repository_at(folder)
    attributes = _workspace(folder, repository) / ".gitattributes"
    if not remove and not attributes.with_name("plans").is_dir():
        raise CannotGoOn(f"{folder} 里没有 plans 文件夹；到放着 plans 文件夹的地方再运行")
    if attributes.is_symlink():
        raise CannotGoOn(f"{attributes} 是一个链接；git 不跟着它走，写了也没有用。移开它再运行")
    before = b""
    if attributes.exists():
        before = read_bytes(attributes, "git 的属性文件")
    wanted: dict[str, str | None] = {**_settings()}
    if remove:
        wanted = dict.fromkeys(wanted)
    changes = [(key, new) for key, new in wanted.items() if repository.setting(key) != new]
    return Setup(repository, attributes, before, _changed(before, remove), tuple(changes))


def _workspace(folder: Path, repository: Repository) -> Path:
    """The folder itself, or the one above where it is the folder `plans` of that."""
    if folder.name != "plans" or folder == repository.root or (folder / "plans").exists():
        return folder
    return folder.parent


def _settings() -> dict[str, str]:
    """Every setting; `command` makes a comparison, `textconv` a text that git compares by line.

    Git runs `command` for `git diff` alone; `git log -p` and `git show` go by `textconv`.
    """
    run = _this_program()
    return {
        "diff.plangen.command": f"{run} git-diff",
        "diff.plangen.textconv": f"{run} git-text",
        "diff.plangen.xfuncname": "^[^ ].*$",
        "diff.plangen-docx.textconv": f"{run} git-text",
        "diff.plangen-xlsx.textconv": f"{run} git-text",
        "diff.plangen-ledger.textconv": f"{run} git-text",
        "diff.plangen-ledger.xfuncname": "^[^ ].*$",
        "diff.plangen-docx.xfuncname": "^#+ .*$",
        "merge.plangen.name": "工作方案、台账：按条目合并",
        "merge.plangen.driver": f"{run.replace('%', '%%')} {_MERGE}",
    }


def _this_program() -> str:
    """How git's shell starts this very program: from an editor or a desktop as well.

    The interpreter by its whole path needs no active environment and nothing on PATH; git's shell
    on Windows takes slashes. With -P no module of the repository is taken for one of ours.
    """
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m plangen"


def _changed(data: bytes, remove: bool) -> bytes:
    """The file with our lines as they should be, or without them; all others byte for byte.

    It ends with a line break exactly when it did so before: that is how it is put back.
    """
    if remove:
        return _BLOCK.sub(lambda block: block[1] if block[2] else b"", data)
    end = b"\r\n" if b"\r\n" in data else b"\n"
    lines = ATTRIBUTES.encode().replace(b"\n", end)
    if _BLOCK.search(data):
        return _BLOCK.sub(lambda block: block[1] + lines + block[2], data)
    if data and not data.endswith(b"\n"):
        return data + end + lines
    return data + lines + end
