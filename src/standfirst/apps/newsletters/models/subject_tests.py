"""An edition with two subjects: who tests them, and what was chosen, once, with the figures that spoke for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from standfirst.apps.newsletters.rules.subjects import Arm, Because

_ARMS = [(arm.value, arm.value) for arm in (Arm.FIRST, Arm.SECOND)]


class SubjectTest(models.Model):
    """`rest_at` is the moment that all deliveries of the rest carry; until a subject is chosen nobody claims them, and from then on
    everybody may. `out_at` is when the last letter of the test had been handed over: the wait counts from there.

    Figures are of letters: how many were delivered with each subject, and from how many of them a person followed a link.
    """

    sending = models.OneToOneField(
        "newsletters.Sending", on_delete=models.CASCADE, related_name="subject_test"
    )
    first = models.CharField(max_length=900)
    second = models.CharField(max_length=900)
    percent = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    rest_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    chosen = models.CharField(max_length=1, choices=_ARMS, blank=True)
    because = models.CharField(
        max_length=14, choices=[(each.value, each.value) for each in Because], blank=True
    )
    chosen_at = models.DateTimeField(null=True)
    first_delivered = models.PositiveIntegerField(null=True)
    first_clicked = models.PositiveIntegerField(null=True)
    second_delivered = models.PositiveIntegerField(null=True)
    second_clicked = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(chosen="", because="", chosen_at=None)
                | (~Q(chosen="") & ~Q(because="") & Q(chosen_at__isnull=False)),
                name="chosen_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sending"], condition=Q(chosen=""), name="subjects_to_choose"),
        ]

    def __str__(self) -> str:
        return f"subjects of sending {self.sending_id}: {self.chosen or 'open'}"
