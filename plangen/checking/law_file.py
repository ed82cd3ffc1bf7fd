"""A bureau's own file of laws: what keeps it from being one, said in Chinese."""

from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, Final

import yaml

from plangen.language.laws import Law

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DAYS: Final = ("from", "to")
_KEYS: Final = tuple(
    {"since": "from", "until": "to"}.get(field.name, field.name) for field in fields(Law)
)


@lru_cache(maxsize=8)
def fault_of(data: bytes) -> str:
    """The first fault of a bureau's file of laws, in Chinese; empty where there is none."""
    try:
        entries = yaml.load(data, Loader=_LOADER)  # noqa: S506 - it makes texts and lists alone
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return f"第 {mark.line + 1} 行不合 YAML 的写法" if mark else "不合 YAML 的写法"
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return "不是 UTF-8 编码的 YAML 文件"
    if not isinstance(entries, list) or not entries:
        return "里面应当是一个列表"
    faults = (_of_entry(number, entry) for number, entry in enumerate(entries, 1))
    return next(filter(None, faults), "")


def _of_entry(number: int, entry: Any) -> str:
    """The first fault of an entry, which counts from 1; empty where there is none."""
    where = f"第 {number} 项"
    if not isinstance(entry, dict):
        return f"{where}应当是几行“键: 内容”"
    if unknown := [key for key in entry if key not in _KEYS]:
        return f"{where}的“{unknown[0]}”不认识，可以写 {'、'.join(_KEYS)}"
    for key in ("title", "kind"):
        if not entry.get(key):
            return f"{where}缺少 {key}"
    for key, value in entry.items():
        if not _fits(key, value):
            return f"{where}的 {key} 应当是{_WANTED.get(key, '一段文字')}"
    return ""


_WANTED: Final = {
    "from": "2020-01-01 这样的日期",
    "to": "2020-01-01 这样的日期",
    "also": "一个列表",
}


def _fits(key: str, value: Any) -> bool:
    if key == "also":
        return isinstance(value, list) and {*map(type, value)} <= {str}
    return isinstance(value, str) and (key not in _DAYS or _is_day(value))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
