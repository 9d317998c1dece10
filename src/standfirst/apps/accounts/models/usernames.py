"""Usernames: who holds which, what it was before, and which a person looks at a second time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Holder(models.TextChoices):
    """What a name stands for."""

    READER = "reader", "a reader"
    STAFF = "staff", "somebody of the staff"
    AUTHOR = "author", "an author"
    PUBLICATION = "publication", "the publication"
    RESERVED = "reserved", "a reserved word"


class NameClaim(models.Model):
    """One name, by the two keys under which look-alikes are the same: no two names with either in common exist at once.

    A freed name keeps its row until `held_until`, and only `reader`, whose it was, may take it back before.
    """

    key = models.CharField(
        max_length=200, primary_key=True, help_text="What the name looks like as it is written."
    )
    key_in_one_case = models.CharField(
        max_length=200, unique=True, help_text="What the name looks like in small letters."
    )
    name = models.CharField(max_length=200)
    holder = models.CharField(max_length=12, choices=Holder.choices)
    source = models.CharField(
        max_length=80,
        blank=True,
        help_text="Where a protected name comes from, such as author:12; several are parted by spaces.",
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reader"],
                condition=Q(holder="reader", held_until=None),
                name="one_username_a_reader",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["source"], name="name_claim_by_source")]

    def __str__(self) -> str:
        return self.name


class Reason(models.TextChoices):
    """Why a username changed."""

    DEFAULT = "default", "given at sign-up"
    CHOSEN = "chosen", "chosen by the reader"
    DESK = "desk", "set at the desk"
    ERASED = "erased", "account closed"


class NameChange(models.Model):
    """One line of the history of a reader's usernames; it goes only with the account."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    old = models.CharField(max_length=80, blank=True)
    new = models.CharField(max_length=80)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["reader", "-changed_at"], name="name_changes_of_reader")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class NameReview(models.Model):
    """A name for a second look by a person: one that was refused, or a real name that the list hit."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    rule = models.CharField(max_length=40, help_text="Which rule refused it.")
    is_default = models.BooleanField(default=False, help_text="The reader's own name, given at sign-up.")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    allowed = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reader", "name"], condition=Q(decided_at=None), name="one_open_review_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
