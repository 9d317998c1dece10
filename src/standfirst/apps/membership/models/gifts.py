"""Links by which a subscriber gives one article away, and what readers have used up of a month's allowance."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class GiftLink(models.Model):
    """Opens one article to whoever has it. Only its hash is kept, so the table opens nothing."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article_id = models.PositiveIntegerField()  # a number alone: articles are above this app
    digest = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opens = models.PositiveIntegerField(default=0)
    most_opens = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(opens__lte=models.F("most_opens")), name="gift_opens"),
        ]
        indexes: ClassVar = [models.Index(fields=["giver", "-given_at"], name="gifts_of_a_reader")]

    def __str__(self) -> str:
        return f"gift of article {self.article_id}"


class MonthlyUse(models.Model):
    """How much of an allowance a reader has used in a calendar month."""

    class Kind(models.TextChoices):
        GIFT = "gift", "Articles given"
        METER = "meter", "Articles read without a subscription"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    month = models.DateField(help_text="Its first day.")
    used = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "kind", "month"], name="one_use_a_reader_and_month"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.reader_id} in {self.month}: {self.used}"
