"""What moderators decided on comments, and what authors said against it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Verdict(models.TextChoices):
    """How a moderator decided."""

    APPROVE = "approve", "approved"
    REJECT = "reject", "removed"


class Decision(models.Model):
    """One decision on one revision. A rejection names the rule, of which version of the guidelines, and says why.

    `before` is how the comment stood, for taking it back within the first seconds.
    """

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="decisions")
    revision = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    rule = models.PositiveSmallIntegerField(null=True)
    guidelines = models.PositiveIntegerField(
        null=True, help_text="The version of the guidelines that has this rule."
    )
    sentence = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="When the author's letter was written.")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(verdict="reject") | (Q(rule__isnull=False) & ~Q(sentence="")),
                name="rejected_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["by", "-made_at"], name="decisions_of_moderator"),
            models.Index(
                fields=["made_at"], condition=Q(verdict="reject", undone_at=None), name="rejections"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} comment {self.comment_id}"


class Appeal(models.Model):
    """What an author says against a rejection; once, and somebody else decides."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True, help_text="Whether the rejection stands.")
    reply = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["made_at"], condition=Q(decided_at=None), name="open_appeals")
        ]

    def __str__(self) -> str:
        return f"appeal against decision {self.decision_id}"
