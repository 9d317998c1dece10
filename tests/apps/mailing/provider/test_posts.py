"""Mail in bulk by providers' programs: what goes out is ours, and what became of it is never a guess."""

import asyncio
import email
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import policy
from email.utils import parseaddr
from typing import Any

import pytest

from standfirst.apps.mailing import api as mailing
from standfirst.apps.mailing.gateways.provider import line
from standfirst.apps.mailing.gateways.provider.account import Account, Provider
from standfirst.apps.mailing.gateways.provider.posts import Posts
from standfirst.apps.mailing.gateways.transport import Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, Outcome
from standfirst.apps.mailing.rules.bulk.records import queue_id
from standfirst.apps.mailing.rules.verp import mark_of, return_path
from tests.apps.mailing.wire.making import AT, form, masthead, recipient
from tests.apps.mailing.wire.sending import Memory
from tests.fake_providers.programs import DOMAIN, KEY, KEY_ID
from tests.fake_providers.server import CUT, CUT_BEFORE, GARBLED, SILENT, Program, running
from tests.real import free_port

pytest.importorskip("anymail", reason="pip install standfirst[providers]")
pytest.importorskip("boto3", reason="pip install standfirst[ses]")
ANSWER = 1.5  # seconds
PROVIDERS = ["ses", "mailgun", "postmark"]


def account(provider: str, api: str) -> Account:
    session = {"region_name": "eu-central-1", "aws_access_key_id": KEY_ID, "aws_secret_access_key": KEY}
    keys: Mapping[str, Mapping[str, object]] = {
        "ses": {"session_params": session, "client_params": {"endpoint_url": api}},
        "mailgun": {"api_key": KEY, "sender_domain": DOMAIN, "api_url": api},
        "postmark": {"server_token": KEY, "message_stream": "broadcast", "api_url": api},
    }
    return Account(Provider(provider), keys[provider])


def envelope(seq: int, **other: Any) -> Envelope:
    """A whole newsletter."""
    path = return_path(seq, domain="bounces.example", secret=b"of the tests")
    whose = recipient(seq)
    return replace(Envelope(seq, 1, path, whose.address, form().fill(whose, at=AT)), **other)


def deliver(to: Account, envelopes: Iterator[Envelope], book: Any, *, connections: int = 1) -> None:
    async def course() -> None:
        async with Posts(to, connections=connections, answer=ANSWER) as posts:
            await posts.deliver(envelopes, book)

    asyncio.run(course())


@pytest.fixture(params=PROVIDERS)
def program(request: pytest.FixtureRequest) -> Iterator[Program]:
    with running(request.param) as found:
        yield found


def sent(program: Program, *envelopes: Envelope) -> dict[int, Outcome]:
    book = Memory()
    deliver(account(program.provider, program.api), iter(envelopes), book)
    assert program.unread == []
    return {one.seq: one for one in book.outcomes}


def meaning(outcome: Outcome) -> str:
    """A word for it, as the ledger hears it."""
    if isinstance(outcome, mailing.Refused):
        return mailing.meaning_of(outcome.code, outcome.text, outcome.verb).value
    return type(outcome).__name__


# What goes out


def test_where_it_is_taken_whole_it_is_ours_byte_for_byte(program: Program) -> None:
    one = envelope(1)
    found = sent(program, one)[1]
    assert isinstance(found, mailing.Accepted)
    assert queue_id(found.text)
    [taken] = program.taken
    assert (taken.recipient, taken.mark) == (one.recipient, mark_of(one.sender))
    if program.provider != "postmark":
        assert taken.whole == bytes(one.data)


