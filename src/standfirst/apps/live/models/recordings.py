"""The recording of an interview: where its video is, what was cut out of it, its chapters and what was said.

All times are milliseconds of the whole recording, from its first picture, before anything was cut out
(`rules/recorded_time.py`). Chapters of questions are no rows: they follow from when each was on air.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language_info

from standfirst.apps.live.rules.cues import LONGEST_SPEAKER, Cue
from standfirst.apps.live.rules.recorded_time import Span

LONGEST_TITLE = 160


class Recording(models.Model):
    """One of an interview; readers see it from `published_at` on."""

    interview = models.OneToOneField("live.InterviewPage", on_delete=models.CASCADE, related_name="recording")
    video = models.URLField(max_length=500, blank=True)
    began_at = models.DateTimeField(help_text="Of its first picture, by the house's clock.")
    length_ms = models.PositiveIntegerField(null=True, help_text="Of the whole, before anything was cut out.")
    cuts = models.JSONField(default=list, help_text="Pairs of milliseconds.")
    was_read = models.BooleanField(
        default=False, help_text="The transcript was read by a person before it was published."
    )
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recording of interview {self.interview_id}"

    def spans_cut(self) -> tuple[Span, ...]:
        """What was cut out."""
        return tuple(Span(begins, ends) for begins, ends in self.cuts)


class Chapter(models.Model):
    """One that an editor has put beside those of the questions, such as the opening."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="chapters")
    begins_ms = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "begins_ms"], name="one_chapter_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.title


class CaptionTrack(models.Model):
    """Captions in one language. Those in the language that is spoken are the transcript too."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="tracks")
    language = models.CharField(max_length=12)
    is_spoken = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "language"], name="one_track_a_language"),
            models.UniqueConstraint(
                fields=["recording"], condition=Q(is_spoken=True), name="one_spoken_language"
            ),
        ]

    def __str__(self) -> str:
        return f"captions in {self.language}"

    @property
    def name(self) -> str:
        """Of the language, as its speakers call it; its tag where nobody knows."""
        try:
            return str(get_language_info(self.language)["name_local"]).capitalize()
        except KeyError:
            return self.language


class CueRow(models.Model):
    """One line of a track. `heard` is as a file had it, where the desk has changed it since."""

    track = models.ForeignKey(CaptionTrack, on_delete=models.CASCADE, related_name="cues")
    begins_ms = models.PositiveIntegerField()
    ends_ms = models.PositiveIntegerField()
    speaker = models.CharField(max_length=LONGEST_SPEAKER, blank=True)
    text = models.TextField()
    heard = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_ms__gt=F("begins_ms")), name="cues_end_after_they_begin"),
        ]
        indexes: ClassVar = [models.Index(fields=["track", "begins_ms"], name="cues_in_order")]

    def __str__(self) -> str:
        return f"{self.begins_ms}: {self.text[:40]}"

    def cue(self) -> Cue:
        """The same, for the rules."""
        return Cue(self.begins_ms, self.ends_ms, self.text, self.speaker, self.heard)
