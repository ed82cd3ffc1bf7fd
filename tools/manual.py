"""Writes the manual's tables of keys from the schema, between its two markers."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "手册.md"
_BEGIN, _END = "<!-- 键：由 tools/manual.py 从方案格式写出 -->", "<!-- 键完 -->"
Schema = dict[str, Any]


def main() -> None:
    """Write the manual anew, or with --check say by exit code 1 that it is not as it would be."""
    old = MANUAL.read_text("utf-8")
    new = renewed(old)
    if "--check" in sys.argv:
        sys.exit(new != old)
    MANUAL.write_text(new, "utf-8")


def renewed(manual: str) -> str:
    """The manual with the tables as the schema has them."""
    schema = json.loads((ROOT / "schema" / "plan.schema.json").read_text("utf-8"))
    before, _, rest = manual.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    defs = schema["$defs"]
    whole = {**defs["plan"], "title": "方案", "description": "最外层的键，顶格写。"}
    tables = "\n".join(_tables(whole, defs, set()))
    return f"{before}{_BEGIN}\n\n{tables}\n{_END}{after}"


def _tables(part: Schema, defs: Schema, seen: set[str]) -> Iterator[str]:
    """One table an object, followed by those of the objects in it."""
    seen.add(part["title"])
    properties = {key: _resolved(value, defs) for key, value in part.get("properties", {}).items()}
    yield f"### {part['title']}\n\n{part['description']}\n"
    if not properties:
        return
    yield "| 键 | 名称 | 说明 | 例 |\n|---|---|---|---|"
    for key, value in properties.items():
        mark = "（必写）" if key in part.get("required", ()) else ""
        row = (f"`{key}`{mark}", value["title"], _says(value), f"`{_shown(key, value)}`")
        yield f"| {' | '.join(row)} |"
    yield ""
    for value in properties.values():
        inner = value
        while "items" in inner:
            inner = _resolved(inner["items"], defs)
        if "object" in inner["type"] and inner["title"] not in seen:
            yield from _tables(inner, defs, seen)


def _resolved(part: Schema, defs: Schema) -> Schema:
    if "$ref" not in part:
        return part
    return {**_resolved(defs[part["$ref"].removeprefix("#/$defs/")], defs), **part}


def _says(part: Schema) -> str:
    """What a key means, with the words it is limited to."""
    words = zip(part.get("enum", ()), part.get("x-enum-descriptions", ()), strict=True)
    listed = "；".join(f"`{word}` {means}" if word != means else word for word, means in words)
    says: str = part["description"]
    return f"{says}可写：{listed}。" if listed else says


class _Dumper(yaml.SafeDumper):
    """Writes a date as plans do, without quotes."""


_Dumper.yaml_implicit_resolvers = {
    first: [entry for entry in entries if not entry[0].endswith(":timestamp")]
    for first, entries in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _shown(key: str, part: Schema) -> str:
    """The schema's example as a line of a plan."""
    line = yaml.dump(
        {key: part["examples"][0]},
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=True,
        sort_keys=False,
        width=10_000,
    )
    return line.strip()[1:-1]


if __name__ == "__main__":
    main()
