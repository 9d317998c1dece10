"""Mailgun takes messages whole, at an address that django-anymail's backend does not use; all else is the backend's."""

from typing import Any

from anymail.backends import mailgun

from standfirst.apps.mailing.gateways.provider.messages import Whole


class EmailBackend(mailgun.EmailBackend):
    """For messages that are `Whole`."""

    def build_message_payload(self, message: Whole, defaults: Any) -> "_Payload":
        return _Payload(message, defaults, self)


class _Payload(mailgun.MailgunPayload):
    def init_payload(self) -> None:
        super().init_payload()
        self.files = [("message", ("message.mime", self.message.data, "message/rfc822"))]

    def get_api_endpoint(self) -> str:
        return f"{super().get_api_endpoint()}.mime"

    def serialize_data(self) -> dict[str, Any]:
        """Beside the message only where it goes, and what is no part of a message."""
        beside = {name: value for name, value in self.data.items() if name[:2] in ("o:", "v:")}
        return {"to": self.data["to"], "o:tracking": "no", **beside}
