"""What the desk's screens leave to the worker."""

from standfirst.apps.accounts import api as accounts
from standfirst.core import jobs
from standfirst.screens.desk import importing


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
