"""Events as each provider words them; django-anymail has their names, and leaves what else a receiving server said as it came."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from standfirst.apps.mailing.gateways.provider.account import Provider
from standfirst.apps.mailing.rules.returned.findings import Traces
from standfirst.apps.mailing.rules.returned.told import Told

MARK = "standfirst"  # under this name the sealed mark goes out beside a message, and comes back
_SMTP_CODES = range(400, 560)  # of a receiving server; what lies above or beside is the provider's own
_NOBODYS = (498, 499)

Event = Any  # anymail.signals.AnymailTrackingEvent, which has no types


def told_of(provider: Provider, event: Event) -> Told:
    """Raises KeyError, TypeError and ValueError where it is worded as no provider words it."""
    worded = _WORDED[provider](event)
    return Told(
        provider=provider,
        event=str(event.event_type),
        recipient=_word(event.recipient),
        message_id=_word(event.message_id),
        when=event.timestamp.isoformat() if event.timestamp else _word(event.event_id),
        class_=worded.class_,
        status=worded.status,
        words=worded.words,
        traces=Traces(
            marks=(worded.mark,) if worded.mark else (),
            message_ids=worded.message_ids,
            addresses=(_word(event.recipient).lower(),) if event.recipient else (),
        ),
    )


class _Worded(NamedTuple):
    class_: str
    status: str
    words: str
    mark: str
    message_ids: tuple[str, ...] = ()


def _of_ses(event: Event) -> _Worded:
    """Its own number of a message is none of ours; our Message-ID is among the headers."""
    body: Mapping[str, Any] = event.esp_event
    mail, bounce = body["mail"], body.get("bounce") or {}
    mine = [each for each in bounce.get("bouncedRecipients", ()) if each["emailAddress"] == event.recipient]
    status = _word(mine[0].get("status")) if mine else ""
    marks = (mail.get("tags") or {}).get(MARK) or [""]
    headers = mail.get("headers") or ()
    names = tuple(_word(each["value"]) for each in headers if _word(each["name"]).lower() == "message-id")
    return _Worded(_word(event.description), status, _word(event.mta_response), _word(marks[0]), names)


def _of_mailgun(event: Event) -> _Worded:
    body: Mapping[str, Any] = event.esp_event["event-data"]
    said = body.get("delivery-status") or {}
    code = said.get("code")
    is_smtp = isinstance(code, int) and code in _SMTP_CODES and code not in _NOBODYS
    words = f"{code} {_word(said.get('message'))}" if is_smtp else _word(said.get("message"))
    class_ = f"{_word(body.get('severity'))} {_word(body.get('reason'))} {_word(event.description)}"
    mark = _word((event.metadata or {}).get(MARK))
    return _Worded(class_, _word(said.get("enhanced-code")), words, mark, (_word(event.message_id),))


def _of_postmark(event: Event) -> _Worded:
    """It tells no Message-ID but its own number."""
    body: Mapping[str, Any] = event.esp_event
    class_ = _word(body.get("Type")) or _word(body.get("SuppressionReason"))
    return _Worded(class_, "", _word(event.mta_response), _word((event.metadata or {}).get(MARK)))


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


_WORDED: Mapping[Provider, Callable[[Event], _Worded]] = {
    Provider.SES: _of_ses,
    Provider.MAILGUN: _of_mailgun,
    Provider.POSTMARK: _of_postmark,
}
