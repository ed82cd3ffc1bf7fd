"""The program's own templates, compiled once, as Python compiles modules."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2 import BytecodeCache
from jinja2 import __version__ as jinja2_version
from jinja2.bccache import Bucket


class TemplateBytecode(BytecodeCache):
    """Keeps what templates are compiled to: in the process, and for one folder on the disk.

    It holds for the text of a template, of `compilers`, the modules that have a say in compiling
    it, and for one version of Python and Jinja2. What is compiled of other folders, such as a
    workspace's, and where the `__pycache__` of that one cannot be written, ends with the process.
    """

    def __init__(self, folder: Path, compilers: Iterable[str]) -> None:
        self._folder = folder
        self._compilers = sha256(jinja2_version.encode())
        for path in compilers:
            self._compilers.update(Path(path).read_bytes())

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file that keeps a template's bytecode; for one of another folder, the template's."""
        path = Path(filename or name).resolve()
        if path.parent != self._folder or sys.pycache_prefix:
            return str(path)
        kept = f"{name}.{sys.implementation.cache_tag}.pyc"
        return str(self._folder / "__pycache__" / kept)

    def get_source_checksum(self, source: str) -> str:
        """What tells one template, compiled in one way, from any other."""
        digest = self._compilers.copy()
        digest.update(source.encode())
        return digest.hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where bytecode is kept that is whole and still holds."""
        bucket.code = _compiled.get((bucket.key, bucket.checksum))
        if bucket.code is not None or not _is_kept(bucket.key):
            return
        with suppress(OSError):
            data = Path(bucket.key).read_bytes()
            if _digest(data[_DIGEST:]) == data[:_DIGEST]:
                bucket.bytecode_from_string(data[_DIGEST:])
                self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds, where Python keeps bytecode too; a file is whole or none."""
        self._remember(bucket)
        if not _is_kept(bucket.key) or sys.dont_write_bytecode:
            return
        path = Path(bucket.key)
        temporary = path.with_name(f".{os.getpid()}.{path.name}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            data = bucket.bytecode_to_string()
            temporary.write_bytes(_digest(data) + data)
            temporary.replace(path)
        with suppress(OSError):
            temporary.unlink()

    def _remember(self, bucket: Bucket) -> None:
        """Have it at hand in this process."""
        if bucket.code is not None:
            if len(_compiled) >= _MOST:
                _compiled.clear()
            _compiled[bucket.key, bucket.checksum] = bucket.code


_compiled: dict[tuple[str, str], CodeType] = {}
"""What templates have been compiled to in this process, by their place and text."""
_MOST: Final = 64
"""Templates kept in a process."""


def _is_kept(key: str) -> bool:
    return key.endswith(".pyc")


_DIGEST: Final = 32
"""Bytes of a digest, which stands before what it is of."""


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()
