"""Reads of letters to single readers."""

from standfirst.apps.mailing.models import Letter


def find_letter(*, number: int | None = None, message_id: str = "") -> Letter | None:
    """By its number, or else by its Message-ID with brackets."""
    if number is not None:
        return Letter.objects.filter(pk=number).first()
    return Letter.objects.filter(message_id=message_id).first()
