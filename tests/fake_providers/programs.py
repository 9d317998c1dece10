"""How each provider takes a message, and how it says yes and no; after their documentation."""

import base64
import email
import json
from dataclasses import dataclass
from email import policy
from email.message import Message
from typing import Any

from standfirst.apps.mailing.gateways.provider.events import MARK

KEY = "key-of-the-tests-alone"
KEY_ID = "KEY-ID-OF-THE-TESTS"
DOMAIN = "news.example"
Answer = tuple[int, dict[str, str], dict[str, Any] | str]


@dataclass(frozen=True)
class Taken:
    """One message as it came: `whole` where the provider takes it whole, `fields` what stood beside it."""

    recipient: str
    mark: str
    message_id: str
    whole: bytes
    fields: dict[str, Any]


class Ses:
    """Amazon SES, version 2."""

    path = "/v2/email/outbound-emails"

    def knows(self, headers: Message) -> bool:
        return f"Credential={KEY_ID}/" in (headers["Authorization"] or "")

    def read(self, headers: Message, body: bytes) -> Taken:
        given = json.loads(body)
        whole = base64.b64decode(given["Content"]["Raw"]["Data"])
        [tag] = given["EmailTags"]
        assert tag["Name"] == MARK
        [recipient] = given["Destination"]["ToAddresses"]
        return Taken(recipient, tag["Value"], _message_id(whole), whole, given)

    def yes(self, number: int) -> Answer:
        return 200, {}, {"MessageId": f"0100018f{number:08x}-of-amazon-000000"}

    def no(self, why: str) -> Answer:
        name, status = {
            "401": ("UnrecognizedClientException", 403),
            "429": ("TooManyRequestsException", 429),
            "400": ("MessageRejected", 400),
            "500": ("InternalFailure", 500),
            "ours": ("AccountSuspendedException", 400),
        }[why]
        return status, {"x-amzn-ErrorType": name}, {"message": f"of {why}"}


class Mailgun:
    """Mailgun, with messages in MIME."""

    path = f"/v3/{DOMAIN}/messages.mime"

    def knows(self, headers: Message) -> bool:
        word = base64.b64encode(f"api:{KEY}".encode()).decode()
        return bool(headers["Authorization"] == f"Basic {word}")

    def read(self, headers: Message, body: bytes) -> Taken:
        head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
        parts = email.message_from_bytes(head + body, policy=policy.HTTP).iter_parts()
        fields: dict[str, Any] = {}
        for part in parts:
            name = part.get_param("name", header="content-disposition")
            fields[str(name)] = part
        boundary = headers.get_param("boundary")
        whole = _raw_part(body, str(boundary), b'name="message"')
        values = {name: part.get_content() for name, part in fields.items() if name != "message"}
        return Taken(values["to"], values[f"v:{MARK}"], _message_id(whole), whole, values)

    def yes(self, number: int) -> Answer:
        return 200, {}, {"id": f"<{number}.of.mailgun@{DOMAIN}>", "message": "Queued. Thank you."}

    def no(self, why: str) -> Answer:
        return {
            "401": (401, {}, "Forbidden"),
            "429": (429, {"Retry-After": "1"}, {"message": "Too many requests"}),
            "400": (400, {}, {"message": "to parameter is not a valid address. please check documentation"}),
            "500": (500, {}, "Internal Server Error"),
            "ours": (404, {}, {"message": "Domain not found: news.example"}),
            "nowhere": (200, {}, "Mailgun Magnificent API"),
        }[why]  # type: ignore[return-value]


class Postmark:
    """Postmark, one message at a time."""

    path = "/email"
    _last = ""

    def knows(self, headers: Message) -> bool:
        return bool(headers["X-Postmark-Server-Token"] == KEY)

    def read(self, headers: Message, body: bytes) -> Taken:
        given = json.loads(body)
        self._last = given["To"]
        named = {each["Name"].lower(): each["Value"] for each in given["Headers"]}
        assert named["x-pm-keepid"] == "true"
        return Taken(
            given["To"], given["Metadata"][MARK], named["message-id"], b"", {**given, "named": named}
        )

    def yes(self, number: int) -> Answer:
        name = f"00000000-0000-0000-0000-{number:012d}"
        return 200, {}, {"To": self._last, "MessageID": name, "ErrorCode": 0, "Message": "OK"}

    def no(self, why: str) -> Answer:
        code, status, words = {
            "401": (10, 401, "The Server Token you provided in the X-Postmark-Server-Token request header was invalid."),
            "429": (429, 429, "Rate limit exceeded"),
            "400": (402, 422, "Invalid JSON"),
            "500": (0, 500, "Something went wrong"),
            "ours": (400, 422, "The 'From' address you supplied is not a Sender Signature on your account."),
            "invalid": (300, 422, f"Invalid 'To' address: '{self._last}'."),
            "inactive": (406, 422, f"You tried to send to a recipient that has been marked as inactive.\nFound inactive addresses: {self._last}.\nInactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression."),
            "inactive, reworded": (406, 422, "This recipient was marked as inactive."),
            "reworded": (300, 422, "No."),
        }[why]  # fmt: skip
        return status, {}, {"ErrorCode": code, "Message": words}


PROGRAMS: dict[str, Any] = {"ses": Ses, "mailgun": Mailgun, "postmark": Postmark}


def _message_id(whole: bytes) -> str:
    return str(email.message_from_bytes(whole, policy=policy.compat32)["Message-ID"])


def _raw_part(body: bytes, boundary: str, marker: bytes) -> bytes:
    """Every byte of it, which a parser of mail would not promise."""
    for part in body.split(b"--" + boundary.encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        if marker in head:
            return content.removesuffix(b"\r\n")
    raise AssertionError("there is no message")
