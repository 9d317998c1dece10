"""What a reader can subscribe to, and for how much."""

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from standfirst.core.money import money

CURRENCY = RegexValidator(r"^[A-Z]{3}$", "Three capital letters (ISO 4217), such as EUR.")


class Interval(models.TextChoices):
    """For how long one payment is."""

    MONTH = "month", "a month"
    YEAR = "year", "a year"


class Plan(models.Model):
    """A subscription on offer. Plans of one `group` open the same things and share their pages."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    blurb = models.TextField(help_text="One or two sentences under the name.")
    for_whom = models.CharField(
        max_length=200, blank=True, help_text="Who it is for, such as: for people who read every issue."
    )
    opens = models.TextField(help_text="What it opens, one line each.")
    group = models.SlugField(default="all", help_text="Plans that open the same things carry the same word.")
    seats = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text="How many readers one subscription is for. With two or more, whoever subscribes invites the others.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    on_sale = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[str]:
        """What it opens, line by line."""
        return [line.strip() for line in self.opens.splitlines() if line.strip()]


class Price(models.Model):
    """A sum for a month or a year of a plan. It stays what it was for those who pay it: a new sum is a new price."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="prices")
    interval = models.CharField(max_length=5, choices=Interval.choices)
    currency = models.CharField(
        max_length=3, default="EUR", validators=[CURRENCY], help_text="ISO 4217, such as EUR."
    )
    amount = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    trial_days = models.PositiveSmallIntegerField(
        default=0, help_text="Days that are free at the beginning, once a reader."
    )
    on_sale = models.BooleanField(default=True)
    outside_ref = models.CharField(
        max_length=120, blank=True, help_text="What the payment provider calls it; empty for bank transfers."
    )

    class Meta:
        ordering: ClassVar = ["plan__position", "currency", "interval"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "interval", "currency"],
                condition=Q(on_sale=True),
                name="one_price_on_sale",
                violation_error_message="There is such a price on sale. Take it off sale first.",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_is_no_debt"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="price_has_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.name}, {self.text}"

    @property
    def sum_text(self) -> str:
        """The sum alone."""
        return money(self.amount, self.currency)

    @property
    def nothing_text(self) -> str:
        """Nothing, in the same currency."""
        return money(Decimal(0), self.currency)

    @property
    def text(self) -> str:
        """The sum and for how long, as it is shown."""
        return f"{self.sum_text} {self.get_interval_display()}"

    def clean(self) -> None:
        """What is paid already is not changed behind the payers' backs."""
        super().clean()
        before = Price.objects.filter(pk=self.pk).first() if self.pk else None
        fixed = ("plan_id", "interval", "currency", "amount")
        if before and any(getattr(before, name) != getattr(self, name) for name in fixed):
            raise ValidationError("A price stays as it is. Take it off sale and make a new one.")
