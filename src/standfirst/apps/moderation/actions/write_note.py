"""A moderator tells the others something about a reader."""

from datetime import datetime

from standfirst.apps.moderation.actions.sanction_reader import Refused
from standfirst.apps.moderation.models import Note

LONGEST = 1_000


def write_note(*, reader_id: int, text: str, by: int, now: datetime) -> int:
    """Its number. Raises Refused."""
    if not 0 < len(text.strip()) <= LONGEST:
        raise Refused(f"A note has from 1 to {LONGEST} characters.")
    return Note.objects.create(reader_id=reader_id, text=text.strip(), by_id=by, written_at=now).pk
