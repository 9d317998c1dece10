"""Somebody of the staff has lost their second factor: the desk takes it away, and they set up another."""

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.models import User
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing


def reset_second_factor(
    *, reader_id: int, by_id: int, because: str, context: Mapping[str, object], now: datetime
) -> int:
    """Passkeys, apps and recovery codes go, every session ends, the person is told; how many went.

    Part of the caller's transaction.
    """
    reader = User.objects.select_for_update().get(pk=reader_id)
    gone: int = Authenticator.objects.filter(user=reader).delete()[0]
    end_sessions(reader_id=reader_id)
    mailing.post(to=reader.email, template="accounts/emails/second_factor_reset", context=context, now=now)
    audit.record(
        action="accounts.reset_second_factor",
        actor_id=by_id,
        actor="the desk",
        about=f"reader:{reader_id}",
        reason=because,
        details={"factors": gone},
        now=now,
    )
    return gone
