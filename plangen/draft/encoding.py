"""A draft's text as bytes, with the byte order mark and the line ends of the file it came from."""

import codecs


def as_saved(text: str, old: bytes) -> bytes:
    """A text in UTF-8, its line ends and byte order mark as in the old bytes."""
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    end = "\r\n" if b"\r\n" in old else "\n"
    return mark + text.replace("\n", end).encode()
