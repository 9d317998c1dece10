"""Making an account: nothing is written before a code has proved the address, and then exactly what was agreed."""

import pytest
from wagtail.models import Page

from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import Consent, Wording
from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import PlainPage
from standfirst.apps.editorial.models import Publication as PublicationSettings
from tests.publication import Publication
from tests.screens.account.doors import WRONG, Browser, code_sent_to, letters_to
from tests.screens.account.test_sign_in import plain

NEW = "nia.okafor@reader.example"
KNOWN = "registered@reader.example"
HONEST = {"email", "first_name", "last_name", "id"}


def enter(browser: Browser, code: str) -> str:
    return browser.post("/sign-up/code/", code=code).get("Location", "")


def rewrite(kind: str, words: str) -> None:
    """The newsroom publishes a new version."""
    page: PlainPage = Page.objects.get(slug=kind).specific
    page.text = f"<p>{words}</p>"
    page.save_revision().publish()


def facts_of(address: str) -> dict[str, Consent]:
    return {fact.kind: fact for fact in Consent.objects.filter(reader__email=address)}


def test_a_visitor_becomes_a_reader_and_comes_back(publication: Publication) -> None:
    browser, text = Browser(), publication.texts["registered"]
    page = browser.get(text.path).content.decode()
    assert f'href="/sign-up/?next={text.path.replace("/", "%2F")}%23gate"' in page
    assert browser.sign_up(NEW, next=f"{text.path}#gate")["Location"] == "/sign-up/code/"
    assert not User.objects.filter(email=NEW).exists()
    assert enter(browser, code_sent_to(NEW)) == f"{text.path}#gate"
    reader = User.objects.get(email=NEW)
    assert (reader.first_name, reader.last_name, reader.has_usable_password()) == ("Nia", "Okafor", False)
    assert reader.username == "Nia O"
    assert text.canary in browser.get(text.path).content.decode()


def test_exactly_what_was_shown_is_on_record(publication: Publication) -> None:
    browser = Browser()
    browser.sign_up(NEW, **{"correspondence:offers": "on"})
    enter(browser, code_sent_to(NEW))
    facts = facts_of(NEW)
    assert set(facts) == {"terms", "privacy", "correspondence:offers"}
    for text in editorial.legal_texts().values():
        fact = facts[text.kind]
        assert fact.wording is not None
        assert (fact.given, fact.form, fact.language) == (True, "sign-up", "en-GB")
        assert (fact.wording.title, fact.wording.text) == (text.title, text.text)
        assert text.title in fact.statement
    assert facts["correspondence:offers"].wording is None


def test_no_box_is_ticked_in_advance(publication: Publication) -> None:
    page = Browser().get("/sign-up/").content.decode()
    assert page.count('type="checkbox"') == 4
    assert "checked" not in page


@pytest.mark.parametrize("left_out", ["terms", "privacy"])
def test_the_server_refuses_without_agreement(publication: Publication, left_out: str) -> None:
    browser = Browser()
    fields = browser.filled_in(NEW)
    del fields[left_out]
    page = browser.post("/sign-up/", **fields).content.decode()
    assert "We cannot go on without your agreement" in page
    assert letters_to(NEW) == []


@pytest.mark.parametrize(
    "fields",
    [{"terms_digest": ""}, {"privacy_digest": "0" * 64}, {"terms_digest": "x", "privacy_digest": "x"}],
)
def test_a_form_for_another_text_is_no_agreement(publication: Publication, fields: dict[str, str]) -> None:
    page = Browser().sign_up(NEW, **fields).content.decode()
    assert "The texts have changed" in page
    assert letters_to(NEW) == []


def test_a_text_that_changes_meanwhile_is_shown_anew(publication: Publication) -> None:
    browser = Browser()
    fields = browser.filled_in(NEW)
    rewrite("terms", "Entirely new terms.")
    page = browser.post("/sign-up/", **fields).content.decode()
    assert "The texts have changed" in page
    assert "Nia" in page
    assert "checked" not in page
    assert browser.sign_up(NEW).status_code == 302


def test_the_text_that_was_agreed_to_counts_even_if_it_changes_before_the_code(
    publication: Publication,
) -> None:
    browser = Browser()
    browser.sign_up(NEW)
    before = editorial.legal_texts()["terms"].text
    rewrite("terms", "Entirely new terms.")
    answer = browser.post("/sign-up/code/", code=code_sent_to(NEW))
    assert facts_of(NEW)["terms"].wording.text == before
    assert answer["Location"].startswith("/account/terms/")


