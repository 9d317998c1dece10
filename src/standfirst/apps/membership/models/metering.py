"""Articles that readers have opened this month without what they ask for."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class MeteredReading(models.Model):
    """A reader opened an article in a calendar month; opening it again in that month is not counted."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="Its first day.")
    article_id = models.PositiveIntegerField()  # a number alone: articles are above this app

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "month", "article_id"], name="one_reading_a_month"),
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} in {self.month}"
