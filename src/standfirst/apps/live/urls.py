"""The addresses of the interviews. The page of each stands in the tree."""

from django.urls import path

from standfirst.apps.live.views import calendar

app_name = "live"

urlpatterns = [
    path("live/calendar/<str:key>/interviews.ics", calendar.feed, name="feed"),
    path("live/<int:interview_id>/calendar.ics", calendar.one, name="calendar"),
]
