"""A browser before the doors, and the letters that come to it."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from standfirst.apps.mailing.models import Letter

CODE = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}\b")
DIGEST = re.compile(r'name="(terms|privacy)_digest" value="([0-9a-f]{64})"')
WRONG = "BBBB-BBBB"


def newest_letter(address: str) -> Letter:
    return Letter.objects.filter(to=address).latest("pk")


def letters_to(address: str) -> list[str]:
    """The names of the letters, oldest first."""
    found = Letter.objects.filter(to=address).order_by("pk").values_list("template", flat=True)
    return [name.rpartition("/")[2] for name in found]


def code_sent_to(address: str) -> str:
    found = CODE.search(newest_letter(address).text)
    assert found
    return found[0]


@dataclass
class Browser:
    """One browser; `home` is where it says it is."""

    home: str = "203.0.113.7"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(REMOTE_ADDR=self.home)

    def get(self, path: str, **more: Any) -> HttpResponse:
        answer: HttpResponse = self.client.get(path, **more)  # type: ignore[assignment]
        return answer

    def post(self, path: str, **fields: str) -> HttpResponse:
        answer: HttpResponse = self.client.post(path, fields)  # type: ignore[assignment]
        return answer

    def ask_for_code(self, address: str, **fields: str) -> HttpResponse:
        return self.post("/sign-in/", email=address, **fields)

    def enter_code(self, code: str) -> HttpResponse:
        return self.post("/sign-in/code/", code=code)

    def sign_in(self, address: str, **fields: str) -> HttpResponse:
        self.ask_for_code(address, **fields)
        return self.enter_code(code_sent_to(address))

    def sign_up(self, address: str, **fields: str) -> HttpResponse:
        """Fills in the form as it is shown, with both boxes ticked."""
        return self.post("/sign-up/", **self.filled_in(address, **fields))

    def filled_in(self, address: str, **fields: str) -> dict[str, str]:
        shown = dict(DIGEST.findall(self.get("/sign-up/").content.decode()))
        digests = {f"{kind}_digest": digest for kind, digest in shown.items()}
        names = {"given_name": "Nia", "family_name": "Okafor", "terms": "on", "privacy": "on"}
        return {"email": address, **names, **digests, **fields}

    def is_in(self) -> bool:
        return self.get("/account/").status_code == 200

    def session_key(self) -> str:
        return self.client.cookies["sessionid"].value
