"""Readers from another system: a dry run first, then line by line, each once, without letters or consents of its own."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.actions import check_reader_import
from standfirst.apps.accounts.api import ReaderImport, ReaderImportRow, User
from standfirst.apps.accounts.models import Consent, Erasure, NameClaim
from standfirst.apps.accounts.queries.closing import digest_of_address
from standfirst.apps.audit.models import Entry
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period
from standfirst.core import clock
from standfirst.screens.account import wordings
from standfirst.screens.desk import importing, tasks
from tests.publication import Publication
from tests.screens.conftest import SignedIn
from tests.signing_in import enter

PAGE = "/desk/subscriptions/import/"
TABLE = """email;given name;family name;language;plan;until;consent
new@old-house.example;Amal;Karim;fr;everything;31.12.2099;yes
plain@old-house.example;;;;;;
Registered@reader.example;Other;Name;;Everything;2099-12-31;
lapsed@reader.example;;;;;;
no address;;;;;;
wrong@old-house.example;;;;Platinum;;
over@old-house.example;;;;everything;2001-01-01;
"""


@pytest.fixture
def desk(publication: Publication) -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    return enter(Client(), administrator)


def send(desk: Client, table: str | bytes = TABLE, name: str = "readers.csv") -> HttpResponse:
    data = table if isinstance(table, bytes) else table.encode()
    answer: Any = desk.post(PAGE, {"table": SimpleUploadedFile(name, data, "text/csv")})
    return answer  # type: ignore[no-any-return]


def sent(desk: Client, table: str | bytes = TABLE) -> ReaderImport:
    assert send(desk, table).status_code == 302
    return ReaderImport.objects.latest("pk")


def confirm(desk: Client, table: ReaderImport, **fields: str) -> HttpResponse:
    answer: Any = desk.post(f"{PAGE}{table.pk}/confirm/", {"because": "from the old house", **fields})
    return answer  # type: ignore[no-any-return]


def brought_in(desk: Client, table: str = TABLE, **fields: str) -> ReaderImport:
    made = sent(desk, table)
    assert confirm(desk, made, **fields).status_code == 302
    tasks.import_readers(import_id=made.pk)
    made.refresh_from_db()
    return made


def fortunes(table: ReaderImport) -> list[tuple[str, str]]:
    rows = ReaderImportRow.objects.filter(table=table).order_by("line")
    return [(row.expected, row.fortune) for row in rows]


def everything() -> tuple[int, ...]:
    kinds: tuple[Any, ...] = (User, Period, Letter, Consent, Entry, NameClaim, ProcrastinateJob)
    return tuple(kind.objects.count() for kind in kinds)


EXPECTED = ["made", "made", "joined", "same", "refused", "refused", "made"]


def test_a_dry_run_says_line_by_line_what_would_come(desk: Client) -> None:
    before = everything()
    table = sent(desk)
    assert fortunes(table) == [(expected, "") for expected in EXPECTED]
    page = desk.get(f"{PAGE}{table.pk}/").content.decode()
    for words in (
        "Nothing has happened yet",
        "There is no such plan.",
        "letters can be sent to",
        "The time is over",
        "“consent”",
    ):
        assert words in page
    assert everything() == before


def test_what_was_seen_is_what_comes(desk: Client, publication: Publication) -> None:
    table = brought_in(desk)
    assert fortunes(table) == [(expected, expected) for expected in EXPECTED]
    assert (table.state, table.counts["made"]) == ("done", 3)
    new = User.objects.get(email="new@old-house.example")
    assert (new.first_name, new.language, new.username, new.has_usable_password()) == (
        "Amal",
        "fr",
        "Amal K",
        False,
    )
    assert membership.standing_of(new, now=clock.now()) == "subscriber"
    period = Period.objects.get(reader=new)
    assert (period.source, period.ends_at.date().isoformat()) == ("complimentary", "2099-12-31")  # type: ignore[union-attr]
    over = User.objects.get(email="over@old-house.example")
    assert membership.standing_of(over, now=clock.now()) == "registered"


def test_who_was_there_keeps_their_names(desk: Client, publication: Publication) -> None:
    before = publication.reader("registered")
    brought_in(desk)
    after = publication.reader("registered")
    assert (after.first_name, after.last_name, after.username) == (
        before.first_name,
        before.last_name,
        before.username,
    )
    assert membership.standing_of(after, now=clock.now()) == "subscriber"


def test_a_table_gives_no_consent_and_writes_to_nobody(desk: Client) -> None:
    consents, letters = Consent.objects.count(), Letter.objects.count()
    brought_in(desk)
    assert (Consent.objects.count(), Letter.objects.count()) == (consents, letters)


def test_people_are_written_to_once_where_the_desk_says_so(desk: Client) -> None:
    table = brought_in(desk, writes="on")
    tasks.import_readers(import_id=table.pk)
    found = Letter.objects.filter(template=importing.LETTER).order_by("to")
    told = [letter.to for letter in found]
    assert told == [
        "new@old-house.example",
        "over@old-house.example",
        "plain@old-house.example",
        "registered@reader.example",
    ]
    assert "/sign-in/" in found[0].text
    assert "everything is open" in found[0].text
    assert "everything is open" not in found[2].text


def test_each_account_and_each_time_is_on_record(desk: Client) -> None:
    table = brought_in(desk)
    made = Entry.objects.filter(action="accounts.import", reason="from the old house")
    assert made.count() == 3
    assert Entry.objects.filter(action="membership.grant", reason="from the old house").count() == 2
    assert Entry.objects.get(action="accounts.import_readers").about == table.about
    assert Entry.objects.get(action="accounts.readers_imported").details["refused"] == 2


def test_the_same_table_twice_changes_nothing(desk: Client) -> None:
    brought_in(desk)
    people, periods = User.objects.count(), Period.objects.count()
    again = brought_in(desk)
    assert [fortune for _, fortune in fortunes(again)] == [
        "same",
        "same",
        "same",
        "same",
        "refused",
        "refused",
        "same",
    ]
    assert (User.objects.count(), Period.objects.count()) == (people, periods)


def test_a_second_yes_rings_no_second_bell(desk: Client) -> None:
    table = sent(desk)
    for _ in range(2):
        assert confirm(desk, table).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name=importing.JOB).count() == 1
    assert Entry.objects.filter(action="accounts.import_readers").count() == 1


def test_a_long_table_is_done_in_several_jobs(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    table = sent(desk)
    confirm(desk, table)
    for done in (3, 6, 7):
        tasks.import_readers(import_id=table.pk)
        found = accounts.progress_of(ReaderImport.objects.get(pk=table.pk))
        assert (found.finished, found.lines) == (done, 7)
    assert ProcrastinateJob.objects.filter(task_name=importing.JOB).count() == 3
    assert "All 7 lines are done" in desk.get(f"{PAGE}{table.pk}/progress/").content.decode()


def test_nothing_comes_of_a_table_without_a_yes(desk: Client) -> None:
    table, people = sent(desk), User.objects.count()
    tasks.import_readers(import_id=table.pk)
    assert confirm(desk, table, because="").status_code == 422
    assert (User.objects.count(), ProcrastinateJob.objects.filter(task_name=importing.JOB).count()) == (
        people,
        0,
    )
    assert desk.post(f"{PAGE}{table.pk}/drop/").status_code == 302
    assert not ReaderImport.objects.exists()
    assert desk.get(f"{PAGE}{table.pk}/").status_code == 404


@pytest.mark.parametrize(
    "data", [b"", b"name\nAmal\n", b"email\n\xff\n", b'email\n"a@b.example\n', b"\x89PNG\r\n\x1a\n\x00"]
)
def test_bad_input_leaves_nothing(desk: Client, data: bytes) -> None:
    before = everything()
    answer = send(desk, data)
    assert answer.status_code == 422
    assert b"error-message" in answer.content
    assert (everything(), ReaderImport.objects.count(), ReaderImportRow.objects.count()) == (before, 0, 0)


def test_who_was_erased_is_not_brought_back(desk: Client) -> None:
    Erasure.objects.create(
        reader_digest="x", address_digest=digest_of_address("gone@old-house.example"), erased_at=clock.now()
    )
    table = brought_in(desk, "email\ngone@old-house.example\nhere@old-house.example\n")
    assert [fortune for _, fortune in fortunes(table)] == ["refused", "made"]
    assert not User.objects.filter(email="gone@old-house.example").exists()


def test_closed_accounts_stay_closed(desk: Client, publication: Publication) -> None:
    User.objects.filter(pk=publication.people["registered"]).update(is_active=False)
    User.objects.filter(pk=publication.people["lapsed"]).update(closes_at=clock.now() + timedelta(days=3))
    text = "email,plan\nregistered@reader.example,everything\nlapsed@reader.example,everything\n"
    assert [fortune for _, fortune in fortunes(brought_in(desk, text))] == ["refused", "refused"]


def test_somebody_who_signs_up_meanwhile_is_joined(desk: Client) -> None:
    table = sent(desk, "email,plan,until\nquick@old-house.example,everything,2099-01-01\n")
    quick = User.objects.create_user("quick@old-house.example", first_name="Own")
    confirm(desk, table)
    tasks.import_readers(import_id=table.pk)
    assert fortunes(table) == [("made", "joined")]
    assert membership.standing_of(quick, now=clock.now()) == "subscriber"


def test_the_report_is_safe_for_spreadsheets(desk: Client) -> None:
    table = brought_in(desk, 'email\n"=cmd()"\nnew@old-house.example\n')
    answer = desk.get(f"{PAGE}{table.pk}/report/")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [row["Address"] for row in rows] == ["'=cmd()", "new@old-house.example"]
    assert [row["What came of it"] for row in rows] == ["refused", "a new account"]
    assert rows[1]["Number of the reader"] == str(User.objects.get(email="new@old-house.example").pk)


def test_lines_are_forgotten_after_thirty_days(desk: Client) -> None:
    table = brought_in(desk)
    assert accounts.forget_reader_imports(now=clock.now() + timedelta(days=29)) == 0
    assert accounts.forget_reader_imports(now=clock.now() + timedelta(days=31)) == 7
    page = desk.get(f"{PAGE}{table.pk}/").content.decode()
    assert "forgotten after thirty days" in page
    assert "old-house.example" not in page
    assert desk.get(f"{PAGE}{table.pk}/report/").status_code == 404


@pytest.mark.parametrize("who", ["editor", "publisher", "moderator", "subscriber"])
def test_only_those_with_the_right_bring_in_readers(desk: Client, signed_in: SignedIn, who: str) -> None:
    table, client, before = sent(desk), signed_in(who), everything()
    for path in (PAGE, f"{PAGE}{table.pk}/", f"{PAGE}{table.pk}/report/", f"{PAGE}{table.pk}/progress/"):
        assert client.get(path).status_code in {302, 403}
    assert confirm(client, table).status_code in {302, 403}
    assert send(client).status_code in {302, 403}
    assert (everything(), ReaderImport.objects.count()) == (before, 1)


def test_the_first_sign_in_asks_for_what_nobody_has_agreed_to(desk: Client) -> None:
    brought_in(desk)

    new = User.objects.get(email="new@old-house.example")
    assert {text.kind for text in wordings.due(reader_id=new.pk)} >= {"terms", "privacy"}


LONG = "email,plan\n" + "".join(f"reader{number}@old-house.example,everything\n" for number in range(2_500))


def test_a_long_table_is_looked_through_by_the_worker(desk: Client) -> None:
    table = sent(desk, LONG)
    assert (table.state, table.lines, ReaderImportRow.objects.count()) == ("sent", 2_500, 0)
    page = desk.get(f"{PAGE}{table.pk}/").content.decode()
    assert "0 of 2500 lines are looked through." in page
    assert "The table is long" in page
    assert desk.get(f"{PAGE}{table.pk}/report/").status_code == 404
    confirm(desk, table)
    table.refresh_from_db()
    assert table.state == "sent"  # there is nothing yet to say yes to
    tasks.look_through_readers(import_id=table.pk)
    table.refresh_from_db()
    assert (table.state, table.data, ReaderImportRow.objects.filter(expected="made").count()) == (
        "checked", None, 2_500,
    )  # fmt: skip
    assert "Bring in 2500 lines" in desk.get(f"{PAGE}{table.pk}/").content.decode()


def test_looking_through_goes_on_where_it_was_broken_off(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, real, calls = sent(desk, LONG), check_reader_import._write, []

    def dies_at_the_third(*given: Any, **more: Any) -> None:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(check_reader_import, "_write", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            tasks.look_through_readers(import_id=table.pk)
    assert ReaderImportRow.objects.count() == 2_000
    progress = desk.get(f"{PAGE}{table.pk}/progress/").content.decode()
    assert "2000 of 2500 lines are looked through." in progress
    assert 'value="80"' in progress
    for _ in range(2):
        tasks.look_through_readers(import_id=table.pk)
    assert ReaderImportRow.objects.count() == 2_500
    assert len(calls) == 3


def test_a_long_table_is_forgotten_before_it_is_looked_through(desk: Client) -> None:
    table = sent(desk, LONG)
    desk.post(f"{PAGE}{table.pk}/drop/")
    tasks.look_through_readers(import_id=table.pk)
    assert not ReaderImport.objects.exists()


def test_a_long_table_that_is_none_is_refused_at_once(desk: Client) -> None:
    assert send(desk, LONG.replace("email", "mailbox")).status_code == 422
    assert not ReaderImport.objects.exists()
