"""Questions, what became of each of them, votes, and when each was on air."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from standfirst.apps.live.rules.sizes import LONGEST, LONGEST_LABEL, LONGEST_SENTENCE
from standfirst.apps.live.rules.states import State

STATES = {
    State.PENDING: "waits for the desk",
    State.OPEN: "open to votes",
    State.ON_AIR: "on air",
    State.ANSWERED: "answered",
    State.MERGED: "merged with another",
    State.NOT_REACHED: "not reached",
    State.DECLINED: "declined",
    State.WITHDRAWN: "withdrawn by its asker",
    State.TAKEN_DOWN: "taken down",
}
CHOICES = [(state.value, words) for state, words in STATES.items()]


class Question(models.Model):
    """What somebody asked. `key` is what the public knows it by, and says nothing about when or by whom.

    `text` is as it is shown; `asked_text` as it was asked, where the desk has changed it. `grams` are the hashed trigrams of
    `text`, by which similar ones are found. `version` rises with each change at the desk.
    """

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=16, unique=True)
    client_id = models.UUIDField(help_text="Made by the page; the same one twice is the same question.")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.CharField(max_length=LONGEST)
    asked_text = models.CharField(max_length=LONGEST, blank=True)
    text_key = models.CharField(max_length=64, help_text="Digest of its normalised words.")
    grams = ArrayField(models.IntegerField(), default=list)
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12, choices=CHOICES, default=State.PENDING.value)
    findings = models.JSONField(default=list, help_text="What the phases of moderation found.")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    declined_rule = models.PositiveSmallIntegerField(null=True)
    declined_under = models.PositiveIntegerField(
        null=True, help_text="The version of the guidelines that has this rule."
    )
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True, help_text="What its asker is told.")
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "client_id"], name="one_question_a_client_id"),
            models.UniqueConstraint(
                fields=["room"], condition=Q(state=State.ON_AIR.value), name="one_question_on_air"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED.value) | Q(merged_into__isnull=False),
                name="merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="not_merged_into_itself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["room", "state", "id"], name="questions_by_state"),
            models.Index(fields=["asker", "room", "id"], name="questions_of_asker"),
            models.Index(fields=["room", "text_key"], name="questions_of_words"),
            GinIndex(fields=["grams"], name="questions_alike"),
        ]

    def __str__(self) -> str:
        return f"question {self.key}"


class Step(models.Model):
    """What became of a question, by whom and when; its asker sees it all but the name."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=CHOICES, blank=True)
    became = models.CharField(max_length=12, choices=CHOICES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+",
        help_text="None: its asker, or the clock.",
    )  # fmt: skip
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["question", "id"], name="steps_of_question")]

    def __str__(self) -> str:
        return f"{self.was} → {self.became}"


class Vote(models.Model):
    """One of a reader for a question. It stays with a question that is merged, so that merging can be undone."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    counts = models.BooleanField(
        default=True, help_text="Not where the desk has doubts; it is kept all the same."
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "reader"], name="one_vote_a_reader_a_question"),
        ]
        indexes: ClassVar = [models.Index(fields=["reader", "question"], name="votes_of_reader")]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class VoteChange(models.Model):
    """That votes for a question have changed; the roll-up takes it away and adds it to the tally.

    No row is ever updated, so that ten thousand votes for one question wait for nobody.
    """

    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    delta = models.SmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["room", "id"], name="vote_changes_of_room")]

    def __str__(self) -> str:
        return f"{self.delta:+} for question {self.question_id}"


class Tally(models.Model):
    """Votes for a question as they were at the last roll-up. `seen` counts to how many watchers it was shown."""

    question = models.OneToOneField(
        Question, primary_key=True, on_delete=models.CASCADE, related_name="tally"
    )
    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="+")
    votes = models.PositiveIntegerField(default=0)
    seen = models.PositiveBigIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["room", "-votes", "question"], name="tallies_top")]

    def __str__(self) -> str:
        return f"{self.votes} for question {self.question_id}"


class Airing(models.Model):
    """From when until when a question was on air, by the house's clock; `shift_ms` is an editor's correction of its begin."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="airings")
    room = models.ForeignKey("live.Room", on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    shift_ms = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room"], condition=Q(ended_at=None), name="one_airing_at_a_time"),
        ]
        indexes: ClassVar = [models.Index(fields=["room", "began_at"], name="airings_in_order")]

    def __str__(self) -> str:
        return f"question {self.question_id} on air"
