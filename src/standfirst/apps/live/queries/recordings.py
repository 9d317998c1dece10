"""What is known of a recording, and what of it is shown."""

from dataclasses import dataclass

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Airing, CaptionTrack, CueRow, InterviewPage, Recording, Room, Tally
from standfirst.apps.live.rules.chapters import Mark, ShownChapter, chapters
from standfirst.apps.live.rules.cues import Cue
from standfirst.apps.live.rules.recorded_time import Span, recorded_at, shown_at, shown_span
from standfirst.apps.live.rules.states import State

WITHOUT_WORDS = "A reader’s question"


def find_recording(*, interview_id: int) -> Recording | None:
    """With its interview."""
    return Recording.objects.select_related("interview").filter(interview_id=interview_id).first()


def find_interview(interview_id: int) -> InterviewPage | None:
    """In any state."""
    page: InterviewPage | None = InterviewPage.objects.filter(pk=interview_id).first()
    return page


def find_held(interview_id: int) -> Room | None:
    """The room of an interview that was begun; not that of a rehearsal."""
    held = Room.objects.filter(interview_id=interview_id, is_rehearsal=False, began_at__isnull=False)
    return held.first()


def find_track(track_id: int) -> CaptionTrack | None:
    """With its recording."""
    return CaptionTrack.objects.select_related("recording").filter(pk=track_id).first()


def tracks_of(recording: Recording) -> list[CaptionTrack]:
    """Captions in each language, those in the spoken one first."""
    return list(recording.tracks.order_by("-is_spoken", "language"))


def cues_of(track: CaptionTrack) -> tuple[Cue, ...]:
    """In the time of the whole recording."""
    return tuple(row.cue() for row in track.cues.order_by("begins_ms", "pk"))


def shown_cues(track: CaptionTrack, cuts: tuple[Span, ...]) -> list[Cue]:
    """As they are said in the video that is shown, without what was cut out."""
    found = ((cue, shown_span(Span(cue.begins, cue.ends), cuts)) for cue in cues_of(track))
    return [Cue(span.begins, span.ends, cue.text, cue.speaker) for cue, span in found if span]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording by its chapters; `length` is of what is shown, in milliseconds."""

    recording: Recording
    cuts: tuple[Span, ...]
    chapters: list[ShownChapter]
    length: int

    @property
    def minutes(self) -> int:
        return round(self.length / 60_000)


def timeline_of(recording: Recording) -> Timeline:
    """Built anew from the airings, their corrections, the editor's chapters and the cuts."""
    cuts, airings = recording.spans_cut(), airings_of(recording)
    marks = [*_marks_of_questions(recording, airings), *_marks_of_editor(recording)]
    whole = recording.length_ms or _length_guessed(recording, airings)
    found = chapters(marks, length=whole, cuts=cuts)
    return Timeline(recording, cuts, found, shown_at(whole, cuts))


def airings_of(recording: Recording) -> list[Airing]:
    """Of the questions that were answered the longest of each, in order."""
    answered = (
        Airing.objects.filter(
            room__interview_id=recording.interview_id,
            room__is_rehearsal=False,
            question__state=State.ANSWERED,
            ended_at__isnull=False,
        )
        .select_related("question")
        .order_by("began_at", "pk")
    )
    longest: dict[int, Airing] = {}
    for airing in answered:
        known = longest.get(airing.question_id)
        if known is None or _lasted(airing) > _lasted(known):
            longest[airing.question_id] = airing
    return sorted(longest.values(), key=lambda airing: airing.began_at)


def _lasted(airing: Airing) -> float:
    return (airing.ended_at - airing.began_at).total_seconds() if airing.ended_at else 0.0


def _marks_of_questions(recording: Recording, airings: list[Airing]) -> list[Mark]:
    faces = accounts.faces_of(
        reader_ids={each.question.asker_id for each in airings if each.question.asker_id}
    )
    votes = dict(
        Tally.objects.filter(question__in=[each.question_id for each in airings]).values_list(
            "question", "votes"
        )
    )
    return [
        Mark(
            recorded=recorded_at(airing.began_at, began_at=recording.began_at, shift_ms=airing.shift_ms),
            title=airing.question.text or WITHOUT_WORDS,
            key=airing.question.key,
            by=faces[airing.question.asker_id].name if airing.question.asker_id in faces else "",
            votes=votes.get(airing.question_id, 0),
            number=airing.pk,
        )
        for airing in airings
    ]


def _marks_of_editor(recording: Recording) -> list[Mark]:
    return [Mark(each.begins_ms, each.title, number=each.pk) for each in recording.chapters.all()]


def _length_guessed(recording: Recording, airings: list[Airing]) -> int:
    """Where nobody has said how long it is: until the last that is known of it."""
    last = (
        CueRow.objects.filter(track__recording=recording)
        .order_by("-ends_ms")
        .values_list("ends_ms", flat=True)
    )
    ends = [recorded_at(each.ended_at, began_at=recording.began_at) for each in airings if each.ended_at]
    return max([*last[:1], *ends, *(each.begins_ms for each in recording.chapters.all()), 0]) + 1
