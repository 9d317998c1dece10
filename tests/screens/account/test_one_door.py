"""There is one way in: every other that a part of the house brings along gives way to it."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from tests.publication import Publication
from tests.screens.conftest import SignedIn
from tests.trust.addresses import all_addresses, patterns

PASSWORD_FIELD = 'type="password"'
OLD_DOORS = (
    "/desk/login/", "/desk/login/?next=/desk/pages/", "/desk/password_reset/", "/desk/password_reset/done/",
    "/desk/password_reset/confirm/MQ/set-password/", "/desk/password_reset/complete/",
)  # fmt: skip


def asks_for_a_password(answer: HttpResponse) -> bool:
    return not answer.streaming and PASSWORD_FIELD in answer.content.decode(errors="replace")


def asked_by(client: Client, publication: Publication) -> set[str]:
    addresses, _ = all_addresses(publication, pages=["draft"])
    client.raise_request_exception = False  # one address of Wagtail's breaks on purpose
    stay = [each for each in addresses if "out" not in each.name]
    return {each.url.partition("?")[0] for each in stay if asks_for_a_password(client.get(each.url))}


def test_a_visitor_can_type_a_password_at_one_address(publication: Publication) -> None:
    assert asked_by(Client(), publication) == {"/sign-in/password/"}


@pytest.mark.long
def test_a_reader_types_one_to_set_it_or_to_prove_who_they_are(
    publication: Publication, signed_in: SignedIn
) -> None:
    assert asked_by(signed_in("registered"), publication) == {"/account/password/", "/account/confirm/"}


@pytest.mark.long
def test_the_desk_asks_nobody_for_a_password(publication: Publication, signed_in: SignedIn) -> None:
    assert {
        path for path in asked_by(signed_in("publisher"), publication) if path.startswith("/desk/")
    } == set()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", OLD_DOORS)
def test_old_doors_lead_to_the_one(publication: Publication, path: str, method: str) -> None:
    answer = getattr(Client(), method)(
        path, {"username": "a@b.example", "password": "x", "email": "a@b.example"}
    )
    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] == "/sign-in/"


def test_no_address_of_allauth_is_there_that_we_do_not_show() -> None:
    found = {
        (name, route)
        for name, route in patterns(get_resolver("standfirst.conf.urls"))
        if name.startswith(("account_", "mfa_", "usersessions_", "socialaccount_"))
    }
    assert found == {("account_login", "sign-in/"), ("mfa_authenticate", "sign-in/second-factor/")}
