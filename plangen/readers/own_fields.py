"""自定栏目 that hold for all plans of a workspace: [[fields]] of its settings."""

from collections.abc import Iterator
from typing import Any, Final

from plangen.findings.finding import CannotGoOn
from plangen.plan import Field
from plangen.scalar import Text

_KEYS: Final = ("name", "type", "choices")
_TYPES: Final = ("text", "number", "date")
_EXAMPLE: Final = '写作 [[fields]]，下面 name = "任务来源"'


def own_fields(entries: Any, file: str) -> Iterator[Field]:
    """Yield the columns; raises CannotGoOn for what cannot be one."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CannotGoOn(f"{file}：fields 是一个个栏目；{_EXAMPLE}")
    for entry in entries:
        for key in entry:
            if key not in _KEYS:
                known = "、".join(_KEYS)
                raise CannotGoOn(f"{file}：[[fields]] 里没有“{key}”；可以写 {known}")
        yield _field(entry, file)


def _field(entry: dict[str, Any], file: str) -> Field:
    name, kind, choices = entry.get("name"), entry.get("type", "text"), entry.get("choices", [])
    if not isinstance(name, str) or not name.strip():
        raise CannotGoOn(f"{file}：[[fields]] 缺少栏目的名称 name；{_EXAMPLE}")
    if kind not in _TYPES:
        known = "、".join(_TYPES)
        raise CannotGoOn(f"{file}：[[fields]] 的 type 不能是 {kind!r}；可以写 {known}")
    if not isinstance(choices, list) or not all(isinstance(word, str) for word in choices):
        raise CannotGoOn(f"{file}：[[fields]] 的 choices 应当是一列文字")
    return Field(Text(name), kind, tuple(map(Text, choices)))
