"""Moving in: lists of other systems, with their evidence; nothing is mailed, nobody comes back who had left."""

import io
import json
from contextlib import suppress
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.audit.models import Entry
from standfirst.apps.mailing.models import Letter
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import move_in as moving_module
from standfirst.apps.newsletters.actions.suppress import write_again
from standfirst.apps.newsletters.models import Act, Addressee, Fact, NewsletterPage, SignUp, Suppression
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.moving_in import Fate, ListRefused, read_list
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
Offered = dict[str, int]
PLAIN = "email,signed up at\n"
MAILCHIMP = (
    '"Email Address","First Name","MEMBER_RATING","OPTIN_TIME","OPTIN_IP","CONFIRM_TIME","LAST_CHANGED"\n'
)
SUBSTACK = "email,active_subscription,expiry,email_disabled,created_at\n"
GHOST = "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\n"
LISTMONK = "uuid,email,name,attributes,status,created_at,updated_at\n"


def moved(
    text: str, newsletter_id: int, *, now: datetime, because: str = "", dry_run: bool = False
) -> newsletters.MovedIn:
    moving = newsletters.MovingIn(
        newsletter=NewsletterPage.objects.get(pk=newsletter_id),
        source="elsewhere",
        because=because,
        dry_run=dry_run,
    )
    return newsletters.move_in(io.StringIO(text), moving=moving, now=now)


def everything() -> list[list[tuple[object, ...]]]:
    tables = (Addressee, SignUp, Fact, Suppression, Letter, Entry)
    return [list(table._default_manager.order_by("pk").values_list()) for table in tables]


def having(newsletter_id: int) -> set[str]:
    rows = SignUp.objects.standing().filter(newsletter_id=newsletter_id)
    return {a or b for a, b in rows.values_list("addressee__address", "addressee__reader__email")}


