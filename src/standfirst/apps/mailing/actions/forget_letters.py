"""Forget letters to an address that belongs to somebody else now, or to nobody."""

from datetime import datetime

from standfirst.apps.mailing.models import Letter


def forget_letters(*, to: str, since: datetime | None, until: datetime | None) -> int:
    """All of them, or those of a time with its first and last moment; how many. Part of the caller's transaction."""
    letters = Letter.objects.filter(to=to)
    letters = letters.filter(made_at__gte=since) if since else letters
    letters = letters.filter(made_at__lte=until) if until else letters
    return letters.delete()[0]
