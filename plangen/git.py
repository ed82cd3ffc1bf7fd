"""Git by its own commands: files of a revision, the log of a file, the configuration."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from plangen.findings.finding import CannotGoOn

_TROUBLES: Final = (
    ("not a git repository", "这里不是 git 仓库；换到仓库的文件夹里，或先运行 git init"),
    (
        "dubious ownership",
        "仓库的文件属于别的用户，git 不肯打开；确认可信以后，"
        "运行 git config --global --add safe.directory 仓库的文件夹",
    ),
    ("must be run in a work tree", "这是没有工作文件夹的裸仓库（bare）；换到它的一份克隆里"),
)
"""Git's English messages, and the Chinese ones for the user."""
_LOG: Final = (
    *("--follow", "--raw", "-c", "-z", "--no-color", "--no-show-signature", "--encoding=UTF-8"),
    "--format=%x01%H%x00%h%x00%aI%x00%an%x00%s%x00",
)
_NO_COUNT: Final = 128
"""Exit codes from here on mean that git merge-file failed; lower ones count conflicts."""
_COLOUR: Final = {True: "always", False: "never"}
_RECORD: Final = re.compile(r"\x01(?=[0-9a-f]{40,64}\0)")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a file."""

    id: str
    short: str
    """The abbreviated hash, as people cite it."""
    date: str
    """When its author wrote it: 2022-03-07T09:00:00+08:00."""
    author: str
    subject: str
    source: str = ""
    """The file's path before it."""
    path: str = ""
    """The file's path in it."""
    before: tuple[str, ...] = ()
    """The blob of the file in each parent, where that has one; several for a merge."""
    after: str = ""
    """The blob of the file after it; empty where the commit deletes it."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree."""

    root: Path

    def place(self, path: Path) -> str:
        """A path from the root, with slashes; raises CannotGoOn for one outside the repository."""
        place = path.parent.resolve() / path.name
        try:
            return place.relative_to(self.root.resolve()).as_posix()
        except ValueError:
            raise CannotGoOn(f"{path} 不在仓库 {self.root} 里；核对文件名") from None

    def contents(self, names: Iterable[str]) -> list[bytes | None]:
        """The files of these git names, such as HEAD:a.yaml, in one call; None for no file."""
        return [data if kind == "blob" else None for kind, data in self._objects(names)]

    def holds(self, revision: str) -> bool:
        """Whether there is such a revision; the empty one is the index."""
        return not revision or self._objects([f"{revision}^{{tree}}"]) != [("", b"")]

    def files(self, pattern: str) -> list[str]:
        """The files that git tracks and that fit a pattern such as `**/2022.yaml`."""
        return _words(git(self.root, "ls-files", "-z", "--", f":(top,glob){pattern}"))

    def shallow(self) -> bool:
        """Whether this is a shallow clone, without the older commits."""
        return b"true" in git(self.root, "rev-parse", "--is-shallow-repository")

    def log(self, place: str) -> list[Commit]:
        """The commits that changed a file, through its renames, the newest first.

        Git would also follow a file into the one that it was copied from; here it begins then.
        """
        if not self.holds("HEAD"):
            return []
        out = git(self.root, "log", *_LOG, "--", f":(top,literal){place}")
        records = _RECORD.split(out.decode("utf-8", "replace"))[1:]
        changes = filter(None, map(_commit, records))
        return list(_without_copies(changes))

    def revisions(self) -> list[str]:
        """The hashes of all commits that HEAD comes from, the newest first."""
        return git(self.root, "rev-list", "HEAD").decode().split()

    def setting(self, key: str) -> str | None:
        """A value of the repository's own configuration; None where there is none."""
        done = _run(self.root, "config", "--local", "--get", key)
        return None if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")

    def configure(self, key: str, value: str | None) -> None:
        """Write a value of the repository's own configuration; None takes it away."""
        change = ("--unset-all", key) if value is None else ("--replace-all", key, value)
        git(self.root, "config", "--local", *change)

    def _objects(self, names: Iterable[str]) -> list[tuple[str, bytes]]:
        """The kind and the bytes of each; an empty kind for what is not there."""
        names = list(names)
        asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        answers = BytesIO(git(self.root, "cat-file", "--batch", data=asked))
        return [_answer(answers) for _ in names]


def repository_at(folder: Path) -> Repository:
    """The repository that a folder is in; raises CannotGoOn when it is in none."""
    out = git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
    return Repository(Path(out.rstrip("\n")))