@pytest.mark.parametrize(
    ("text", "fates"),
    [
        (PLAIN + "ann@x.example,2024-01-02\n", [Fate.STANDS]),
        ("E-Mail;status\nann@x.example;unsubscribed\nbob@x.example;Bounced\n", [Fate.LEFT, Fate.DEAD]),
        (
            MAILCHIMP + "ann@x.example,Ann,2,2021-03-04 05:06:07,192.0.2.1,2021-03-04 05:07:00,2022\n",
            [Fate.STANDS],
        ),
        ("Email Address,OPTIN_TIME,UNSUB_TIME\nann@x.example,2021,2022\n", [Fate.LEFT]),
        ("Email Address,OPTIN_TIME,CLEAN_TIME\nann@x.example,2021,2022\n", [Fate.DEAD]),
        (
            SUBSTACK + "ann@x.example,true,,false,2020-01-01\nbob@x.example,true,,true,2020-01-01\n",
            [Fate.STANDS, Fate.LEFT],
        ),
        (
            GHOST + "1,ann@x.example,,,true,false,,2020,,,\n2,bob@x.example,,,false,false,,2020,,,\n"
            "3,cy@x.example,,,true,false,,2020,2021,,\n",
            [Fate.STANDS, Fate.LEFT, Fate.LEFT],
        ),
        (
            LISTMONK + "u,ann@x.example,A,{},enabled,2020,2021\nu,bob@x.example,B,{},disabled,2020,2021\n"
            "u,cy@x.example,C,{},blocklisted,2020,2021\n",
            [Fate.STANDS, Fate.LEFT, Fate.DEAD],
        ),
    ],
    ids=[
        "plain",
        "states",
        "mailchimp",
        "mailchimp left",
        "mailchimp cleaned",
        "substack",
        "ghost",
        "listmonk",
    ],
)
def test_each_system_says_in_its_own_words_who_is_to_have_it(text: str, fates: list[Fate]) -> None:
    lines = list(read_list(io.StringIO(text)))
    assert [line.fault for line in lines] == [""] * len(fates)
    assert [line.fate for line in lines] == fates


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",2024", "no e-mail address"),
        ("ann@x.example,2024,more", "more cells"),
        (f"{'a' * 250}@x.example,2024", "too long"),
        (f"ann@x.example,{'2' * 301}", "too long"),
        ("ann\u202e@x.example,2024", "cannot be written"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(line: str, fault: str) -> None:
    (read,) = read_list(io.StringIO(f"{PLAIN}{line}\n"))
    assert fault in read.fault


@pytest.mark.parametrize("column", ["status", "email disabled", "subscribed to emails"])
def test_an_answer_that_nobody_knows_is_refused_and_never_guessed(column: str) -> None:
    (read,) = read_list(io.StringIO(f"email,{column}\nann@x.example,perhaps\n"))
    assert read.fault


@given(st.text(), st.sampled_from(["", PLAIN, LISTMONK]))
def test_any_text_is_read_or_refused(text: str, head: str) -> None:
    with suppress(ListRefused):
        assert all(line.fault or line.address for line in read_list(io.StringIO(head + text, newline="")))


def test_they_have_it_with_the_evidence_and_nothing_is_mailed(offered: Offered, now: datetime) -> None:
    letters = Letter.objects.count()
    text = MAILCHIMP + "Ann@x.example,Ann,2,2021-03-04 05:06:07,192.0.2.1,2021-03-04 05:07:00,2022\n"
    assert moved(text, offered["everybody"], now=now).counts == {"added": 1}
    assert having(offered["everybody"]) == {"ann@x.example"}
    fact = Fact.objects.get(act=Act.IMPORTED)
    assert (fact.act, fact.form, fact.address_digest) == (
        Act.IMPORTED, "import", accounts.digest_of_address("ann@x.example"),
    )  # fmt: skip
    assert fact.evidence == {
        "system": "elsewhere", "line": "2", "optin time": "2021-03-04 05:06:07",
        "confirm time": "2021-03-04 05:07:00", "last changed": "2022",
    }  # fmt: skip
    assert Letter.objects.count() == letters
    assert Entry.objects.filter(action="newsletters.import").count() == 1


def test_a_reader_sees_what_the_other_system_knew(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    moved(f"email,confirmed at\n{reader.email},2021-03-04\n", offered["everybody"], now=now)
    page = enter(Client(), reader).get(reverse("account:evidence")).content.decode()
    assert "confirmed at: <bdi>2021-03-04</bdi>" in page


def test_a_second_time_changes_nothing_but_the_log(offered: Offered, now: datetime) -> None:
    text = PLAIN + "".join(f"n{each}@x.example,2024\n" for each in range(moving_module.BATCH + 5))
    assert moved(text, offered["everybody"], now=now).counts == {"added": moving_module.BATCH + 5}
    before = everything()[:-1]
    assert moved(text, offered["everybody"], now=now).counts == {"known": moving_module.BATCH + 5}
    assert everything()[:-1] == before


def test_a_trial_keeps_nothing_and_says_the_same(offered: Offered, now: datetime) -> None:
    text = "email,status,signed up at\nann@x.example,active,2024\nann@x.example,active,2024\nbob@x.example,cleaned,\ncy,active,2024\n"
    before = everything()
    trial = moved(text, offered["everybody"], now=now, dry_run=True)
    assert everything() == before
    assert trial == moved(text, offered["everybody"], now=now)
    assert trial.counts == {"added": 1, "twice": 1, "suppressed": 1, "refused": 1}


def test_a_file_that_breaks_off_brings_nobody(offered: Offered, now: datetime) -> None:
    before = everything()
    with pytest.raises(ListRefused, match="quotation mark"):
        moved(PLAIN + 'ann@x.example,2024\nbob@x.example,"2024\n', offered["everybody"], now=now)
    assert everything() == before


def test_without_evidence_nobody_is_signed_up_unless_somebody_says_how_they_asked(
    offered: Offered, now: datetime
) -> None:
    text = "email\nann@x.example\n"
    refused = moved(text, offered["everybody"], now=now)
    assert refused.refusals == {2: "Nothing says when they asked for it."}
    assert having(offered["everybody"]) == set()
    moved(text, offered["everybody"], now=now, because="Cards filled in at the fair of 2023")
    assert Fact.objects.get(act=Act.IMPORTED).evidence["because"] == "Cards filled in at the fair of 2023"


@pytest.mark.parametrize(
    ("who", "which", "may"),
    [
        ("subscriber", "subscribers", True),
        ("registered", "registered", True),
        ("registered", "subscribers", False),
        ("lapsed", "subscribers", False),
        (None, "registered", False),
        (None, "everybody", True),
    ],
)
def test_a_list_opens_no_newsletter_to_those_it_is_not_for(
    who: str | None, which: str, may: bool, publication: Publication, offered: Offered, now: datetime
) -> None:
    address = publication.reader(who).email if who else "stranger@x.example"
    counts = moved(f"{PLAIN}{address},2024\n", offered[which], now=now).counts
    assert counts == ({"added": 1} if may else {"refused": 1})
    assert having(offered[which]) == ({address} if may else set())


def test_who_stopped_it_here_is_not_signed_up_again(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader, number, manner = (
        publication.reader("registered"),
        offered["everybody"],
        Manner(form="x", language="en"),
    )
    newsletters.sign_up(reader=reader, newsletter_ids=[number], manner=manner, now=now)
    addressee = newsletters.find_addressee_of(reader_id=reader.pk)
    assert addressee
    newsletters.stop(addressee_id=addressee.pk, newsletter_id=number, manner=manner, now=now)
    assert moved(f"{PLAIN}{reader.email},2024\n", number, now=now).counts == {"left_here": 1}
    assert having(number) == set()


def test_who_left_there_later_has_it_no_more_but_what_was_given_here_stays(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader, number = publication.reader("registered"), offered["everybody"]
    newsletters.sign_up(
        reader=reader, newsletter_ids=[number], manner=Manner(form="x", language="en"), now=now
    )
    moved(PLAIN + "ann@x.example,2024\n", number, now=now)
    text = f"email,unsubscribed at\nann@x.example,2025\n{reader.email},2025\nbob@x.example,2025\n"
    assert moved(text, number, now=now).counts == {"ended": 1, "left_there": 2}
    assert having(number) == {reader.email}


@pytest.mark.parametrize("own", [True, False])
def test_who_is_written_to_no_more_is_not_brought_in(own: bool, offered: Offered, now: datetime) -> None:
    number = offered["everybody"]
    newsletters.suppress(
        address="ann@x.example", newsletter_id=number if own else None, reason="bounced", now=now
    )
    newsletters.suppress(
        address="bob@x.example", newsletter_id=offered["registered"], reason="complaint", now=now
    )
    assert moved(PLAIN + "ann@x.example,2024\nbob@x.example,2024\n", number, now=now).counts == {
        "silent": 1, "added": 1,
    }  # fmt: skip
    assert having(number) == {"bob@x.example"}


def test_who_is_closing_the_account_is_not_brought_in(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    User.objects.filter(pk=reader.pk).update(closes_at=now + timedelta(days=9))
    found = moved(f"{PLAIN}{reader.email},2024\n", offered["everybody"], now=now)
    assert found.refusals == {2: "This account is being closed by its reader."}
    assert having(offered["everybody"]) == set()


def test_an_address_that_was_refused_once_may_stand_right_below(offered: Offered, now: datetime) -> None:
    text = f"{PLAIN}ann@x.example,\nann@x.example,2024\n"
    assert moved(text, offered["everybody"], now=now).counts == {"refused": 1, "added": 1}


def test_whoever_reads_a_mailbox_that_had_bounced_there_may_have_letters_again(
    offered: Offered, now: datetime
) -> None:
    moved("email,status\nann@x.example,bounced\n", offered["everybody"], now=now)
    assert Suppression.objects.count() == 1
    assert write_again(address="ann@x.example", now=now) == 1


def test_twin_without_the_look_at_suppressions_they_would_be_written_to(
    offered: Offered, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving_module, "_suppressed", lambda *_: ())
    newsletters.suppress(address="ann@x.example", newsletter_id=None, reason="bounced", now=now)
    assert moved(PLAIN + "ann@x.example,2024\n", offered["everybody"], now=now).counts == {"added": 1}


def typed(path: Path, *words: str) -> str:
    out = StringIO()
    call_command("import_sign_ups", str(path), *words, stdout=out)
    return out.getvalue()


def test_the_command_reports_and_writes_its_report(offered: Offered, tmp_path: Path) -> None:
    path, report = tmp_path / "list.csv", tmp_path / "report.json"
    path.write_bytes(b"\xef\xbb\xbf" + (PLAIN + "ann@x.example,2024\nnobody\x1b[2J,2024\n").encode())
    said = typed(path, "--to", "the-everybody-letter", "--from", "ghost", "--report", str(report))
    assert "1  signed up" in said
    assert "line 3: A cell holds characters that cannot be written." in said
    assert json.loads(report.read_text())["counts"]["added"] == 1


@pytest.mark.parametrize(
    ("data", "to", "sentence"),
    [
        (b"email\n", "no-such-letter", "There is no newsletter"),
        (b"name\nAnn\n", "the-everybody-letter", "must have one column"),
        (b"email,e-mail\n", "the-everybody-letter", "must have one column"),
        (b"email\n\xff\xfe@x.example\n", "the-everybody-letter", "not written in UTF-8"),
        (b"", "the-everybody-letter", "must have one column"),
        (None, "the-everybody-letter", "could not be opened"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    data: bytes | None, to: str, sentence: str, offered: Offered, tmp_path: Path
) -> None:
    path, before = tmp_path / "list.csv", everything()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence):
        typed(path, "--to", to)
    assert everything() == before