@pytest.mark.parametrize("name", ["The Desk", "Müller, “Desk” & Co", 'A "quoted" one', ""])
def test_where_it_is_taken_in_parts_its_headers_and_texts_are_kept(name: str) -> None:
    whole = form(of=masthead(sender_name=name)).fill(recipient(1), at=AT)
    one = envelope(1, data=whole)
    with running("postmark") as program:
        sent(program, one)
    [taken] = program.taken
    ours = email.message_from_bytes(one.data, policy=policy.default)
    named, fields = taken.fields["named"], taken.fields
    for header in (
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "List-Id",
        "Feedback-ID",
        "Message-ID",
        "Auto-Submitted",
    ):
        assert "\n" not in named[header.lower()]
        read = email.message_from_string(f"{header}: {named[header.lower()]}\n\n", policy=policy.default)
        assert read[header] == ours[header].strip()
    assert fields["Subject"] == ours["Subject"]
    assert parseaddr(fields["From"]) == parseaddr(str(ours["From"]))
    assert (fields["MessageStream"], fields["TrackOpens"], fields["TrackLinks"]) == (
        "broadcast",
        False,
        "None",
    )
    text, html = (part.get_content() for part in ours.iter_parts())
    assert (fields["TextBody"], fields["HtmlBody"]) == (text, html)


def test_nobody_counts_who_opens_or_follows_what() -> None:
    with running("mailgun") as program:
        sent(program, envelope(1))
    [taken] = program.taken
    assert {name: value for name, value in taken.fields.items() if name.startswith("o:")} == {
        "o:tracking": "no",
        "o:tracking-opens": "no",
        "o:tracking-clicks": "no",
    }


def test_bounces_are_mailed_to_the_return_path_only_where_there_is_one() -> None:
    one = envelope(1)
    with running("ses") as program:
        mine = account("ses", program.api)
        for each in (mine, replace(mine, is_told_by_mail=True)):
            deliver(each, iter([one]), Memory())
    assert [taken.fields.get("FeedbackForwardingEmailAddress") for taken in program.taken] == [
        None,
        one.sender,
    ]


def test_many_go_over_few_lines_each_once(program: Program) -> None:
    book = Memory()
    deliver(
        account(program.provider, program.api),
        iter([envelope(seq) for seq in range(1, 31)]),
        book,
        connections=3,
    )
    assert set(book.words.values()) == {"Accepted"}
    assert sorted(taken.mark for taken in program.taken) == sorted(
        mark_of(envelope(seq).sender) for seq in range(1, 31)
    )
    assert sorted(book.intents) == list(range(1, 31))


# What became of it


FAULTS = [
    ("", "Accepted"),
    ("429", "slow down"),
    ("400", "refused"),
    ("500", "Unknown"),
    (SILENT, "Unknown"),
    (CUT, "Unknown"),
    (CUT_BEFORE, "Unknown"),
    (GARBLED, "Unknown"),
]
WORDED_AS = {"ses": "policy", "mailgun": "address", "postmark": "policy"}


@pytest.mark.parametrize(("fault", "word"), FAULTS)
def test_each_answer_has_its_meaning_and_no_request_is_made_twice(
    program: Program, fault: str, word: str
) -> None:
    program.plan = {1: fault}
    found = sent(program, envelope(1), envelope(2))
    word = WORDED_AS[program.provider] if word == "refused" else word
    assert [meaning(found[1]), meaning(found[2])] == [word, "Accepted"]
    assert program.requests == 2


@pytest.mark.parametrize(
    ("provider", "fault", "word"),
    [
        ("postmark", "invalid", "address"),
        ("postmark", "inactive", "mailbox"),
        ("postmark", "inactive, reworded", "mailbox"),
        ("postmark", "reworded", "policy"),
    ],
)
def test_answers_that_only_one_of_them_gives(provider: str, fault: str, word: str) -> None:
    with running(provider, {1: fault}) as program:
        assert meaning(sent(program, envelope(1))[1]) == word


@pytest.mark.parametrize("fault", ["a wrong key", "401", "ours"])
def test_where_the_account_is_refused_one_message_tells_it_for_all(program: Program, fault: str) -> None:
    book, mine = Memory(), account(program.provider, program.api)
    if fault == "a wrong key":
        mine = replace(mine, keys={name: _wrong(value) for name, value in mine.keys.items()})
    else:
        program.always = fault
    left = iter([envelope(seq) for seq in range(1, 9)])
    with pytest.raises(Unreachable, match="AUTH: refused"):
        deliver(mine, left, book, connections=2)
    assert {meaning(one) for one in book.outcomes} == {"configuration"}
    assert (program.requests, len(list(left)), program.taken) == (2, 6, [])


