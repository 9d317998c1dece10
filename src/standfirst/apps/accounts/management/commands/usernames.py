"""`standfirst usernames`: a username for every reader who has none, and the names of the staff protected."""

from typing import Any

from django.core.management.base import BaseCommand

from standfirst.apps.accounts.api import give_missing_usernames, protect_staff
from standfirst.core.clock import now


class Command(BaseCommand):
    help = "Give a username to every reader who has none, and protect the names of the staff. Safe to call again."

    def handle(self, *args: Any, **options: Any) -> None:
        taken = protect_staff(now=now())
        given = give_missing_usernames(now=now())
        self.stdout.write(f"{given} readers have a username now.")
        for name in taken:
            self.stdout.write(
                f"A reader is called like one of the staff: {name}. It waits for a second look."
            )
