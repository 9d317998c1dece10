"""How tests read a message: from its bytes alone, with the standard library and with a few lines that know less."""

import quopri
import re
from email import message_from_bytes, policy
from email.message import EmailMessage


def parsed(raw: bytes) -> EmailMessage:
    """By the standard library, which must find nothing wrong."""
    message = message_from_bytes(raw, policy=policy.default)
    assert message.defects == []
    assert all(part.defects == [] for part in message.walk())
    return message


def fields(raw: bytes) -> list[tuple[str, str]]:
    """Names and unfolded values, by splitting alone."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    unfolded = re.sub(r"\r\n(?=[ \t])", "", head)
    return [
        (name, value.strip()) for name, _, value in (line.partition(":") for line in unfolded.split("\r\n"))
    ]


def all_of(raw: bytes, name: str) -> list[str]:
    return [value for known, value in fields(raw) if known.lower() == name.lower()]


def parts(raw: bytes) -> list[tuple[str, str]]:
    """(kind, content) of each part: cut at the boundary and decoded by `quopri`, which knows nothing of MIME."""
    _, _, body = raw.partition(b"\r\n\r\n")
    [boundary] = re.findall(r'boundary="([^"]+)"', " ".join(all_of(raw, "Content-Type")))
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    assert (pieces[0], pieces[-1]) == (b"", b"--\r\n")
    found = []
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        kind = re.search(rb"text/(\w+)", head)
        assert kind is not None
        found.append((kind[1].decode(), quopri.decodestring(content).decode().replace("\r\n", "\n")))
    return found


def faults_of_form(raw: bytes) -> list[str]:
    """What RFC 5322, 2045 and 5321 forbid in the bytes of a message that is ASCII and quoted-printable."""
    head, _, body = raw.partition(b"\r\n\r\n")
    rules = {
        "not ASCII": not raw.isascii(),
        "a bare CR or LF": b"\r" in raw.replace(b"\r\n", b"") or b"\n" in raw.replace(b"\r\n", b""),
        "a line of the body is longer than 76": any(len(line) > 76 for line in body.split(b"\r\n")),
        "a line of the head is longer than 998": any(len(line) > 998 for line in head.split(b"\r\n")),
        "NUL": b"\0" in raw,
        "no line end at the end": not raw.endswith(b"\r\n"),
        "a blank at the end of a line": bool(re.search(rb"[ \t]\r\n", body)),
        "a line that begins with a dot": b"\r\n." in raw,
        "a line that begins with From": b"\r\nFrom " in raw,
    }
    return [fault for fault, there in rules.items() if there]
