"""Going through the doors of the publication in a browser, with the mail that really arrives."""

import base64
import hmac
import re
import secrets
import struct
from typing import Any

from playwright.sync_api import Page, expect

from standfirst.core import clock
from tests.journeys.house import House
from tests.real import until

CODE = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}\b")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def new_reader() -> str:
    """An address that nobody has used, however long the publication is kept."""
    return f"reader-{secrets.token_hex(4)}@reader.example"


def letters_to(house: House, address: str) -> list[dict[str, Any]]:
    """What the mail catcher holds, newest first."""
    found: list[dict[str, Any]] = house.get(f"/demo/mail.json?to={address}").json()
    return found


def letter_to(house: House, address: str, *, number: int = 1) -> dict[str, Any]:
    """The newest, once so many have arrived."""
    until(lambda: len(letters_to(house, address)) >= number)
    return letters_to(house, address)[0]


def code_for(house: House, address: str, *, number: int = 1) -> str:
    found = CODE.search(letter_to(house, address, number=number)["text"])
    assert found
    return found[0]


def sign_up(page: Page, house: House, address: str) -> None:
    """From the form to the code, as somebody who wants no letters."""
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Given name").fill("Nia")
    page.get_by_label("Family name").fill("Okafor")
    page.get_by_label("I agree to").check()
    page.get_by_label("I have read").check()
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, code_for(house, address))


def enter_code(page: Page, code: str) -> None:
    page.get_by_label("The code from the letter").fill(code)
    page.get_by_role("button", name="Go on").click()


def agree(page: Page) -> None:
    """To the texts, where they are asked for."""
    page.wait_for_load_state()
    if "/account/terms/" not in page.url:
        return
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Go on").click()


def set_up_an_app(page: Page) -> None:
    """A second factor for somebody whom the desk has sent for one."""
    page.get_by_role("link", name="Add an app").click()
    key = page.locator("code.key").inner_text()
    page.get_by_label("The code that the app shows now").fill(code_of_app(key))
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Go on").click()


def code_of_app(key: str) -> str:
    """What an app shows now (RFC 6238)."""
    count = struct.pack(">Q", int(clock.now().timestamp()) // 30)
    digest = hmac.digest(base64.b32decode(key), count, "sha1")
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def give_passkeys(page: Page) -> None:
    """The browser has a device that keeps passkeys and is always unlocked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
