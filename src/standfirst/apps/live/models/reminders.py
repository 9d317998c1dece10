"""Who wants to be written to before an interview."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from standfirst.apps.live.rules.reminders import Letter, Reminded

_LETTERS = [(letter.value, letter.name.lower()) for letter in Letter if letter]


class Reminder(models.Model):
    """Of one reader for one interview. `told` is the last letter, `knows` the time that they know of, and `since` when."""

    interview = models.ForeignKey("live.InterviewPage", on_delete=models.CASCADE, related_name="reminders")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    told = models.CharField(max_length=8, choices=_LETTERS, blank=True)
    knows = models.DateTimeField()
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["interview", "reader"], name="one_reminder_a_reader_an_interview"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["reader", "interview"], name="reminders_of_reader")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"

    @property
    def state(self) -> Reminded:
        """As the rule reads it."""
        return Reminded(told=Letter(self.told), knows=self.knows, since=self.since)
