"""What a reader can subscribe to."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from standfirst.core.money import money


class Plan(models.Model):
    """A subscription on offer. Plans of one `group` open the same things and share their pages."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    blurb = models.TextField(help_text="One or two sentences under the name.")
    opens = models.TextField(help_text="What it opens, one line each.")
    group = models.SlugField(default="all", help_text="Plans that open the same things carry the same word.")
    currency = models.CharField(max_length=3, default="EUR", help_text="ISO 4217, such as EUR.")
    monthly = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    yearly = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
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

    @property
    def monthly_text(self) -> str:
        """The price of a month, as it is shown."""
        return money(self.monthly, self.currency)

    @property
    def yearly_text(self) -> str:
        """The price of a year, as it is shown."""
        return money(self.yearly, self.currency)