def test_an_address_that_is_none_of_mailguns_is_our_own_fault() -> None:
    with running("mailgun", always="nowhere") as program, pytest.raises(Unreachable):
        sent(program, envelope(1))


def _wrong(value: object) -> object:
    if isinstance(value, dict) and "aws_access_key_id" in value:
        return {**value, "aws_access_key_id": "KEY-ID-OF-SOMEBODY-ELSE"}
    return "another-key-of-the-tests" if value == KEY else value


def test_who_cannot_be_reached_has_nothing_and_it_may_be_tried_again(program: Program) -> None:
    book = Memory()
    nowhere = program.api.replace(program.url, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable):
        deliver(account(program.provider, nowhere), iter([envelope(1), envelope(2)]), book)
    assert (book.words, program.taken) == ({1: "NotSent"}, [])


def test_a_name_that_nobody_knows_is_not_reached(program: Program) -> None:
    book = Memory()
    with pytest.raises(Unreachable):
        deliver(
            account(program.provider, program.api.replace("127.0.0.1", "nowhere.localhost")),
            iter([envelope(1)]),
            book,
        )
    assert book.words == {1: "NotSent"}


def test_a_row_that_is_no_message_is_nobodys_business(program: Program) -> None:
    found = sent(program, envelope(1, recipient="no address"), envelope(2, data=b"nothing"), envelope(3))
    assert [type(found[seq]).__name__ for seq in (1, 2, 3)] == ["NotSent", "NotSent", "Accepted"]
    assert program.requests == 1


def test_the_intent_is_written_before_the_request_and_where_it_cannot_be_nothing_leaves(
    program: Program,
) -> None:
    class Full(Memory):
        def intend(self, envelope: Envelope) -> None:
            raise mailing.JournalBroken("the disk is full")

    book = Full()
    with pytest.raises(mailing.JournalBroken):
        deliver(account(program.provider, program.api), iter([envelope(1)]), book)
    assert (book.words, program.requests) == ({1: "NotSent"}, 0)


def test_whoever_is_told_to_stop_while_it_waits_does_not_know(program: Program) -> None:
    class Stopping(Memory):
        def intend(self, envelope: Envelope) -> None:
            super().intend(envelope)
            asyncio.get_running_loop().call_soon(delivering.cancel)

    book, program.always = Stopping(), SILENT
    delivering: asyncio.Future[None]

    async def course() -> None:
        nonlocal delivering
        async with Posts(account(program.provider, program.api), connections=1, answer=ANSWER) as posts:
            delivering = asyncio.ensure_future(posts.deliver(iter([envelope(1), envelope(2)]), book))
            await asyncio.wait([delivering])

    asyncio.run(course())
    assert (delivering.cancelled(), book.words) == (True, {1: "Unknown"})


def test_twin_a_library_that_tries_again_by_itself_sends_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Amazon's does, unless it is told not to: what a cut connection had taken goes out a second time."""
    from anymail.backends import amazon_ses

    real = amazon_ses._get_anymail_boto3_params

    def eager(**more: Any) -> Any:
        session, client = real(**more)
        client["config"].retries = {"total_max_attempts": 2, "mode": "standard"}
        return session, client

    monkeypatch.setattr(amazon_ses, "_get_anymail_boto3_params", eager)
    with running("ses", {1: CUT}) as program:
        sent(program, envelope(1))
    assert [taken.mark for taken in program.taken] == [mark_of(envelope(1).sender)] * 2


def test_twin_where_doubt_is_taken_for_no_the_second_try_sends_twice(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every client does that tries again after a timeout."""
    monkeypatch.setattr(line, "_says_unreached", lambda _: True)
    program.plan = {1: CUT}
    book = Memory()
    mine = account(program.provider, program.api)
    with pytest.raises(Unreachable):
        deliver(mine, iter([envelope(1)]), book)
    assert book.words == {1: "NotSent"}  # so the ledger would try again
    deliver(mine, iter([envelope(1)]), Memory())
    assert len(program.taken) == 2
