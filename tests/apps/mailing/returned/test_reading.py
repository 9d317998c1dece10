"""What comes back, read: reports by their fields, words alone with care, and whatever is hostile without harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.apps.mailing.api import FAULTS, Finding, Kind, Meaning, read_returned
from standfirst.apps.mailing.rules.returned import reading
from standfirst.apps.mailing.rules.returned.apart import LARGEST, MOST_PARTS
from tests.apps.mailing.returned.making import (
    MESSAGE_ID,
    TO,
    complaint,
    dsn,
    multipart,
    original,
    plain,
)

A, M, C, P, X = Meaning.ADDRESS, Meaning.MAILBOX, Meaning.CONTENT, Meaning.POLICY, Meaning.CONFIGURATION
PATH = "b+1a.0123456789abcdef0123@bounces.example"


@pytest.mark.parametrize(
    ("status", "diagnostic", "fault", "is_permanent"),
    [
        ("5.1.1", "smtp; 550 5.1.1 <x@y.example>: Recipient address rejected: User unknown", A, True),
        ("5.1.1", "", A, True),
        ("5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", A, True),
        ("5.1.2", "smtp; Host or domain name not found", A, True),
        ("5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled", A, True),
        ("5.0.0", "smtp; 550 no such user here", A, True),
        ("5.0.0", "x-unix; 550 5.1.1 user unknown", A, True),
        ("5.2.2", "smtp; 552-5.2.2 The email account that you tried to reach is over quota", M, True),
        ("5.0.0", "smtp; 552 mailbox full", M, True),
        ("4.2.2", "smtp; 452 4.2.2 mailbox full", M, False),
        ("4.4.7", "smtp; delivery time expired", M, False),
        ("4.4.1", "X-Postfix; connect to there.example[192.0.2.1]:25: Connection timed out", M, False),
        ("5.3.4", "smtp; 552 5.3.4 message too big", C, True),
        ("5.6.0", "smtp; 554 5.6.0 content rejected", C, True),
        ("5.7.1", "smtp; 550 5.7.1 Message rejected as spam by Content Filtering.", C, True),
        ("5.7.1", "smtp; 554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org", P, True),
        ("5.7.1", "smtp; 550 5.7.1 our policy says no", P, True),
        ("4.7.0", "smtp; 421 4.7.0 our policy says no for now", P, False),
        ("5.7.26", "smtp; 550-5.7.26 This mail is unauthenticated", X, True),
        ("5.7.515", "smtp; 550 5.7.515 Access denied, sending domain does not meet the required level", X, True),
        ("5.0.0", "", None, True),
        ("nothing", "smtp; the weather", None, False),
        ("", "", None, False),
        ("5.1.1.1.1", "", None, False),
    ],
)  # fmt: skip
def test_a_report_says_what_is_at_fault(
    status: str, diagnostic: str, fault: Meaning | None, is_permanent: bool
) -> None:
    found = read_returned(dsn(status, diagnostic))
    assert (found.kind, found.fault, found.is_permanent) == (Kind.BOUNCE, fault, is_permanent)
    assert found.traces.message_ids == (MESSAGE_ID,)
    assert TO in found.traces.addresses
    assert "@" not in found.diagnostic


@pytest.mark.parametrize(
    ("message", "kind", "fault"),
    [
        (dsn("4.4.1", action="delayed"), Kind.DELAY, M),
        (dsn("2.0.0", action="delivered"), Kind.OTHER, None),
        (dsn("2.0.0", action="relayed"), Kind.OTHER, None),
        (dsn("2.0.0", action="expanded"), Kind.OTHER, None),
        (complaint(), Kind.COMPLAINT, None),
        (complaint("fraud"), Kind.COMPLAINT, None),
        (complaint("not-spam"), Kind.OTHER, None),
        (complaint("auth-failure"), Kind.OTHER, None),
        (plain("Hi. This is the mail program.\n\n<x@y.example>:\n192.0.2.1 said: 550 5.1.1 no mailbox here"), Kind.BOUNCE, A),
        (plain("A message could not be delivered: mailbox of x is full (#5.2.2)"), Kind.BOUNCE, M),
        (plain("Something has failed.\n\n--- Below this line is a copy of the message.\n\n" + original()), Kind.BOUNCE, None),
        (plain("It could not be delivered.", From="Desk <x@there.example>", Return_Path="<>"), Kind.BOUNCE, None),
        (plain("I am away; 550 5.1.1", From="r@there.example", Auto_Submitted="auto-replied", Return_Path="<>"), Kind.AUTO_REPLY, None),
        (plain("I am away", From="r@there.example", Subject="Automatic reply: The morning"), Kind.AUTO_REPLY, None),
        (plain("I am away", From="r@there.example", X_Autoreply="yes"), Kind.AUTO_REPLY, None),
        (plain("550 5.1.1 is what I wanted to ask you about", From="r@there.example", Subject="Re: codes"), Kind.OTHER, None),
        (b"", Kind.OTHER, None),
    ],
)  # fmt: skip
def test_each_sort_is_told_from_the_others(message: bytes, kind: Kind, fault: Meaning | None) -> None:
    found = read_returned(message)
    assert (found.kind, found.fault) == (kind, fault)


def test_of_several_recipients_what_is_for_good_counts() -> None:
    blocks = (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@there.example\nAction: delayed\nStatus: 4.4.1\n"
        "\nFinal-Recipient: rfc822; b@there.example\nAction: failed\nStatus: 5.1.1\n"
    )
    found = read_returned(multipart("delivery-status", ("message/delivery-status", blocks)))
    assert (found.kind, found.fault, found.is_permanent) == (Kind.BOUNCE, A, True)


def test_a_report_inside_what_came_back_is_nobodys_report() -> None:
    inside = dsn().decode().replace("=_b", "=_inner")
    message = multipart(
        "mixed", ("text/plain", "see below"), ("message/rfc822", inside), From="r@there.example"
    )
    assert read_returned(message).kind is Kind.OTHER


def test_every_place_in_which_a_return_path_may_stand_is_looked_at() -> None:
    other = PATH.replace("1a", "1b")
    back = original(**{"Return-Path": f"<{other}>"})
    found = read_returned(
        complaint(back=back, Original_Mail_From=f"<{PATH}>"), recipients=("in@news.example",)
    )
    assert found.traces.paths[0] == "in@news.example"
    assert {PATH, other} <= set(found.traces.paths)


@pytest.mark.parametrize(
    "message",
    [
        ("Content-Type: multipart/mixed; boundary=a\n\n--a\n" * (MOST_PARTS + 1)).encode(),
        ("Content-Type: message/rfc822\n\n" * (MOST_PARTS * 5)).encode(),
    ],
)  # fmt: skip
def test_what_is_nested_too_deeply_is_unread_and_still_told_by_its_envelope(message: bytes) -> None:
    found = read_returned(message, recipients=(PATH,))
    assert (found.kind, found.traces.paths) == (Kind.UNREAD, (PATH,))


def test_whatever_the_library_raises_leaves_it_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr(reading, "take_apart", fail)
    assert read_returned(dsn()).kind is Kind.UNREAD


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-7", "idna", "\x00", "x" * 5000])
def test_a_charset_that_is_none_changes_nothing(charset: str) -> None:
    body = f'From: mailer-daemon@x\nContent-Type: text/plain; charset="{charset}"\n\nmailbox full 5.2.2\n'
    assert read_returned(body.encode()).kind is Kind.BOUNCE


def test_what_is_huge_is_looked_at_as_far_as_a_report_reaches() -> None:
    found = read_returned(dsn(back=original() + "x" * LARGEST * 4))
    assert (found.kind, found.fault) == (Kind.BOUNCE, A)


def test_the_same_message_has_one_name_whatever_servers_put_on_top_of_it() -> None:
    message = dsn()
    again = b"Received: by mx\nReturn-Path: <>\n" + message
    assert read_returned(message).name == read_returned(again).name
    assert read_returned(message).name == read_returned(message.replace(b"\n", b"\r\n")).name
    assert read_returned(message).name != read_returned(dsn("5.2.2")).name
    assert read_returned(plain("x")).name != read_returned(plain("y")).name


def is_sound(found: Finding) -> bool:
    return (
        (found.fault is None or found.fault in FAULTS)
        and len(found.diagnostic) <= 300
        and found.diagnostic.isprintable()
        and len(found.name) == 64
        and len(found.status) <= 12
    )


words = st.text(max_size=80)
pieces = st.sampled_from(
    ["Status: 5.1.1\n", "Action: failed\n", "\n", "--=_b\n", "--=_b--\n", "Content-Type: message/delivery-status\n",
     "Content-Type: message/feedback-report\n", 'Content-Type: multipart/report; boundary="=_b"\n', "From: mailer-daemon\n",
     "Content-Transfer-Encoding: base64\n", "Feedback-Type: abuse\n", "Message-ID: <e1.ab@x>\n", " ", "=?x?b?/w==?=", "\x00"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(pieces, words), max_size=40))
def test_any_text_has_a_finding(parts: list[str]) -> None:
    assert is_sound(read_returned("".join(parts).encode("utf-8", "surrogatepass"), recipients=(PATH,)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2000), st.integers(0, 400))
def test_any_bytes_within_a_report_have_a_finding(noise: bytes, place: int, length: int) -> None:
    message = dsn()
    assert is_sound(read_returned(message[:place] + noise + message[place + length :]))


@given(status=words, diagnostic=words)
def test_any_words_of_a_server_have_a_meaning_or_none(status: str, diagnostic: str) -> None:
    found = reading.fault_of(status, diagnostic)
    assert found.fault is None or found.fault in FAULTS
    assert len(found.diagnostic) <= 300
