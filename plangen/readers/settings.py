"""A workspace's plangen.toml → the bureau's own style."""

import re
import tomllib
from dataclasses import replace
from typing import Any

from plangen.finding import CannotGoOn
from plangen.gbt9704 import Style
from plangen.readers.decoding import decode
from plangen.readers.departures import Schema, resolve, schema

FILE = "plangen.toml"


def read_style(data: bytes, file: str) -> Style:
    """The style that [style] sets; raises CannotGoOn when the file says what it cannot mean."""
    text, findings = decode(data, file)
    if text is None:
        raise CannotGoOn(f"{file}：{findings[0].message}；{findings[0].hint}")
    try:
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        at = f"{file}:{place[1]}:{place[2]}" if place else file
        raise CannotGoOn(f'{at}：写法不对；照 键 = "文字" 写，等号和引号用英文的') from error
    for key in settings.keys() - {"style"}:
        raise CannotGoOn(f"{file}：没有“{key}”这一节；可以写 [style]")
    style = settings.get("style", {})
    if not isinstance(style, dict):
        raise CannotGoOn(f"{file}：[style] 是一节，单独占一行，各项写在它下面")
    known = schema()["$defs"]["style"]["properties"]
    for key, value in style.items():
        if key not in known:
            raise CannotGoOn(f"{file}：[style] 里没有“{key}”；可以写 {'、'.join(known)}")
        if not _fits(value, resolve(known[key])):
            raise CannotGoOn(f"{file}：[style] 的 {key} 不能是 {value!r}；{_says(known[key])}")
    return replace(Style(), **style)


def _fits(value: Any, part: Schema) -> bool:
    if part["type"] == "number":
        return isinstance(value, int | float) and part["minimum"] <= value <= part["maximum"]
    return isinstance(value, str) and bool(value) and value in part.get("enum", [value])


def _says(part: Schema) -> str:
    if "enum" in part:
        return f"可以写 {'、'.join(part['enum'])}"
    return f"应当是{part.get('x-says', '一段文字')}"
