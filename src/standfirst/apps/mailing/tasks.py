"""Jobs of the mail: sending, and tidying."""

from standfirst.apps.mailing.actions import send_letter as sending
from standfirst.apps.mailing.actions import tidy_letters as tidying
from standfirst.core import clock, jobs

AHEAD = 10  # of everything in bulk, such as an edition of a newsletter


@jobs.job("mailing.send_letter", queue="mail", priority=AHEAD)
def send_letter(*, letter_id: int) -> None:
    sending.send_letter(letter_id=letter_id, now=clock.now())


@jobs.periodic("mailing.trim_letters", cron="37 3 * * *")
def trim_letters() -> None:
    tidying.trim_letters(now=clock.now())


@jobs.periodic("mailing.ring_forgotten", cron="47 * * * *")
def ring_forgotten() -> None:
    tidying.ring_forgotten(now=clock.now())
