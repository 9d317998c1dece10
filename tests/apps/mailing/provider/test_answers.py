"""What providers answer, in the words of mail servers."""

import pytest

from standfirst.apps.mailing.rules.bulk.answers import refusal_of
from standfirst.apps.mailing.rules.bulk.outcomes import Verb
from standfirst.apps.mailing.rules.replies import Meaning, meaning_of

M = Meaning
ANSWERS = [
    (429, "Too many requests", M.SLOW_DOWN),
    (429, "TooManyRequestsException Maximum sending rate exceeded.", M.SLOW_DOWN),
    (400, "Throttling Maximum sending rate exceeded", M.SLOW_DOWN),
    (400, "Throttling Daily message quota exceeded", M.CONFIGURATION),
    (400, "LimitExceededException There are too many", M.SLOW_DOWN),
    (401, "Forbidden", M.CONFIGURATION),
    (402, "Payment required", M.CONFIGURATION),
    (403, "SignatureDoesNotMatch", M.CONFIGURATION),
    (404, "Domain not found: news.example", M.CONFIGURATION),
    (
        400,
        "MessageRejected Email address is not verified. The following identities failed the check",
        M.CONFIGURATION,
    ),
    (400, "MailFromDomainNotVerifiedException", M.CONFIGURATION),
    (400, "AccountSuspendedException", M.CONFIGURATION),
    (400, "SendingPausedException", M.CONFIGURATION),
    (422, "The 'From' address you supplied is not a Sender Signature on your account.", M.CONFIGURATION),
    (422, "The message stream provided: x does not exist on this server.", M.CONFIGURATION),
    (200, "Mailgun Magnificent API", M.CONFIGURATION),
    (413, "Request Entity Too Large", M.CONTENT),
    (400, "to parameter is not a valid address. please check documentation", M.ADDRESS),
    (422, "Error parsing 'To': Illegal email address 'x'.", M.ADDRESS),
    (422, "You tried to send to a recipient that has been marked as inactive.", M.MAILBOX),
    (400, "MessageRejected Message contains a virus", M.CONTENT),
    (400, "BadRequestException", M.POLICY),
]


@pytest.mark.parametrize(("status", "text", "meaning"), ANSWERS)
def test_a_plain_no_has_its_meaning(status: int, text: str, meaning: Meaning) -> None:
    said = refusal_of(status, text)
    assert said is not None
    assert meaning_of(*said) is meaning
    assert meaning_of(said[0], "") in {meaning, M.POLICY, M.CONTENT}, (
        "as a journal has it, it may only be milder"
    )


def test_a_limit_is_the_providers_and_no_receiving_sites() -> None:
    """Else only the site of that one address would be written to more slowly."""
    said = refusal_of(429, "Too many requests")
    assert said is not None
    assert said[2] is not Verb.RCPT


@pytest.mark.parametrize("status", [0, 100, 200, 204, 301, 408, 500, 502, 503, 504, 599])
def test_after_anything_else_the_message_may_be_there(status: int) -> None:
    assert refusal_of(status, "Something went wrong") is None
