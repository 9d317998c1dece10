"""The links of what was sent, each to one frozen address, and how often each was followed."""

from typing import ClassVar

from django.db import models

from standfirst.apps.newsletters.rules.followers import Follower, Sign

_FOLLOWERS = [(each.value, each.value) for each in Follower]
_SIGNS = [(each.value, each.value) for each in Sign]


class LetterLink(models.Model):
    """One address in one block of an edition; its letters lead to the number. Block 0 is what stands around the blocks."""

    sending = models.ForeignKey("newsletters.Sending", on_delete=models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    block = models.PositiveSmallIntegerField()
    block_name = models.CharField(max_length=200, blank=True)
    address = models.TextField()

    class Meta:
        ordering: ClassVar = ["sending", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sending", "number"], name="a_link_a_number"),
        ]

    def __str__(self) -> str:
        return f"link {self.number} of sending {self.sending_id}"


class Click(models.Model):
    """A link was followed. `addressee` is there only where they have allowed it.

    `letter_code` is a keyed hash that says which clicks came from the same letter, so that a robot is known by how many
    links it follows at once; it is emptied within the hour, and then nobody can say whose letter it was. Where two subjects
    were tested, `arm` is the letter's, and `is_first` says that it was the first of its letter by a person in that time.
    """

    link = models.ForeignKey(LetterLink, on_delete=models.CASCADE, related_name="clicks")
    followed_at = models.DateTimeField()
    follower = models.CharField(max_length=8, choices=_FOLLOWERS)
    sign = models.CharField(max_length=8, choices=_SIGNS)
    letter_code = models.CharField(max_length=24, blank=True)
    arm = models.CharField(max_length=1, blank=True, db_default="")
    is_first = models.BooleanField(db_default=False)
    addressee = models.ForeignKey(
        "newsletters.Addressee", null=True, on_delete=models.SET_NULL, related_name="clicks"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["letter_code", "followed_at"],
                condition=~models.Q(letter_code=""),
                name="clicks_to_label",
            ),
        ]

    def __str__(self) -> str:
        return f"click {self.pk}: {self.follower}"
