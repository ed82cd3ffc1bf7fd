"""Jinja2 for templates that are not trusted: bounded in time, memory and output, and in files."""

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

from plangen.findings.finding import CannotGoOn

STEPS: Final = 10_000_000
"""Rounds of loops, calls, and characters in tens: a plan of ten thousand items takes a tenth."""
_CALL: Final = 25
"""Steps that a call, or another template, counts for."""
_LONGEST: Final = 10_000_000
"""Characters or entries of one value."""
_GREATEST: Final = 100_000
"""The greatest whole number that a filter or a product takes."""
_MOST_BYTES: Final = 1024 * 1024
"""Of a template's file."""
_FILTERS: Final = (
    *("abs", "attr", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape"),
    *("first", "float", "forceescape", "groupby", "int", "items", "join", "last", "length", "list"),
    *("lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "safe", "select"),
    *("selectattr", "slice", "sort", "string", "striptags", "title", "trim", "truncate", "unique"),
    *("upper", "wordcount"),
)
"""Those of Jinja2 that make nothing much longer than what they are given."""
_TEXT_METHODS: Final = {
    *("capitalize", "count", "endswith", "find", "index", "isalpha", "isascii", "isdigit"),
    *("isspace", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "rfind"),
    *("rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "title"),
    "upper",
}
"""Those that make no text longer."""
_SIZED: Final = (str, list, tuple, dict, set, range)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one rendering: nothing it is given changes, and its steps are counted."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self, folders: Iterable[Path], **options: Any) -> None:
        super().__init__(
            autoescape=True,
            finalize=self._printed,
            loader=_Templates(folders),
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=StrictUndefined,
            **options,
        )
        self._left = STEPS
        self.filters = {name: self._bounded(FILTERS[name]) for name in _FILTERS}
        self.filters |= {"replace": _replaced, _COUNTED: self._counted, _CHECKED: self._checked}
        del self.globals["lipsum"]

    def add_filters(self, filters: Mapping[str, Any]) -> None:
        """Add filters of the program's own."""
        self.filters |= filters

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        self._charge(_CALL)
        return self._checked(super().call(*args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute what may grow beyond all bounds, where it does not."""
        if operator in ("*", "**"):
            _refuse_greater(left, right)
        if operator == "*":
            sizes = [len(side) for side in (left, right) if isinstance(side, _SIZED)]
            self._charge(sum(sizes) * max(_whole(left), _whole(right), 1) // 10)
        if operator == "**" and max(abs(left), abs(right)) > 1000:
            raise SecurityError("乘方太大")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("不能用 % 排文字")
        return self._checked(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> None:
        """Let format be judged as the other methods of a text: one width fills the memory."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of the methods of a text those that do not make it longer."""
        if isinstance(obj, str) and attr not in _TEXT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Have every round of a loop counted, and every text that is joined with ~ measured."""
        template = super()._parse(source, name, filename)
        for loop in template.find_all(nodes.For):
            loop.iter = _filtered(loop.iter, _COUNTED)
        for join in list(template.find_all(nodes.Concat)):
            join.nodes = [_filtered(node, _CHECKED) for node in join.nodes]
        return template

    def _load_template(self, *args: Any) -> Any:
        self._charge(_CALL)
        return super()._load_template(*args)

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._charge(1)
            yield value

    def _printed(self, value: Any) -> Any:
        """Every value that a template prints."""
        if isinstance(value, str):
            self._charge(len(value) // 10 + 1)
            if _SURROGATE.search(value):
                raise SecurityError("半个字符的编码，印不出来")
        return value

    def _checked(self, value: Any) -> Any:
        if isinstance(value, _SIZED):
            self._charge(len(value) // 10)
            if len(value) > _LONGEST:
                raise SecurityError("一项内容太长")
        return value

    def _bounded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            _refuse_greater(*args, *kwargs.values())
            self._charge(sum(len(value) for value in args if isinstance(value, _SIZED)))
            return self._checked(function(*args, **kwargs))

        return bounded

    def _charge(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise SecurityError("循环太多，或写出的太长")


_COUNTED, _CHECKED = "_counted", "_checked"


def _filtered(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _replaced(text: str, old: str, new: str) -> Any:
    if len(text) + text.count(old) * len(new) > _LONGEST:
        raise SecurityError("一项内容太长")
    return text.replace(old, new)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _refuse_greater(*values: Any) -> None:
    if any(abs(_whole(value)) > _GREATEST for value in values):
        raise SecurityError(f"整数不能大于 {_GREATEST}")


class _Templates(BaseLoader):
    """Reads templates from folders, the first that has one, and from nowhere else."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """The text of a template; raises CannotGoOn for a file that is none."""
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)*", template):
            raise TemplateNotFound(template)
        for folder in self._folders:
            path = folder / template
            if path.is_symlink() or path.exists():
                return _text(path, folder), str(path), None
        raise TemplateNotFound(template)


def _text(path: Path, folder: Path) -> str:
    if not path.resolve().is_relative_to(folder.parent.resolve()):
        raise CannotGoOn(f"模板 {path} 是一个链接，指到工作文件夹外面；把文件拷进来")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            raise CannotGoOn(f"模板 {path} 不是模板文件；移开它")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotGoOn(f"模板 {path} 的编码不是 UTF-8；另存为，编码选 UTF-8") from error
    except OSError as error:
        raise CannotGoOn(f"模板 {path} 读不了：{error.strerror or error}") from error
