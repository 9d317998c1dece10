"""The replay: each answered question at its minute, what was said, and the gate before all of it."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client, override_settings

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.queries import replay as replaying
from standfirst.apps.live.rules.subtitles import read_file
from standfirst.apps.membership.api import CLOCK
from standfirst.core.models import BusMessage
from tests.apps.live.interviewing import air, asked, fresh
from tests.apps.live.recording import FILM, LENGTH, Held, held, published, recorded
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
CANARY = "qxstraits"
PARTS = ("captions/en.vtt", "chapters.vtt", "transcript/", "transcript.txt")


@pytest.fixture
def was(asker: User, other: User, now: datetime) -> Held:
    return held(asker, other, now=now)


@pytest.fixture(autouse=True)
def films() -> object:
    with override_settings(VIDEO_HOSTS=["https://video.example"]):
        yield


def of(who: str, publication: Publication) -> Client:
    return Client() if who == "visitor" else enter(Client(), publication.reader(who))


def page(was: Held, who: str, publication: Publication, query: str = "") -> str:
    answer = of(who, publication).get(was.path + query)
    assert answer.status_code == 200
    return answer.content.decode()


def data_of(text: str) -> dict:
    return next(
        found
        for found in map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', text))
        if found["@type"] == "VideoObject"
    )


def chapters(was: Held) -> list[tuple[str, str]]:
    timeline = live.timeline_of(live.find_recording(interview_id=was.id))
    return [(each.time, each.mark.title) for each in timeline.chapters]


def test_questions_are_chapters_from_when_they_were_on_air(was: Held, now: datetime) -> None:
    recorded(was, now=now)
    assert chapters(was) == [("02:00", "Why was Serrat left out?"), ("05:00", "May pilots refuse a ship?")]


def test_where_the_interview_begins_in_the_recording_moves_all_of_them(was: Held, now: datetime) -> None:
    recorded(was, now=now, interview_at=42_000)
    assert [time for time, _ in chapters(was)] == ["02:42", "05:42"]


def test_a_question_is_nudged_and_the_time_it_was_on_air_stays(was: Held, now: datetime) -> None:
    recorded(was, now=now)
    airing = was.first.airings.get()
    live.nudge_question(interview_id=was.id, airing_id=airing.pk, by_ms=9000)
    live.nudge_question(interview_id=was.id, airing_id=airing.pk, by_ms=-1000)
    assert chapters(was)[0][0] == "02:08"
    assert was.first.airings.get().began_at == airing.began_at


def test_of_a_question_that_was_on_air_twice_the_longer_time_counts(
    was: Held, other: User, asker: User, now: datetime
) -> None:
    began = was.began + timedelta(minutes=10)
    live.move_stage(room_id=was.room.pk, to=live.Stage.LIVE, by=None, now=began)
    third = asked(was.room, asker, "Who insures a strait?", now=began)
    air(was.room, third, now=began)
    version = fresh(was.room).air_version
    live.take_off_air(room_id=was.room.pk, seen_version=version, answered=False, by=None, now=began + timedelta(seconds=3))  # fmt: skip
    air(was.room, third, now=began + timedelta(minutes=2))
    live.end_interview(room_id=was.room.pk, by=None, now=began + timedelta(minutes=5))
    recorded(was, now=now)
    assert chapters(was)[-1] == ("12:00", "Who insures a strait?")


def test_trimming_keeps_the_links_and_moves_the_minutes(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now, video=FILM)
    before = page(was, "subscriber", publication)
    published(was, now=now, video=FILM, cuts="0:00–1:30\n3:00–4:00")
    after = page(was, "subscriber", publication)
    for question in (was.first, was.second):
        link = rf'href="(\?t=\d+#q-{question.key})"'
        assert re.findall(link, before) == re.findall(link, after) != []
    assert [time for time, _ in chapters(was)] == ["00:30", "02:30"]
    [linked] = set(re.findall(rf'href="(\?t=\d+)#q-{was.second.key}"', after))
    assert f'src="{FILM}#t=150"' in page(was, "subscriber", publication, linked)
    assert f'src="{FILM}#t=300"' not in after


def test_what_was_cut_out_is_neither_said_nor_a_chapter(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now, cuts="1:50–5:00")
    text = page(was, "subscriber", publication)
    assert CANARY not in text
    assert "Why was Serrat left out?" not in text
    assert "A pilot who cannot refuse" in text


@pytest.mark.parametrize("access", ["open", "registered", "subscribers"])
@pytest.mark.parametrize("who", ["visitor", "registered", "lapsed", "subscriber"])
def test_the_gate_stands_before_every_part_of_it(
    asker: User, other: User, publication: Publication, now: datetime, access: str, who: str
) -> None:
    was = held(asker, other, now=now, replay_access=access)
    published(was, now=now, video=FILM)
    may = access == "open" or (access == "registered" and who != "visitor") or who == "subscriber"
    text = page(was, who, publication)
    assert ("Why was Serrat left out?" in text, CANARY in text, FILM in text) == (True, may, may)
    assert ("contentUrl" in data_of(text), data_of(text)["isAccessibleForFree"]) == (may, access == "open")
    client = of(who, publication)
    for part in PARTS:
        answer = client.get(f"/live/{was.id}/{part}")
        assert answer.status_code == (200 if may else 404), part
        assert (CANARY in answer.content.decode()) == (may and part != "chapters.vtt"), part


def test_without_the_gate_a_visitor_would_get_all_of_it(
    was: Held, publication: Publication, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(was, now=now, video=FILM)
    monkeypatch.setattr(replaying, "may_read_whole", lambda **_: True)
    assert CANARY in page(was, "visitor", publication)


def test_nothing_of_it_is_seen_before_it_is_published_or_after_it_is_taken_back(
    was: Held, publication: Publication, now: datetime
) -> None:
    recorded(was, now=now, video=FILM)
    parts = [f"/live/{was.id}/{part}" for part in PARTS]
    client = of("subscriber", publication)
    assert CANARY not in page(was, "subscriber", publication)
    assert {client.get(part).status_code for part in parts} == {404}
    published(was, now=now, video=FILM)
    assert CANARY in page(was, "subscriber", publication)
    live.withdraw_recording(interview_id=was.id, by=CLOCK, now=now)
    assert fresh(was.room).stage == live.Stage.ENDED
    assert CANARY not in page(was, "subscriber", publication)
    assert {client.get(part).status_code for part in parts} == {404}


def test_search_engines_are_told_every_answer_as_a_clip(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now, cuts="0:00–1:30")
    data = data_of(page(was, "visitor", publication))
    assert data["duration"] == "PT13M30S"
    assert [(each["name"], each["startOffset"], each["endOffset"]) for each in data["hasPart"]] == [
        ("Why was Serrat left out?", 30, 210),
        ("May pilots refuse a ship?", 210, 810),
    ]
    assert data["hasPart"][0]["url"].endswith(f"{was.path}?t=120#q-{was.first.key}")
    assert data["publication"]["startDate"] == was.began.isoformat()


def test_captions_say_what_was_said_at_the_time_of_the_trimmed_video(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now, cuts="0:00–1:30")
    answer = of("subscriber", publication).get(f"/live/{was.id}/captions/en.vtt")
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    said = [(cue.begins, cue.speaker, cue.text) for cue in read_file(answer.content)]
    assert said[0] == (35_000, "Leila Haddad-Strand", f"It is the law of the {CANARY}.")


def test_the_transcript_is_searched_and_each_place_leads_to_its_minute(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now)
    text = (
        of("subscriber", publication).get(f"/live/{was.id}/transcript/?find=PILOT+passenger").content.decode()
    )
    assert "1 place with" in text
    assert f'href="{was.path}?t=310#t-310"' in text
    assert CANARY not in text
    none = of("subscriber", publication).get(f"/live/{was.id}/transcript/?find=submarine").content.decode()
    assert "Nothing with “submarine”" in none


def test_a_question_that_is_taken_down_is_gone_from_the_replay_and_its_pages_are_purged(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now)
    before = BusMessage.objects.latest("id").pk
    live.take_down_question(key=was.first.key, rule=None, sentence="It names somebody.", by=None, now=now)
    purged = BusMessage.objects.filter(id__gt=before, topic="purge").values_list("payload", flat=True)
    assert any(f"interview:{was.id}" in each["tags"] for each in purged)
    text = page(was, "subscriber", publication)
    assert was.first.text not in text
    assert was.second.text in text


def test_what_was_asked_and_said_is_text_and_no_markup(
    asker: User, other: User, publication: Publication, now: datetime
) -> None:
    was = held(asker, other, now=now)
    live.Question.objects.filter(pk=was.first.pk).update(text="</script><img src=x onerror=alert(1)> --> x")
    published(was, now=now)
    track = live.find_recording(interview_id=was.id).tracks.get()
    track.cues.update(text="<script>alert(2)</script>", speaker="<b>Leila")
    text = page(was, "subscriber", publication)
    assert not {"<img src=x", "<script>alert", "<b>Leila"} & set(
        re.findall(r"<img src=x|<script>alert|<b>Leila", text)
    )
    assert data_of(text)["hasPart"][0]["name"].startswith("</script>")


@pytest.mark.parametrize("t", ["-1", "x", "1e9", "99999999999", "٣", "5.5"])
def test_a_second_that_is_none_begins_at_the_beginning(
    was: Held, publication: Publication, now: datetime, t: str
) -> None:
    published(was, now=now, video=FILM)
    assert f'src="{FILM}"' in page(was, "subscriber", publication, f"?t={t}")


def test_the_length_of_a_recording_may_stay_unsaid(
    was: Held, publication: Publication, now: datetime
) -> None:
    published(was, now=now, length_ms=None)
    assert live.timeline_of(live.find_recording(interview_id=was.id)).length == LENGTH + 1
