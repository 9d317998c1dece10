"""What every letter of the comments says besides its matter, and the way to have no more of them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing

_SALT = "comments.replies"


def write_letter(
    name: str, reader: User, *, now: datetime, can_be_stopped: bool = False, **more: Any
) -> bool:
    """One of the letters in `comments/emails/`; nobody writes to an account that is closed or erased.

    Those about replies can be stopped by one click (RFC 8058); what was decided on somebody's words is always told.
    """
    if not reader.is_active or reader.erased_at is not None:
        return False
    stop = f"{settings.ORIGIN}/comments/no-mail/{stop_token(reader.pk)}/"
    context = {
        "publication_name": editorial.get_publication().name,
        "origin": settings.ORIGIN,
        "name": reader.first_name or reader.username,
        "own": f"{settings.ORIGIN}/account/comments/",
        "stop": stop,
        **more,
    }
    mailing.post(
        to=reader.email,
        template=f"comments/emails/{name}",
        context=context,
        now=now,
        language=reader.language,
        headers=_one_click(stop) if can_be_stopped else {},
    )
    return True


def _one_click(stop: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def stop_token(reader_id: int) -> str:
    """What stops the letters of one reader, and can do nothing else."""
    return signing.Signer(salt=_SALT).sign(str(reader_id))


def reader_of_token(token: str) -> int | None:
    """Whose letters it stops."""
    try:
        return int(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
