"""`standfirst verify_audit`: is the record of acts whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from standfirst.apps.audit.queries import head_of_chain, verify_chain


class Command(BaseCommand):
    """Prints the last seal, which is worth keeping elsewhere: entries cut off at the end are seen only by it."""

    help = "Check every entry of the audit against the one before it."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = verify_chain()
        if broken is not None:
            raise CommandError(f"Entry {broken} is missing or is not as it was written.")
        number, digest = head_of_chain()
        self.stdout.write(f"{number} entries are whole. The last seal is {digest or 'none'}.")