def test_without_terms_nobody_can_make_an_account(publication: Publication) -> None:
    PublicationSettings.objects.update(terms_page=None)
    assert Browser().get("/sign-up/").status_code == 503
    assert (
        Browser().post("/sign-up/", email=NEW, given_name="Nia", terms="on", privacy="on").status_code == 503
    )
    assert letters_to(NEW) == []


def test_known_and_unknown_addresses_are_answered_alike(publication: Publication) -> None:
    told = []
    for address in (KNOWN, "unregistere@reader.example"):
        browser = Browser()
        answers = [browser.sign_up(address), browser.get("/sign-up/code/")]
        answers.append(browser.post("/sign-up/code/", code=WRONG))
        answers.append(browser.post("/sign-up/code/", again="1"))
        told.append([(each.status_code, sorted(each.headers), plain(each, address)) for each in answers])
        assert len(letters_to(address)) == 2
    assert told[0] == told[1]
    assert letters_to(KNOWN) == ["have_account"] * 2


def test_who_has_an_account_already_is_let_into_it(publication: Publication) -> None:
    browser, before = Browser(), publication.reader("registered")
    browser.sign_up(KNOWN, given_name="Somebody", family_name="Else", **{"correspondence:news": "on"})
    assert enter(browser, code_sent_to(KNOWN)) == "/account/"
    after = publication.reader("registered")
    assert (after.pk, after.first_name, after.last_name) == (before.pk, before.first_name, before.last_name)
    assert "correspondence:news" in facts_of(KNOWN)


def test_two_browsers_with_one_address_make_one_account(publication: Publication) -> None:
    first, second = Browser(), Browser()
    first.sign_up(NEW, given_name="First")
    one = code_sent_to(NEW)
    second.sign_up(NEW, given_name="Second")
    other = code_sent_to(NEW)
    assert enter(first, one) == "/account/"
    second.post("/sign-up/code/", code=other)
    assert [reader.first_name for reader in User.objects.filter(email=NEW)] == ["First"]
    assert not second.is_in()


def test_another_browser_cannot_finish_a_sign_up(publication: Publication) -> None:
    asking, other = Browser(), Browser()
    asking.sign_up(NEW)
    assert enter(other, code_sent_to(NEW)) == "/sign-up/"
    assert not User.objects.filter(email=NEW).exists()


def test_nothing_but_the_fields_of_the_form_has_a_meaning(publication: Publication) -> None:
    odd = {field.attname: "1" for field in User._meta.concrete_fields if field.attname not in HONEST}
    browser = Browser()
    browser.sign_up(NEW, **odd, groups="1", user_permissions="1", id="1")
    browser.post("/sign-up/code/", code=code_sent_to(NEW), **odd)
    reader = User.objects.get(email=NEW)
    assert (reader.is_staff, reader.is_superuser, reader.groups.count()) == (False, False, 0)
    assert (reader.username, reader.sign_out_count, reader.closes_at, reader.erased_at) == (
        "Nia O",
        0,
        None,
        None,
    )
    assert not reader.has_usable_password()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nia \t ", "Nia"),
        ("N\u202eia\u0000", "Nia"),
        ("Nia\r\nBcc: x@y.example", "Nia Bcc: x@y.example"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Ｎｉａ", "Ｎｉａ"),
        ("אסתר", "אסתר"),
    ],
)
def test_names_are_kept_as_one_line_that_can_be_seen(publication: Publication, typed: str, kept: str) -> None:
    browser = Browser()
    browser.sign_up(NEW, given_name=typed)
    if "\x00" in typed:
        assert letters_to(NEW) == []
        return
    enter(browser, code_sent_to(NEW))
    assert User.objects.get(email=NEW).first_name == kept
    assert b"<script>alert(1)" not in browser.get("/account/").content


@pytest.mark.parametrize("address", ["", "no", "a@b", "a@b.example\nBcc: c@d.example", "a@b.example,c@d.example", "x" * 250 + "@b.example"])  # fmt: skip
def test_only_one_plain_address_is_taken(publication: Publication, address: str) -> None:
    before = Wording.objects.count()
    assert Browser().sign_up(address).status_code == 200
    assert Wording.objects.count() == before
