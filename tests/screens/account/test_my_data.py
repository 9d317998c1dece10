"""Download my data: all of one's own and nothing of anybody else's, by a link for one use in one browser."""

import io
import json
import random
import zipfile
from datetime import datetime, timedelta
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import AddressChange, User
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock, export
from standfirst.core.export import Export
from standfirst.screens.account import my_data
from tests.publication import Publication, agree, word
from tests.screens.account.doors import Browser
from tests.screens.account.test_step_up import stale

PAIRS = 200


def somebody(now: datetime) -> tuple[User, str]:
    """A reader with the same word in everything that they or others wrote about them."""
    mark = word()
    reader = User.objects.create_user(
        f"{mark}@reader.example", first_name=mark, last_name=mark, joined_at=now
    )
    accounts.give_default_username(reader_id=reader.pk, now=now)
    UserSession.objects.create(user=reader, session_key=mark, ip="192.0.2.7", user_agent=mark)
    Authenticator.objects.create(user=reader, type="totp", data={"secret": f"secret-{mark}"})
    Letter.objects.create(
        to=reader.email, template=f"x/{mark}", text=f"code-{mark}", message_id=f"<{mark}>", made_at=now
    )
    about = f"reader:{reader.pk}"
    audit.record(action="tests.act", actor_id=None, actor="x", about=about, reason=mark, now=now)
    return reader, mark


def hand_over(first: User, second: User, now: datetime) -> None:
    """The first had the address before that the second has now, and got a letter there."""
    old = f"{word()}@shared.example"
    first.joined_at = now - timedelta(days=9)
    first.save()
    AddressChange.objects.create(
        reader=first, old=old, new=first.email, undo_digest=word(), changed_at=now - timedelta(days=5),
        undo_until=now - timedelta(days=2),
    )  # fmt: skip
    Letter.objects.create(
        to=old, template=f"then/{first.first_name}", message_id=word(), made_at=now - timedelta(days=7)
    )
    second.email, second.joined_at = old, now - timedelta(days=1)
    second.save()
    Letter.objects.create(to=old, template=f"now/{second.first_name}", message_id=word(), made_at=now)


def opened(data: bytes) -> tuple[str, dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["data.html", "data.json"]
        return archive.read("data.html").decode(), json.loads(archive.read("data.json"))


def test_the_data_of_one_hold_no_word_of_another(publication: Publication) -> None:
    now = clock.now()
    people = [somebody(now) for _ in range(24)]
    for (first, _), (second, _) in zip(people[::2], people[1::2], strict=True):
        hand_over(first, second, now)
    files = {reader.pk: my_data.packed(reader, now=now) for reader, _ in people}
    told = {key: "".join(map(str, opened(data))) for key, data in files.items()}
    drawn = random.Random(3)
    for _ in range(PAIRS):
        (one, own), (other, foreign) = drawn.sample(people, 2)
        assert own in told[one.pk]
        assert foreign not in told[one.pk], f"{other.pk} is in the data of {one.pk}"
    first, second = people[0][0], people[1][0]
    assert f"then/{first.first_name}" in told[first.pk]
    assert f"now/{second.first_name}" in told[second.pk]


def test_a_table_that_is_found_wrongly_is_seen(publication: Publication, monkeypatch: Any) -> None:
    """The twin: letters by their template, whoever they went to."""
    now = clock.now()
    (one, _), (_, foreign) = somebody(now), somebody(now)
    wrong = Export(table="mailing.Letter", name="Letters", find={"template__startswith": "x/"})
    monkeypatch.setattr(export, "plan_of_export", lambda: (wrong,))
    assert foreign in "".join(map(str, opened(my_data.packed(one, now=now))))


def test_secrets_stay_where_they_are(publication: Publication) -> None:
    reader, mark = somebody(clock.now())
    whole = "".join(map(str, opened(my_data.packed(reader, now=clock.now()))))
    for secret in (f"secret-{mark}", f"code-{mark}", reader.password, "undo_digest", "session_key"):
        assert secret not in whole


def test_consents_are_told_with_their_texts(publication: Publication) -> None:
    reader, _ = somebody(clock.now())
    agree(reader.pk)
    page, told = opened(my_data.packed(reader, now=clock.now()))
    facts = told["tables"]["accounts.Consent"]
    assert facts
    assert all(fact["wording__text"] for fact in facts)
    assert facts[0]["wording__digest"] in page


def link_of(browser: Browser) -> str:
    answer = browser.post("/account/data/")
    assert answer["Location"] == "/account/data/"
    page = browser.get("/account/data/").content.decode()
    return page.split('href="/account/data/')[1].split('/"')[0]


def reader_of(browser: Browser, publication: Publication, name: str) -> Browser:
    browser.sign_in(f"{name}@reader.example")
    return browser


def test_the_link_works_once_and_is_kept_by_nobody(publication: Publication) -> None:
    browser = reader_of(Browser(), publication, "registered")
    path = f"/account/data/{link_of(browser)}/"
    answer = browser.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    page, told = opened(answer.content)
    assert told["tables"]["accounts.User"][0]["email"] == "registered@reader.example"
    assert publication.names["registered"] in page
    assert publication.names["subscriber"] not in page + json.dumps(told)
    assert browser.get(path).status_code == 404
    about = f"reader:{publication.people['registered']}"
    assert [entry.action for entry in audit.list_entries(about=about, limit=1)] == ["accounts.export_data"]


def test_the_link_of_one_is_none_for_another_browser_or_reader(publication: Publication) -> None:
    browser = reader_of(Browser(), publication, "registered")
    path = f"/account/data/{link_of(browser)}/"
    for name in ("registered", "subscriber"):
        other = reader_of(Browser(home="198.51.100.9"), publication, name)
        assert other.get(path).status_code == 404
    assert Browser().get(path)["Location"].startswith("/sign-in/")
    assert browser.client.head(path).status_code == 405
    assert browser.get(path).status_code == 200


def test_the_link_ends_by_itself(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        browser = reader_of(Browser(), publication, "registered")
        path = f"/account/data/{link_of(browser)}/"
        moment.shift(timedelta(minutes=9))
        assert "Download the file" in browser.get("/account/data/").content.decode()
        moment.shift(timedelta(minutes=2))
        assert browser.get(path)["Location"].startswith("/account/confirm/")


def test_two_presses_at_once_give_one_file(publication: Publication, monkeypatch: Any) -> None:
    """Both have read the session before either has written it: the use is counted, not the session asked."""
    browser = reader_of(Browser(), publication, "registered")
    path = f"/account/data/{link_of(browser)}/"
    held = browser.client.session["data_link"]
    assert browser.get(path).status_code == 200
    session = browser.client.session
    session["data_link"] = held
    session.save()
    assert browser.get(path).status_code == 404
    monkeypatch.setattr(my_data, "spend", lambda *_, **__: None)
    assert browser.get(path).status_code == 200  # the twin


def test_a_stale_proof_is_not_enough(publication: Publication) -> None:
    browser = stale(reader_of(Browser(), publication, "registered"))
    for answer in (
        browser.get("/account/data/"),
        browser.post("/account/data/"),
        browser.get("/account/data/x/"),
    ):
        assert answer["Location"].startswith("/account/confirm/?next=")


def test_files_are_limited(publication: Publication) -> None:
    browser = reader_of(Browser(), publication, "registered")
    answers = [browser.post("/account/data/").status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
