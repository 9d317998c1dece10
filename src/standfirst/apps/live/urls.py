"""The addresses of the interviews. The page of each stands in the tree."""

from django.urls import path

from standfirst.apps.live.views import asking, calendar, overlay, questions, reminding, replay, voting

app_name = "live"

urlpatterns = [
    path("live/calendar/<str:key>/interviews.ics", calendar.feed, name="feed"),
    path("live/no-mail/<str:token>/", reminding.no_mail, name="no-mail"),
    path("live/q/<slug:key>/vote/", voting.vote, name="vote"),
    path("live/q/<slug:key>/edit/", asking.edit, name="edit"),
    path("live/q/<slug:key>/withdraw/", asking.withdraw, name="withdraw"),
    path("live/<int:interview_id>/calendar.ics", calendar.one, name="calendar"),
    path("live/overlay/<slug:room_key>/", overlay.overlay, name="overlay"),
    path("live/<int:interview_id>/captions/<slug:language>.vtt", replay.captions, name="captions"),
    path("live/<int:interview_id>/chapters.vtt", replay.chapters, name="chapters"),
    path("live/<int:interview_id>/transcript/", replay.transcript, name="transcript"),
    path("live/<int:interview_id>/transcript.txt", replay.transcript_text, name="transcript-text"),
    path("live/<int:interview_id>/remind/", reminding.remind, name="remind"),
    path("live/<int:interview_id>/state.json", questions.state, name="state"),
    path("live/<int:interview_id>/questions/", questions.questions, name="questions"),
    path("live/<int:interview_id>/ask/", asking.ask, name="ask"),
    path("live/<int:interview_id>/alike/", asking.alike, name="alike"),
]
