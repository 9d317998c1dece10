"""Promotion codes: less to pay for those who know a word."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from standfirst.apps.membership.rules.promotions import Lasts, Promotion

CODE = RegexValidator(r"^[A-Z0-9-]{3,40}$", "Capital letters, digits and hyphens, three to forty of them.")


class PromotionCode(models.Model):
    """A word that makes a subscription cheaper: by a percentage, or by a sum in one currency."""

    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    note = models.CharField(max_length=200, blank=True, help_text="For the desk: what it is for.")
    percent_off = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    amount_off = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(max_length=3, blank=True, help_text="Of the sum; empty for a percentage.")
    lasts = models.CharField(
        max_length=7,
        choices=[(Lasts.FIRST.value, "for the first payment"), (Lasts.FOREVER.value, "for good")],
        default=Lasts.FIRST.value,
    )
    most = models.PositiveIntegerField(
        null=True, blank=True, help_text="How often it may be used; empty: without limit."
    )
    used = models.PositiveIntegerField(default=0, editable=False)
    until = models.DateTimeField(null=True, blank=True, help_text="Until when; empty: without end.")
    plans = models.ManyToManyField(
        "membership.Plan", blank=True, related_name="+", help_text="None chosen: for all plans."
    )
    in_force = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(percent_off__isnull=False, amount_off=None, currency="")
                    | Q(percent_off=None, amount_off__isnull=False, currency__regex="^[A-Z]{3}$")
                ),
                name="a_percentage_or_a_sum",
                violation_error_message="Either a percentage, or a sum and its currency.",
            ),
            models.CheckConstraint(condition=Q(most=None) | Q(used__lte=F("most")), name="used_at_most"),
        ]

    def __str__(self) -> str:
        return self.code

    def promotion(self) -> Promotion:
        """What it takes off."""
        return Promotion(self.percent_off, self.amount_off, self.currency, Lasts(self.lasts))


class PromotionUse(models.Model):
    """That a reader used a code; once each."""

    code = models.ForeignKey(PromotionCode, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "reader"], name="a_code_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.code_id} by {self.reader_id}"
