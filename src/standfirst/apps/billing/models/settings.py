"""Who sends the invoices, to which account they are paid, and how long things may take."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="doc-full")
class BillingSettings(BaseSiteSetting):
    """What stands on every invoice, and the days that are given."""

    seller = models.TextField(
        blank=True, help_text="Name and address on invoices and receipts, line by line."
    )
    tax_number = models.CharField(max_length=80, blank=True)
    tax_percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Contained in all prices; 0 leaves the line out.",
    )
    bank_details = models.TextField(
        blank=True, help_text="To which account readers transfer: holder, IBAN, BIC, bank; line by line."
    )
    due_days = models.PositiveSmallIntegerField(default=14, help_text="To pay the first invoice.")
    ahead_days = models.PositiveSmallIntegerField(
        default=14, help_text="How long before a period ends the next invoice is sent."
    )
    grace_days = models.PositiveSmallIntegerField(
        default=7, help_text="How long an unpaid subscription stays open."
    )
    open_before_payment = models.BooleanField(
        default=False,
        help_text="Open at once when somebody orders, until the invoice is due and its grace is over.",
    )
    closing_words = models.TextField(blank=True, help_text="The last lines of invoices and receipts.")

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("seller", "tax_number", "tax_percent", "bank_details", "closing_words")
            ],
            heading="On every invoice",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("due_days", "ahead_days", "grace_days", "open_before_payment")],
            heading="Time",
        ),
    ]

    class Meta:
        verbose_name = "billing"

    def __str__(self) -> str:
        return "billing"
