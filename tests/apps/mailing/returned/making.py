"""Messages that come back, in the forms that mail servers give them; all of them are ours."""

from email.message import EmailMessage
from zlib import crc32

TO = "reader@there.example"
MESSAGE_ID = "<e1.0123456789abcdef@news.example>"


def original(**more: str) -> str:
    """The header of an edition, and a body that speaks of codes."""
    fields = {
        "From": "desk@news.example",
        "To": TO,
        "Message-ID": MESSAGE_ID,
        "Subject": "550 5.1.1 explained",
        **more,
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{head}\nWhat “550 5.1.1 user unknown” means: a column.\n"


def multipart(kind: str, *parts: tuple[str, str], **headers: str) -> bytes:
    """RFC 6522, written out."""
    fields = {
        "From": "MAILER-DAEMON@mx.there.example",
        "To": "desk@news.example",
        "Message-ID": f"<{crc32(repr(parts).encode()):x}@mx.there.example>",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/report; report-type={kind}; boundary="=_b"',
        **headers,
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    body = "".join(f"--=_b\nContent-Type: {kind_}\n\n{text}\n" for kind_, text in parts)
    return f"{head}\n{body}--=_b--\n".encode()


def dsn(
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <reader@there.example>: user unknown",
    *,
    action: str = "failed",
    back: str | None = None,
    lead: str = "It could not be delivered.",
    **headers: str,
) -> bytes:
    """RFC 3464, as Postfix writes it."""
    block = f"Reporting-MTA: dns; mx.there.example\n\nFinal-Recipient: rfc822; {TO}\nAction: {action}\nStatus: {status}\n"
    block += f"Diagnostic-Code: {diagnostic}\n" if diagnostic else ""
    parts = [("text/plain", lead), ("message/delivery-status", block)]
    parts.append(("text/rfc822-headers", back if back is not None else original()))
    return multipart("delivery-status", *parts, **headers)


def complaint(kind: str = "abuse", *, back: str | None = None, **fields: str) -> bytes:
    """RFC 5965."""
    said = {"Feedback-Type": kind, "User-Agent": "Some/1.0", "Version": "1", **fields}
    report = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in said.items())
    parts = [("text/plain", "This is a report."), ("message/feedback-report", report)]
    parts.append(("message/rfc822", back if back is not None else original()))
    return multipart("feedback-report", *parts, From="feedback@there.example")


def plain(text: str, **headers: str) -> bytes:
    """Words alone."""
    message = EmailMessage()
    fields = {
        "From": "MAILER-DAEMON@old.example",
        "Subject": "failure notice",
        "Message-ID": "<1@old.example>",
        **headers,
    }
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()
