"""Consents: asked again for a new version, given and withdrawn, and every fact on one page."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import Consent
from standfirst.apps.editorial import api as editorial
from tests.publication import Publication
from tests.screens.account.doors import DIGEST, Browser
from tests.screens.account.test_sign_up import rewrite
from tests.signing_in import enter

READER = "registered@reader.example"


def agree(browser: Browser, **fields: str) -> str:
    page = browser.get("/account/terms/").content.decode()
    digests = {f"{kind}_digest": digest for kind, digest in DIGEST.findall(page)}
    return browser.post("/account/terms/", next="/world/", **{**digests, **fields}).get("Location", "refused")


def kinds(**only: object) -> list[tuple[str, bool]]:
    found = Consent.objects.filter(reader__email=READER, **only).exclude(form="tests")
    return [(fact.kind, fact.given) for fact in found]


def test_a_new_version_is_asked_for_at_the_next_sign_in_and_only_that_one(publication: Publication) -> None:
    rewrite("terms", "New terms.")
    browser = Browser()
    assert browser.sign_in(READER, next="/world/")["Location"] == "/account/terms/?next=%2Fworld%2F"
    page = browser.get("/account/terms/").content.decode()
    assert "terms_digest" in page
    assert "privacy_digest" not in page
    assert browser.get("/world/").status_code == 200
    assert agree(browser) == "refused"
    assert agree(browser, terms="on") == "/world/"
    assert kinds() == [("terms", True)]
    again = Browser()
    assert again.sign_in(READER, next="/world/")["Location"] == "/world/"


def test_agreeing_to_a_text_that_changed_meanwhile_is_none(publication: Publication) -> None:
    rewrite("terms", "New terms.")
    browser = Browser()
    browser.sign_in(READER)
    assert agree(browser, terms="on", terms_digest="0" * 64) == "refused"
    assert kinds() == []


def test_correspondence_is_given_and_withdrawn_fact_by_fact(publication: Publication) -> None:
    browser = Browser()
    browser.sign_in(READER)
    browser.post("/account/consents/", **{"correspondence:offers": "on"})
    browser.post("/account/consents/", **{"correspondence:offers": "on"})
    browser.post("/account/consents/")
    assert kinds() == [("correspondence:offers", True), ("correspondence:offers", False)]
    assert kinds(given=True, form="account") == [("correspondence:offers", True)]


def test_a_kind_that_does_not_exist_is_no_fact(publication: Publication) -> None:
    browser = Browser()
    browser.sign_in(READER)
    browser.post("/account/consents/", **{"correspondence:everything": "on", "terms": ""})
    assert kinds() == []


def test_the_evidence_holds_every_fact_and_leads_to_the_exact_text(publication: Publication) -> None:
    browser = Browser()
    browser.sign_in(READER)
    browser.post("/account/consents/", **{"correspondence:news": "on"})
    page = browser.get("/account/consents/evidence/").content.decode()
    for fact in Consent.objects.filter(reader__email=READER).select_related("wording"):
        assert fact.statement in page
        assert fact.recorded_at.strftime("%H:%M:%S") in page
        if fact.wording:
            assert fact.wording.digest in page
            shown = browser.get(f"/account/consents/text/{fact.wording.digest}/").content.decode()
            assert "This is a beginning" not in shown
            assert fact.wording.title in shown
            assert fact.wording.text.split("\n")[0] in shown
    assert "subscriber@reader.example" not in page


def test_the_text_of_an_old_version_stays_readable(publication: Publication) -> None:
    browser = Browser()
    browser.sign_in(READER)
    old = Consent.objects.get(reader__email=READER, kind="terms").wording
    first = editorial.legal_texts()["terms"].text.split("\n")[0]
    rewrite("terms", "Entirely new.")
    page = browser.get(f"/account/consents/text/{old.digest}/").content.decode()
    assert first in page
    assert "Entirely new" not in page
    assert browser.get(f"/account/consents/text/{'0' * 64}/").status_code == 404


@pytest.mark.parametrize("path", ["/account/consents/", "/account/consents/evidence/", "/account/terms/", f"/account/consents/text/{'0' * 64}/"])  # fmt: skip
def test_all_of_it_is_for_the_reader_alone(publication: Publication, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


def test_the_desk_reads_the_evidence_with_the_right_to_it(publication: Publication) -> None:
    path = f"/desk/subscriptions/{publication.people['registered']}/consents/"
    office = User.objects.create_user("office@review.example", is_staff=True)
    office.groups.set(Group.objects.filter(name="Administrators"))
    allowed, editor = enter(Client(), office), enter(Client(), publication.reader("editor"))
    fact = Consent.objects.get(reader__email=READER, kind="terms")
    page = allowed.get(path).content.decode()
    assert fact.statement in page
    text = reverse("desk:wording", args=[fact.wording.digest])
    assert text in page
    assert fact.wording.text.split("\n")[0] in allowed.get(text).content.decode()
    assert {editor.get(each).status_code for each in (path, text)} == {302}
    assert allowed.get("/desk/subscriptions/999999/consents/").status_code == 404
