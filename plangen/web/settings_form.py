"""A section of plangen.toml written from a form; comments and all else of the file stay."""

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.progress.remembering import settings_file, settings_text
from plangen.readers.settings import read_settings
from plangen.web.visit import RefusedField
from plangen.workspace import Workspace


def write_settings(workspace: Workspace, section: str, fields: Mapping[str, str]) -> None:
    """Write the fields of a form; an empty one is taken away, figures are written as such.

    Raises CannotGoOn, and writes nothing, where the settings would not be read any more.
    """
    path, name = settings_file(workspace, section)
    try:
        document = tomlkit.parse(settings_text(path))
        table: Any = document
        for part in name.split("."):
            if part not in table:
                table[part] = tomlkit.table()
            table = table[part]
        for key, value in fields.items():
            if value:
                table[key] = int(value) if key == "days" and value.isdecimal() else value
            else:
                table.pop(key, None)
            _refuse_unread(document, path.name, key)
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, AttributeError) as fault:
        raise CannotGoOn(f"{path.name} 的 [{name}] 写不进去；请打开它自己写上") from fault
    save(path, tomlkit.dumps(document).encode())


def _refuse_unread(document: tomlkit.TOMLDocument, file: str, key: str) -> None:
    """Raise RefusedField for a key after which the settings would not be read any more."""
    text = tomlkit.dumps(document)
    tomllib.loads(text)
    try:
        read_settings(text.encode(), file)
    except CannotGoOn as fault:
        raise RefusedField(key, str(fault)) from fault