def coloured(*, terminal: bool) -> bool:
    """Whether git would colour a difference that goes to a terminal or its pager, or elsewhere."""
    asked = _run(Path.cwd(), "config", "--get-colorbool", "color.diff", str(terminal).lower())
    return asked.stdout.strip() == b"true"


def text_difference(old: str, new: str, *, colour: bool) -> str:
    """Git's own difference of two files, from the first hunk on."""
    options = ("--no-index", "--no-ext-diff", "--no-textconv", f"--color={_COLOUR[colour]}")
    done = _run(Path.cwd(), "diff", *options, "--", old, new)
    output = done.stdout.decode("utf-8", "replace")
    head, mark, rest = output.partition("@@")
    return head.rpartition("\n")[2] + mark + rest if mark else output


def merged_lines(files: Sequence[Path], names: tuple[str, str], marker: int) -> tuple[bytes, bool]:
    """Git's own merge of base, ours and theirs by lines, and whether it is free of conflicts.

    `marker` is the length of the conflict markers. Raises CannotGoOn.
    """
    base, ours, theirs = map(str, files)
    labels = ("-L", names[0], "-L", "base", "-L", names[1], f"--marker-size={marker}")
    done = _run(Path.cwd(), "merge-file", "-p", *labels, ours, base, theirs)
    if done.returncode >= _NO_COUNT:
        raise _failed(Path.cwd(), "merge-file", done.stderr)
    return done.stdout, not done.returncode


def git(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
    """What a git command prints; raises CannotGoOn when it fails."""
    done = _run(folder, *arguments, data=data)
    if not done.returncode:
        return done.stdout
    raise _failed(folder, arguments[0], done.stderr)


def _failed(folder: Path, command: str, stderr: bytes) -> CannotGoOn:
    """Why a command failed, in Chinese where git's message is a known one."""
    message = stderr.decode("utf-8", "replace").strip()
    for english, chinese in _TROUBLES:
        if english in message:
            return CannotGoOn(f"{folder.resolve()}：{chinese}")
    return CannotGoOn(f"git {command} 没有成功，它说：{message.rpartition('fatal: ')[2]}")


def _run(folder: Path, *arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run git with its messages in English; raises CannotGoOn where there is no git or folder.

    The repository is the folder's own, not the one whose hook we may run in: git names that one to
    its hooks without saying where its files are.
    """
    environment = {**os.environ, "LC_ALL": "C"}
    if "GIT_WORK_TREE" not in environment:
        environment.pop("GIT_DIR", None)
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, input=data, capture_output=True, env=environment
        )
    except OSError as error:
        if not folder.is_dir():
            raise CannotGoOn(f"{folder}：没有这个文件夹；核对文件名") from error
        raise CannotGoOn("没有找到 git；装上 git（https://git-scm.com），重开终端再试") from error


def _answer(answers: BytesIO) -> tuple[str, bytes]:
    """The next answer of cat-file: `hash kind size` and the bytes, or that there is nothing."""
    head = answers.readline().decode("utf-8", "replace").rstrip("\n")
    if head.endswith((" missing", " ambiguous")):
        return "", b""
    _, kind, size = head.split(" ")
    data = answers.read(int(size))
    answers.read(1)
    return kind, data


def _words(out: bytes) -> list[str]:
    return out.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _commit(text: str) -> Commit | None:
    """One record of `Repository.log`: five fields, then how the file went, then its path.

    None for a merge that took the file as one side had it.
    """
    key, short, date, author, subject, *rest = text.split("\0")
    stripped = [word.strip("\n") for word in rest]
    raw, *paths = list(filter(None, stripped)) or [""]
    if not raw:
        return None
    parents = len(raw) - len(raw.lstrip(":"))
    *_, status = words = raw.split(" ")
    *before, after = (blob.strip("0") and blob for blob in words[parents + 1 : 2 * parents + 2])
    if status.startswith("C"):
        paths, before = paths[-1:], [""]
    return Commit(key, short, date, author, subject, paths[0], paths[-1], tuple(before), after)


def _without_copies(commits: Iterable[Commit]) -> Iterator[Commit]:
    """The commits of the file itself, without those of a file that it was copied from."""
    source = ""
    for commit in commits:
        if source and commit.path != source:
            return
        yield commit
        source = commit.source
