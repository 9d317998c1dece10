"""What servers say, and what follows from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.bulk.outcomes import Verb
from standfirst.apps.mailing.rules.replies import Meaning, enhanced_code, meaning_of

M = Meaning
SAYINGS = [
    (250, "2.0.0 Ok: queued as 4XyZ", Verb.DOT, M.DELIVERED),
    (421, "4.7.0 Try again later, closing connection.", Verb.MAIL, M.SLOW_DOWN),
    (421, "Service not available", Verb.CONNECT, M.SLOW_DOWN),
    (454, "Throttling failure: Maximum sending rate exceeded.", Verb.DOT, M.SLOW_DOWN),
    (451, "4.7.500 Server busy. Please try again later", Verb.MAIL, M.SLOW_DOWN),
    (451, "4.7.650 The mail server has been temporarily rate limited due to IP reputation", Verb.MAIL, M.SLOW_DOWN),
    (450, "4.2.1 The user you are trying to contact is receiving mail at a rate that prevents more", Verb.RCPT, M.SLOW_DOWN),
    (451, "4.3.0 Temporary lookup failure", Verb.RCPT, M.RETRY),
    (450, "4.2.0 Greylisted", Verb.RCPT, M.RETRY),
    (452, "4.2.2 The email account that you tried to reach is over quota", Verb.RCPT, M.RETRY),
    (452, "4.3.1 Insufficient system storage", Verb.MAIL, M.RETRY),
    (450, "5.1.1 user unknown", Verb.RCPT, M.RETRY),
    (550, "5.1.1 The email account that you tried to reach does not exist", Verb.RCPT, M.ADDRESS),
    (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", Verb.DOT, M.ADDRESS),
    (550, "5.4.1 Recipient address rejected: Access denied.", Verb.RCPT, M.ADDRESS),
    (550, "5.2.1 The email account that you tried to reach is inactive", Verb.RCPT, M.ADDRESS),
    (550, "Requested action not taken: mailbox unavailable", Verb.RCPT, M.ADDRESS),
    (550, "No such user here", Verb.RCPT, M.ADDRESS),
    (554, "delivery error: dd This user doesn't have a yahoo.example account", Verb.DOT, M.ADDRESS),
    (551, "please try another", Verb.RCPT, M.ADDRESS),
    (552, "5.2.2 The email account that you tried to reach is over quota", Verb.RCPT, M.MAILBOX),
    (550, "5.2.2 mailbox full", Verb.DOT, M.MAILBOX),
    (552, "Requested mail action aborted: exceeded storage allocation", Verb.RCPT, M.MAILBOX),
    (552, "5.3.4 Message size exceeds fixed maximum message size", Verb.MAIL, M.CONTENT),
    (552, "too large", Verb.DOT, M.CONTENT),
    (554, "5.6.0 Message contains an invalid header", Verb.DOT, M.CONTENT),
    (550, "5.7.1 Message rejected as spam by content filtering", Verb.DOT, M.CONTENT),
    (550, "5.7.1 Service unavailable, client host blocked using Spamhaus", Verb.RCPT, M.POLICY),
    (554, "5.7.9 Message not accepted for policy reasons", Verb.DOT, M.POLICY),
    (550, "5.7.1 Our system has detected that this message is not wanted", Verb.DOT, M.POLICY),
    (550, "something else", Verb.RCPT, M.POLICY),
    (550, "5.7.515 Access denied, sending domain news.example doesn't meet the required authentication level", Verb.DOT, M.CONFIGURATION),
    (550, "5.7.26 This mail has been blocked because the sender is unauthenticated", Verb.DOT, M.CONFIGURATION),
    (550, "5.7.25 The IP address sending this message does not have a PTR record", Verb.DOT, M.CONFIGURATION),
    (550, "5.7.509 Access denied, sending domain does not pass DMARC verification", Verb.DOT, M.CONFIGURATION),
    (550, "5.7.1 Unauthenticated email from news.example is not accepted due to domain's DMARC policy", Verb.DOT, M.CONFIGURATION),
    (550, "5.7.1 relaying denied", Verb.RCPT, M.CONFIGURATION),
    (535, "5.7.8 Authentication credentials invalid", Verb.AUTH, M.CONFIGURATION),
    (530, "5.7.0 Must issue a STARTTLS command first", Verb.MAIL, M.CONFIGURATION),
    (501, "5.1.7 Bad sender address syntax", Verb.MAIL, M.CONFIGURATION),
    (553, "5.1.8 Sender address rejected: Domain not found", Verb.RCPT, M.CONFIGURATION),
    (503, "5.5.1 Error: need RCPT command", Verb.DATA, M.CONFIGURATION),
    (550, "unknown user", Verb.MAIL, M.POLICY),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "verb", "meaning"), SAYINGS)
def test_what_a_reply_means(code: int, text: str, verb: Verb, meaning: Meaning) -> None:
    assert meaning_of(code, text, verb) is meaning


@given(code=st.integers(400, 499), text=st.text(max_size=80), verb=st.sampled_from(list(Verb)))
def test_a_passing_refusal_never_ends_anything(code: int, text: str, verb: Verb) -> None:
    for saying in (text, *(said for _, said, _, _ in SAYINGS)):
        assert meaning_of(code, saying, verb) in {M.RETRY, M.SLOW_DOWN}


@given(code=st.integers(500, 599), text=st.text(max_size=80))
def test_before_a_recipient_is_named_no_address_can_be_at_fault(code: int, text: str) -> None:
    for verb in (Verb.CONNECT, Verb.EHLO, Verb.STARTTLS, Verb.AUTH, Verb.MAIL):
        for saying in (text, *(said for _, said, _, _ in SAYINGS)):
            assert meaning_of(code, saying, verb) not in {M.ADDRESS, M.MAILBOX, M.DELIVERED}


@pytest.mark.parametrize("words", ["SPF", "dkim", "DMARC", "5.7.26", "5.7.515"])
def test_our_own_fault_never_costs_a_reader_their_address(words: str) -> None:
    for _, said, verb, _ in SAYINGS:
        if not enhanced_code(550, said):
            assert meaning_of(550, f"{words} {said}", verb) is M.CONFIGURATION


@pytest.mark.parametrize(
    ("code", "text", "enhanced"),
    [(550, "5.1.1 x", "5.1.1"), (550, "x 5.7.26 y", "5.7.26"), (450, "5.1.1 x", ""), (550, "10.5.1.1", ""), (550, "", "")],
)  # fmt: skip
def test_the_enhanced_code_is_of_the_same_class(code: int, text: str, enhanced: str) -> None:
    assert enhanced_code(code, text) == enhanced
