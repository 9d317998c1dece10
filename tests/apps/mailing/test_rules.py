"""What a letter may carry: one address, one line of subject, few headers."""

import smtplib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.addresses import fault_of_address, fault_of_headers
from standfirst.apps.mailing.rules.refusals import Refusal, kind_of
from standfirst.apps.mailing.rules.wording import NotALetter, read_wording


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example",
        "first.last+tag@sub.domain.example",
        "o'brien@example.org",
        "=cmd@example.org",
        "reader@localhost",
        "leserin@bücher.example",
        "x" * 64 + "@example.org",
    ],
)
def test_one_plain_address_is_taken(address: str) -> None:
    assert fault_of_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "", "nobody", "@example.org", "a@", "a@@b.example", "a@b@c.example", "a@b.example,c@d.example",
        "a@b.example;c@d.example", "a@b.example c@d.example", "A <a@b.example>", "<a@b.example>", '"a b"@c.example',
        "a@b.example\r\nBcc: c@d.example", "a@b.example\n", "\ra@b.example", "a\x00@b.example", "a@b\x00.example",
        "a@b.example\u2028", "a@b.example\x0b", "a@b..example", ".a@b.example", "a.@b.example", "a..b@c.example",
        "a@-b.example", "a@b-.example", "a@[127.0.0.1]", "a@127.0.0.1", "a@b.example.", "ä@b.example", "a(x)@b.example",
        "x" * 65 + "@example.org", "a@" + "b" * 64 + ".example", "a@" + "b." * 130 + "example", "a%0d%0a@b.example\t",
        "a@b_c.example", "a@\ud800.example", "a@b.example\\",
    ],
)  # fmt: skip
def test_anything_else_is_refused(address: str) -> None:
    assert fault_of_address(address) is not None


@given(st.text(max_size=60))
def test_no_accepted_address_holds_a_separator(text: str) -> None:
    for address in (text, f"{text}@example.org", f"a@{text}"):
        if fault_of_address(address) is None:
            assert address.count("@") == 1
            assert not set(address) & set(' ,;<>()[]"\\\r\n\x00')


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"List-Unsubscribe": "<https://review.example/stop/x>"}, True),
        ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}, True),
        ({"Bcc": "a@b.example"}, False),
        ({"list-unsubscribe": "<https://review.example/>"}, False),
        ({"Message-ID": "<x@y>"}, False),
        ({"Reply-To": "a@b.example\r\nBcc: c@d.example"}, False),
        ({"Reply-To": "a@b.example\x0bBcc: c@d.example"}, False),
        ({"Reply-To": ""}, False),
        ({"List-Id": "ä"}, False),
        ({"List-Unsubscribe": f"<https://review.example/{'x' * 900}>"}, False),
    ],
)
def test_few_headers_may_be_asked_for(headers: dict[str, str], taken: bool) -> None:
    assert (fault_of_headers(headers) is None) is taken


@pytest.mark.parametrize(
    ("rendered", "subject", "text"),
    [
        ("Subject: One\n\nTwo\n", "One", "Two\n"),
        ("\nSubject: One\r\n\r\nTwo\r\n\r\nThree", "One", "Two\n\nThree\n"),
        ("Subject: One\nBcc: a@b.example\n\nTwo", "One Bcc: a@b.example", "Two\n"),
        ("Subject: One\x0bX: y\u2028Z: \x85\x00end\n\nTwo", "One X: y Z: end", "Two\n"),
        ("Subject: =?utf-8?q?=0D=0ABcc?= =cmd\n\nTwo", "=?utf-8?q?=0D=0ABcc?= =cmd", "Two\n"),
        ("Subject: a\u202egpj.exe\n\nTwo\x00\ud800", "a gpj.exe", "Two\n"),
        (f"Subject: {'x' * 300}\n\nTwo", "x" * 200, "Two\n"),
    ],
)
def test_the_subject_stays_one_line(rendered: str, subject: str, text: str) -> None:
    found = read_wording(rendered)
    assert (found.subject, found.text) == (subject, text)


@pytest.mark.parametrize(
    "rendered",
    [
        "",
        "Two",
        "Subject: One",
        "Subject: One\nTwo",
        "Subject: \n\nTwo",
        "Subject: One\n\n \n",
        "Bcc: x\n\nTwo",
    ],
)
def test_what_is_no_letter_is_not_sent(rendered: str) -> None:
    with pytest.raises(NotALetter):
        read_wording(rendered)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no")}), Refusal.FOR_GOOD),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"later")}), Refusal.PASSING),
        (smtplib.SMTPDataError(554, b"no"), Refusal.FOR_GOOD),
        (smtplib.SMTPDataError(451, b"later"), Refusal.PASSING),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), Refusal.FOR_GOOD),
        (smtplib.SMTPAuthenticationError(535, b"no"), Refusal.PASSING),
        (smtplib.SMTPConnectError(554, b"no"), Refusal.PASSING),
        (smtplib.SMTPServerDisconnected("gone"), Refusal.PASSING),
        (ConnectionRefusedError(), Refusal.PASSING),
        (TimeoutError(), Refusal.PASSING),
        (ValueError("a header with a line break"), Refusal.FOR_GOOD),
    ],
)
def test_a_refusal_is_passing_or_for_good(problem: Exception, kind: Refusal) -> None:
    assert kind_of(problem) is kind
