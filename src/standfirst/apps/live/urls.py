"""The addresses of the interviews. The page of each stands in the tree."""

from django.urls import path

from standfirst.apps.live.views import calendar, overlay, replay

app_name = "live"

urlpatterns = [
    path("live/calendar/<str:key>/interviews.ics", calendar.feed, name="feed"),
    path("live/<int:interview_id>/calendar.ics", calendar.one, name="calendar"),
    path("live/overlay/<str:room_key>/", overlay.overlay, name="overlay"),
    path("live/<int:interview_id>/captions/<str:language>.vtt", replay.captions, name="captions"),
    path("live/<int:interview_id>/chapters.vtt", replay.chapters, name="chapters"),
    path("live/<int:interview_id>/transcript/", replay.transcript, name="transcript"),
    path("live/<int:interview_id>/transcript.txt", replay.transcript_text, name="transcript-text"),
]
