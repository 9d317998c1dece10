"""The recording of an interview at the desk: what an editor says of it, brings, corrects, and shows to readers."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standfirst.apps.audit import api as audit
from standfirst.apps.live import api as live
from standfirst.core import clock
from tests.apps.live.interviewing import a_room, an_asker
from tests.apps.live.recording import Held, held, recorded
from tests.publication import Publication
from tests.screens.desk.moderating import desk

pytestmark = pytest.mark.django_db
AWAY = "/desk/"  # where Wagtail sends those who may not
VTT = b"WEBVTT\n\n00:05.000 --> 00:06.000\n<v Nadia>Good evening.\n\n02:05.000 --> 02:09.000\n<v Leila>It is the straight.\n"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def was(publication: Publication, now: datetime) -> Held:
    return held(an_asker("tess", now=now), an_asker("omar", now=now), now=now)


@pytest.fixture
def editor() -> Client:
    return desk("Editors")


def at(was: Held, part: str = "") -> str:
    return f"/desk/live/{was.id}/recording/{part}"


def save(client: Client, was: Held, **fields: str) -> Any:
    given = {"video": "", "interview_at": "0:42", "length": "16:00", "cuts": "", **fields}
    return client.post(at(was), given)


def bring(client: Client, was: Held, data: bytes = VTT, **fields: str) -> Any:
    file = SimpleUploadedFile("said.vtt", data)
    return client.post(at(was, "file/"), {"file": file, "language": "en", "is_spoken": "on", **fields})


def said(was: Held) -> list[tuple[int, str, str]]:
    [track] = live.tracks_of(live.find_recording(interview_id=was.id))
    return [(cue.begins, cue.speaker, cue.text) for cue in live.cues_of(track)]


@pytest.mark.parametrize(
    ("role", "status"),
    [("Editors", 200), ("Hosts", 200), ("Publishers", 200), ("Moderators", 302), ("Authors", 302)],
)
def test_those_who_work_on_recordings_see_the_screen(was: Held, role: str, status: int) -> None:
    answer = desk(role).get(at(was))
    assert (answer.status_code, answer.headers.get("Location")) == (status, AWAY if status == 302 else None)


@pytest.mark.parametrize("part", ["", "file/", "lines/", "nudge/", "chapters/", "publish/"])
def test_a_moderator_does_nothing_to_it(was: Held, now: datetime, part: str) -> None:
    recorded(was, now=now)
    assert desk("Moderators").post(at(was, part), {"shown": "yes"}).headers["Location"] == AWAY
    assert live.find_recording(interview_id=was.id).published_at is None


def test_there_is_none_of_an_interview_that_was_not_held(
    publication: Publication, editor: Client, now: datetime
) -> None:
    room = a_room(now, live.Stage.COLLECTING)
    assert editor.get(f"/desk/live/{room.interview_id}/recording/").status_code == 404


def test_from_a_file_to_readers(was: Held, editor: Client) -> None:
    assert save(editor, was).status_code == 302
    assert bring(editor, was).status_code == 302
    assert said(was) == [(5000, "Nadia", "Good evening."), (125_000, "Leila", "It is the straight.")]
    shown = editor.get(at(was)).content.decode()
    assert "<time>02:42</time>" in shown
    assert "Why was Serrat left out?" in shown
    assert editor.post(at(was, "publish/"), {"shown": "yes"}).status_code == 302
    assert live.find_recording(interview_id=was.id).published_at is not None
    assert live.find_held(was.id).stage == live.Stage.REPLAY
    acts = [entry.action for entry in audit.list_entries(limit=3)]
    assert acts[0] == "live.publish_recording"


def test_a_recording_with_nothing_in_it_is_not_published(was: Held, editor: Client) -> None:
    save(editor, was)
    answer = editor.post(at(was, "publish/"), {"shown": "yes"}, follow=True)
    assert "neither a video nor a transcript" in answer.content.decode()
    assert live.find_recording(interview_id=was.id).published_at is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"video": "https://nowhere.example/page"}, "Nothing plays this"),
        ({"interview_at": "soon"}, "is no time such as"),
        ({"length": "0:10"}, "begins after the recording has ended"),
        ({"cuts": "1:00–0:30"}, "ends before it begins"),
        ({"cuts": "1:00–59:00"}, "longer than the recording"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_screen(
    was: Held, editor: Client, fields: dict[str, str], words: str
) -> None:
    answer = save(editor, was, **fields)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert all(value in text for value in fields.values())
    assert live.find_recording(interview_id=was.id) is None


@pytest.mark.parametrize("data", [b"nothing", b"WEBVTT\n\n00:05.000 --> 00:04.000\nBack.\n"])
def test_a_file_that_cannot_be_read_leaves_what_was_there(
    was: Held, editor: Client, now: datetime, data: bytes
) -> None:
    recorded(was, now=now)
    before = said(was)
    assert bring(editor, was, data).status_code == 422
    assert said(was) == before


def test_a_line_is_corrected_and_the_correction_outlives_a_newer_file(was: Held, editor: Client) -> None:
    save(editor, was)
    bring(editor, was)
    [track] = live.tracks_of(live.find_recording(interview_id=was.id))
    path = at(was, f"said/{track.pk}/")
    typed = live.typed(live.cues_of(track))
    assert typed in editor.get(path).content.decode()
    assert editor.post(path, {"lines": typed.replace("straight", "strait")}).status_code == 302
    bring(editor, was, VTT.replace(b"02:05", b"02:06"))
    assert said(was)[1] == (126_000, "Leila", "It is the strait.")


def test_a_correction_without_a_place_is_lost_only_when_somebody_says_so(was: Held, editor: Client) -> None:
    save(editor, was)
    bring(editor, was)
    [track] = live.tracks_of(live.find_recording(interview_id=was.id))
    corrected = live.typed(live.cues_of(track)).replace("straight", "strait")
    editor.post(at(was, f"said/{track.pk}/"), {"lines": corrected})
    newer = VTT.replace(b"It is the", b"This is a")
    answer = bring(editor, was, newer)
    assert answer.status_code == 422
    assert "One correction of the desk would be lost" in answer.content.decode()
    assert said(was)[1][2] == "It is the strait."
    assert bring(editor, was, newer, may_lose="on").status_code == 302
    assert said(was)[1][2] == "This is a straight."


def test_a_file_made_after_the_cuts_is_put_into_the_time_of_the_whole(was: Held, editor: Client) -> None:
    save(editor, was, cuts="0:00–1:00")
    bring(editor, was, is_cut="on")
    assert [begins for begins, _, _ in said(was)] == [65_000, 185_000]


def test_what_was_said_is_typed(was: Held, editor: Client) -> None:
    save(editor, was)
    lines = "Nadia\n0:05 Guten Abend.\n0:09 Und?"
    answer = editor.post(at(was, "lines/"), {"language": "de", "lines": lines})
    assert answer.status_code == 302
    assert said(was) == [(5000, "Nadia", "Guten Abend."), (9000, "Nadia", "Und?")]
    wrong = editor.post(at(was, "lines/"), {"language": "de", "lines": "soon: nothing"})
    assert wrong.status_code == 422
    assert len(said(was)) == 2


def test_chapters_are_nudged_added_and_removed(was: Held, editor: Client, now: datetime) -> None:
    recorded(was, now=now)
    airing = was.first.airings.get()
    editor.post(at(was, "nudge/"), {"airing": airing.pk, "by": "-10000"})
    editor.post(at(was, "chapters/"), {"begins": "0:00", "title": "Good evening"})
    found = live.timeline_of(live.find_recording(interview_id=was.id)).chapters
    assert [(each.time, each.mark.title) for each in found][:2] == [
        ("00:00", "Good evening"),
        ("01:50", "Why was Serrat left out?"),
    ]
    own = found[0].mark.number
    editor.post(at(was, "nudge/"), {"chapter": own, "by": "1000"})
    assert live.Chapter.objects.get(pk=own).begins_ms == 1000
    twice = editor.post(at(was, "chapters/"), {"begins": "0:01", "title": "Again"})
    assert twice.status_code == 422
    editor.post(at(was, f"chapters/{own}/remove/"))
    assert not live.Chapter.objects.exists()


def test_what_belongs_to_another_interview_is_out_of_reach(was: Held, editor: Client, now: datetime) -> None:
    recorded(was, now=now)
    other = held(an_asker("ines", now=now), an_asker("juri", now=now), now=now)
    recorded(other, now=now)
    airing = other.first.airings.get()
    assert editor.post(at(was, "nudge/"), {"airing": airing.pk, "by": "1000"}).status_code == 404
    [track] = live.tracks_of(live.find_recording(interview_id=other.id))
    assert editor.get(at(was, f"said/{track.pk}/")).status_code == 404
    assert editor.post(at(was, f"said/{track.pk}/drop/")).status_code == 404
    assert live.find_track(track.pk) is not None
