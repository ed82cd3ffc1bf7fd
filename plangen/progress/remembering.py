"""What a word for a state means, written into the bureau's settings so that nobody asks again."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from plangen.files import bytes_of, save
from plangen.findings.finding import CannotGoOn
from plangen.progress.reported_state import ReportedState, plain_word, state_of
from plangen.readers.decoding import MAX_BYTES, decode
from plangen.readers.settings import FILE, PROJECT_FILE
from plangen.workspace import Workspace

_SECTION = "collect.words"


def explained(words: Iterable[str]) -> dict[str, ReportedState]:
    """Words and what they mean, from texts such as 基本完成=进行中. Raises CannotGoOn."""
    states = {}
    for said in words:
        word, mark, state = said.rpartition("=")
        if not mark or not plain_word(word) or state not in list(ReportedState):
            choices = "、".join(ReportedState)
            raise CannotGoOn(f"--word {said}：写作 说法=状态，状态只能是 {choices}")
        known = state_of(word, {})
        if known is not None and known != state:
            raise CannotGoOn(f"--word {said}：“{word}”就是“{known}”的意思，不用另写")
        states[word] = ReportedState(state)
    return states


def own_words_of(workspace: Workspace) -> dict[str, ReportedState]:
    """The words that the settings explain, as they are looked up."""
    words = {}
    for word, state in workspace.settings.state_words.items():
        words[plain_word(word)] = ReportedState(state)
    return words


def remember(workspace: Workspace, words: Mapping[str, ReportedState]) -> dict[str, ReportedState]:
    """Write words into the workspace's settings, the rest of them as it is; as they are looked up.

    Raises CannotGoOn where the settings cannot be written.
    """
    path, section = settings_file(workspace, _SECTION)
    text = settings_text(path)
    known = own_words_of(workspace)
    lines = []
    for word, state in words.items():
        meant = known.get(plain_word(word))
        if meant is None:
            lines.append(f'{json.dumps(plain_word(word), ensure_ascii=False)} = "{state}"\n')
        elif meant != state:
            said = f"{path}：“{word}”已经写作“{meant}”；要改，改 [{section}] 里的这一行"
            raise CannotGoOn(said)
    if lines:
        new = _with_lines(text, section, "".join(lines))
        try:
            tomllib.loads(new)
        except tomllib.TOMLDecodeError as error:
            told = "".join(lines).strip()
            raise CannotGoOn(f"{path}：[{section}] 写不进去；请自己写上 {told}") from error
        save(path, new.encode())
    return {plain_word(word): state for word, state in words.items()}


def settings_file(workspace: Workspace, section: str) -> tuple[Path, str]:
    """The settings' file in force, or the one to be made, and what a section is called in it."""
    for folder in workspace.folders:
        if (folder / FILE).is_file():
            return folder / FILE, section
        project = folder / PROJECT_FILE
        if project.is_file() and "plangen" in tomllib.loads(settings_text(project)).get("tool", {}):
            return project, f"tool.plangen.{section}"
    return workspace.plans.parent / FILE, section


def settings_text(path: Path) -> str:
    """The text of a settings' file; empty where there is none. Raises CannotGoOn."""
    if not path.exists():
        return ""
    data = bytes_of(path, MAX_BYTES, "设置文件；删去它或改正")
    text = decode(data, str(path))[0] if isinstance(data, bytes) else None
    if text is None:
        raise CannotGoOn(f"读不了 {path}；检查它")
    return text


def _with_lines(text: str, section: str, lines: str) -> str:
    """A TOML text with more lines at the beginning of a section, which is made if need be."""
    head = f"[{section}]"
    before, mark, after = f"\n{text}".partition(f"\n{head}")
    if mark:
        rest, _, below = after.partition("\n")
        return f"{before}{mark}{rest}\n{lines}{below}"[1:]
    end = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{end}{head}\n{lines}"
