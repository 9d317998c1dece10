"""Money that came, and money that went back."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from standfirst.core.money import exact_money


class Payment(models.Model):
    """One payment. `gateway` and `ref` name it outside, so it is written down once."""

    gateway = models.CharField(max_length=20)
    ref = models.CharField(max_length=255)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(
        "membership.Subscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gift = models.ForeignKey(
        "membership.GiftSubscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invoice = models.OneToOneField(
        "billing.Invoice", null=True, blank=True, on_delete=models.PROTECT, related_name="payment"
    )
    words = models.CharField(max_length=200, help_text="What was paid, as it stands on the receipt.")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    refunded = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True, blank=True, help_text="Empty for the house itself.")

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["reader", "-received_at"], name="payments_of_reader")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gateway", "ref"], name="one_row_a_payment"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & Q(refunded__lte=models.F("amount")),
                name="refunds_within_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.pk}"

    @property
    def about(self) -> str:
        """Its name in the audit."""
        return f"payment:{self.pk}"

    @property
    def sum_text(self) -> str:
        """What came."""
        return exact_money(self.amount, self.currency)

    @property
    def refunded_text(self) -> str:
        """What went back; empty for nothing."""
        return exact_money(self.refunded, self.currency) if self.refunded else ""

    @property
    def left(self) -> Decimal:
        """What can still go back."""
        return self.amount - self.refunded


class Refund(models.Model):
    """Money that went back, and why."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    gateway_ref = models.CharField(max_length=255, unique=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    because = models.CharField(max_length=200)
    refunded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-refunded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_something")
        ]

    def __str__(self) -> str:
        return f"refund of {self.payment_id}"
