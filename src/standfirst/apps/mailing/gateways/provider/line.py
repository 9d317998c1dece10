"""One line to a provider's program: a message goes out, and what became of it comes back as if a mail server had said it."""

import ssl
from collections.abc import Iterator
from typing import Any

from standfirst.apps.mailing.gateways.provider.account import Account, Provider
from standfirst.apps.mailing.gateways.provider.messages import message_of
from standfirst.apps.mailing.rules.bulk.answers import NO_ADDRESS, NOT_TRIED, Said, refusal_of
from standfirst.apps.mailing.rules.bulk.outcomes import (
    Accepted,
    Envelope,
    NotSent,
    Outcome,
    Refused,
    Unknown,
    Verb,
)

NOT_REACHED = "unreachable"
_LONGEST_NAME = 64
_NO_KEY = ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError")
_TAKEN = 250
_YES = frozenset({"sent", "queued"})


class Line:
    """Used by one thread at a time; the connection stays open between messages. `answer` is in seconds, for each read.

    Raises what the libraries do where they cannot work with the account.
    """

    def __init__(self, account: Account, *, answer: float) -> None:
        self._account = account
        self._backend = _backend(account, connect=min(10.0, answer / 2), answer=answer)
        self._backend.open()

    def post(self, one: Envelope) -> Outcome:
        """Never raises. One request, and never a second one by itself."""
        try:
            message = message_of(one, self._account)
        except Exception:  # whatever is wrong with it, nobody was told of it
            return NotSent(one.seq, one.attempt, "message")
        try:
            self._backend.send_messages([message])
        except Exception as trouble:  # what is not known to have been refused may have been taken
            return _outcome(trouble, one)
        return _answered(message.anymail_status, one)  # type: ignore[attr-defined]

    def close(self) -> None:
        """Hang up."""
        self._backend.close()


def _backend(account: Account, *, connect: float, answer: float) -> Any:
    """Libraries that would send again by themselves are told not to: they cannot know whether the first was taken."""
    if account.provider is Provider.SES:
        from anymail.backends.amazon_ses import EmailBackend as Amazon  # noqa: PLC0415  only those who use it need it

        own = {"retries": {"total_max_attempts": 1}, "connect_timeout": connect, "read_timeout": answer}
        keys: dict[str, Any] = dict(account.keys)
        return Amazon(**{**keys, "client_params": {**keys["client_params"], "config": own}})
    if account.provider is Provider.MAILGUN:
        from standfirst.apps.mailing.gateways.provider.mailgun import EmailBackend as Mailgun  # noqa: PLC0415

        return Mailgun(**account.keys, timeout=(connect, answer))
    from anymail.backends.postmark import EmailBackend as Postmark  # noqa: PLC0415

    return Postmark(**account.keys, timeout=(connect, answer))


def _answered(status: Any, one: Envelope) -> Outcome:
    """Only a plain yes is one: a refusal in words that the library does not know comes without an exception."""
    if not status.status or not status.status <= _YES:
        return _heard(_said_in(status.esp_response), one)
    name = str(status.message_id).strip("<>")[:_LONGEST_NAME]
    return Accepted(one.seq, one.attempt, _TAKEN, f"id={name}")


def _outcome(trouble: Exception, one: Envelope) -> Outcome:
    chain = list(_chain(trouble))
    if any(_says_unreached(each) for each in chain):
        return NotSent(one.seq, one.attempt, NOT_REACHED)
    return _heard(_said(trouble, {type(each).__name__ for each in chain}), one)


def _heard(said: Said | None, one: Envelope) -> Outcome:
    if said is None:
        return Unknown(one.seq, one.attempt, "no answer")
    code, text, verb = said
    return Refused(one.seq, one.attempt, code, text, verb)


def _said(trouble: Exception, names: set[str]) -> Said | None:
    if "AnymailRecipientsRefused" in names:
        status = trouble.email_message.anymail_status.status  # type: ignore[attr-defined]
        return NO_ADDRESS if "invalid" in status else NOT_TRIED
    if names & {"AnymailInvalidAddress"}:
        return NO_ADDRESS
    if names & set(_NO_KEY):
        return 535, "5.7.8 there is no key", Verb.AUTH
    return _said_in(getattr(trouble, "response", None))


def _said_in(answer: Any) -> Said | None:
    if isinstance(answer, dict):  # of boto3
        error = answer.get("Error", {})
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return refusal_of(status, f"{error.get('Code', '')} {error.get('Message', '')}")
    return refusal_of(answer.status_code, answer.text[:2000]) if answer is not None else None


def _chain(trouble: BaseException) -> Iterator[BaseException]:
    """What lies beneath: libraries wrap each other's."""
    seen: set[int] = set()
    beneath: list[object] = [trouble]
    while beneath:
        each = beneath.pop()
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            beneath += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]


def _says_unreached(trouble: BaseException) -> bool:
    """No connection came about, so no byte of the message has left."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError  # noqa: PLC0415  comes with both libraries

    return isinstance(trouble, NewConnectionError | ConnectTimeoutError | ssl.SSLCertVerificationError)
