"""What the desk's screens leave to the worker."""

from standfirst.apps.accounts import api as accounts
from standfirst.apps.moderation import api as moderation
from standfirst.core import jobs
from standfirst.screens.desk import importing, replaying


@jobs.job(importing.LOOKING)
def look_through_readers(import_id: int) -> None:
    """A long table that somebody has sent."""
    importing.look_through(import_id)


@jobs.job(importing.JOB)
def import_readers(import_id: int) -> None:
    """A table of readers that somebody has confirmed; begun again where it was broken off."""
    table = accounts.find_import(import_id=import_id)
    if table is not None and table.state == accounts.ReaderImport.State.RUNNING:
        importing.bring_in(table)


@jobs.job(replaying.JOB)
def try_words(trial_id: int) -> None:
    """A draft of the words on what went out before; what is done is not done again."""
    trial = moderation.find_trial(trial_id=trial_id)
    if trial is not None and trial.done_at is None:
        replaying.try_words(trial)
