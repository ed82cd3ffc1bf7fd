"""Mail drafts (RFC 5322, MIME) that a mail program opens for sending; nothing is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b
from typing import Final

_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
}
_CHINA: Final = timezone(timedelta(hours=8))
_OPENS: Final = time(9)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; its suffix says what it is."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail as it stands before somebody sends it."""

    to: str
    """An address; empty where none is known."""
    subject: str
    text: str
    day: date
    """Which it is dated, at nine in the morning in China."""
    attachments: Sequence[Attachment]


def write_mail(draft: MailDraft) -> bytes:
    """The file; the same draft gives the same bytes."""
    message = EmailMessage(SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(datetime.combine(draft.day, _OPENS, _CHINA))
    if draft.to:
        message["To"] = draft.to
    message["Subject"] = draft.subject
    message.set_content(draft.text, charset="utf-8", cte="base64")
    for attached in draft.attachments:
        kind, _, form = _TYPES[attached.name.rpartition(".")[2]].partition("/")
        message.add_attachment(attached.data, kind, form, filename=attached.name)
    message.set_boundary(_boundary(draft))
    # Headers are not folded: where they would be differs between versions of Python.
    return message.as_bytes(policy=SMTP.clone(max_line_length=None))


def _boundary(draft: MailDraft) -> str:
    """A mark between the parts that stands in none of them: their base64 has no underscore."""
    digest = blake2b(f"{draft.to}\n{draft.subject}\n{draft.text}".encode(), digest_size=12)
    for attached in draft.attachments:
        digest.update(attached.name.encode())
        digest.update(attached.data)
    return f"plangen_{digest.hexdigest()}"
