"""The room of an interview: what is happening in it now, and which frame the streams have come to."""

from typing import ClassVar

from django.db import models

from standfirst.apps.live.rules.states import Asking, Stage

STAGES = {
    Stage.ANNOUNCED: "announced",
    Stage.COLLECTING: "questions are collected",
    Stage.LIVE: "live",
    Stage.ENDED: "ended",
    Stage.REPLAY: "to be seen again",
}


class Room(models.Model):
    """One of an interview, and one more where it is rehearsed; a rehearsal is wiped with all that is in it.

    `key` names its stream; `epoch` and `seq` number its frames, and whoever adds one holds this row. `air_version` rises
    with each change of `on_air` and `on_deck`, and whoever changes them says which version they have seen.
    """

    interview = models.ForeignKey("live.InterviewPage", on_delete=models.RESTRICT, related_name="rooms")
    is_rehearsal = models.BooleanField(default=False)
    key = models.CharField(max_length=24, unique=True)
    epoch = models.CharField(max_length=12)
    seq = models.PositiveBigIntegerField(default=0)
    stage = models.CharField(
        max_length=12,
        choices=[(stage.value, words) for stage, words in STAGES.items()],
        default=Stage.ANNOUNCED.value,
    )
    asking = models.CharField(
        max_length=6, choices=[(asking.value, asking.value) for asking in Asking], default=Asking.AUTO.value
    )
    on_air = models.ForeignKey("live.Question", null=True, on_delete=models.SET_NULL, related_name="+")
    on_deck = models.ForeignKey(
        "live.Question",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What is asked next.",
    )
    air_version = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    farewell = models.CharField(max_length=300, blank=True, help_text="What is said when it has ended.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interview", "is_rehearsal"], name="one_room_and_one_rehearsal"),
        ]
        indexes: ClassVar = [models.Index(fields=["stage"], name="rooms_by_stage")]

    def __str__(self) -> str:
        return f"room {self.key}"
