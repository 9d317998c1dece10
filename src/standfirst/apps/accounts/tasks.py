"""What the accounts do by the calendar."""

from standfirst.apps.accounts.api import forget_freed_names, forget_reader_imports
from standfirst.core.clock import now
from standfirst.core.jobs import periodic


@periodic("accounts.forget_freed_names", cron="17 3 * * *")
def forget_names_held_long_enough() -> None:
    """The keys of names that nobody has any longer."""
    forget_freed_names(now=now())


@periodic("accounts.forget_reader_imports", cron="27 3 * * *")
def forget_tables_brought_in() -> None:
    """The lines of tables that were brought in long ago."""
    forget_reader_imports(now=now())
