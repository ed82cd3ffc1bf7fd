"""Lists of SHA-256 digests, as `sha256sum` writes them and `sha256sum -c` checks them."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def digest_of(content: bytes) -> str:
    """The digest of a file, 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def digest_list(digests: Mapping[str, str]) -> bytes:
    """The list of these digests, given by the name of the file, in their order."""
    lines = [f"{digest}  {name}\n" for name, digest in digests.items()]
    return "".join(lines).encode()


def listed_digests(data: bytes) -> dict[str, str]:
    """The digests that a list gives, by name; lines that are none are passed over."""
    digests = {}
    for line in data.decode("utf-8", "replace").splitlines():
        if match := _LINE.fullmatch(line):
            digests[match[2]] = match[1]
    return digests
