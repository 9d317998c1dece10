"""What a provider's program answers, in the words that mail servers have for it; so one table says what follows (`rules.replies`).

A refusal is believed only where the program has plainly read the request and said no. After anything else it may have the
message.
"""

import re

from standfirst.apps.mailing.rules.bulk.outcomes import Verb

Said = tuple[int, str, Verb]  # as a mail server's reply: code, text, and at which verb

_OURS = re.compile(
    # Amazon SES by the names of its errors, Mailgun and Postmark by their words.
    r"accountsuspended|sendingpaused|mailfromdomainnotverified|not ?verified|notfoundexception|accessdenied|"
    r"unrecognizedclient|invalidclienttoken|signaturedoesnotmatch|expiredtoken|missingauthentication|"
    r"domain not found|not allowed to send|account is (?:disabled|pending|suspended)|sender signature|"
    r"message stream|magnificent|quota exceeded",
    re.I,
)
_NO_ADDRESS = re.compile(r"(?:invalid|error parsing) '?to'?\b|\bto'? parameter is not a valid address", re.I)
_NOT_TRIED = re.compile(r"marked as inactive|inactive recipient|suppression list", re.I)
_TOO_FAST = re.compile(r"thrott|toomanyrequests|rate exceeded|too many requests|limitexceeded", re.I)
_UNAUTHORISED = frozenset({401, 402, 403, 404, 405})
_DOUBTFUL = frozenset({408})  # it gave up waiting for the rest of the request
_TOO_LARGE, _TOO_MANY = 413, 429

SLOW_DOWN: Said = (421, "4.7.0 too many requests", Verb.DATA)
NO_ADDRESS: Said = (550, "5.1.3 the provider takes it for no address", Verb.RCPT)
NOT_TRIED: Said = (552, "5.2.2 the provider writes there no more", Verb.RCPT)


def refusal_of(status: int, text: str) -> Said | None:
    """Of an answer with this HTTP status; `text` has the name of the error and its words. None where the message may be there."""
    if status in _UNAUTHORISED or (status < 500 and _OURS.search(text)):
        return 535, f"5.7.8 {text}", Verb.AUTH
    if status == _TOO_MANY or (400 <= status < 500 and _TOO_FAST.search(text)):
        return SLOW_DOWN
    if not 400 <= status < 500 or status in _DOUBTFUL:
        return None
    if status == _TOO_LARGE:
        return 552, f"5.3.4 {text}", Verb.DATA
    return _of_this_one(text)


def _of_this_one(text: str) -> Said:
    if _NO_ADDRESS.search(text):
        return NO_ADDRESS
    return NOT_TRIED if _NOT_TRIED.search(text) else (554, text, Verb.DATA)
