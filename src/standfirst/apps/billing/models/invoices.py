"""Invoices, numbered without gaps."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from standfirst.apps.billing.rules.sums import Line, number_text
from standfirst.core.money import exact_money


class InvoiceState(models.TextChoices):
    """How far it has come."""

    OPEN = "open", "open"
    PAID = "paid", "paid"
    VOID = "void", "withdrawn"


class InvoiceSerial(models.Model):
    """The last number that was given in a year; its row is locked until the invoice with it is written."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.last} in {self.year}"


class Invoice(models.Model):
    """What a reader is asked to pay. Without a subscription it is the order of a new one, or of a gift.

    `lines` are [words, amount] in the order in which they are shown; the tax is within the amount.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(
        "membership.Subscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gift = models.ForeignKey(
        "membership.GiftSubscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    price = models.ForeignKey("membership.Price", on_delete=models.PROTECT, related_name="+")
    promotion = models.ForeignKey(
        "membership.PromotionCode", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=4, choices=InvoiceState.choices, default=InvoiceState.OPEN)
    billed_to = models.TextField()
    seller = models.TextField(blank=True)
    lines = models.JSONField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    tax = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    reference = models.CharField(max_length=40, unique=True)
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="Of the period; empty until it is paid."
    )
    ends_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    void_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "-serial"]
        indexes: ClassVar = [
            models.Index(fields=["reader", "-issued_at"], name="invoices_of_reader"),
            models.Index(fields=["due_at"], condition=Q(state="open"), name="open_invoices_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_invoice_a_number"),
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(state="open"),
                name="one_open_invoice_a_subscription",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="invoice_is_no_debt"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it is written."""
        return number_text(self.year, self.serial)

    @property
    def words(self) -> str:
        """What it is for."""
        words: str = self.lines[0][0]
        return words

    @property
    def sum_text(self) -> str:
        """What is to be paid."""
        return exact_money(self.amount, self.currency)

    @property
    def shown_lines(self) -> tuple[Line, ...]:
        """The lines with their sums as numbers."""
        return tuple(Line(words, Decimal(amount)) for words, amount in self.lines)

    def is_overdue(self, *, now: datetime) -> bool:
        """Whether it is open and its day is over."""
        return self.state == InvoiceState.OPEN and self.due_at <= now
