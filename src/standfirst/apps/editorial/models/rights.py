"""Which rights of the desk's roles have been given to their groups."""

from typing import ClassVar

from django.db import models


class GivenRight(models.Model):
    """A right is given once: what the desk takes away from a group afterwards does not come back with an update."""

    role = models.CharField(max_length=80)
    right = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "right"], name="a_right_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.right} to {self.role}"
