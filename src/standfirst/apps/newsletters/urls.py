"""The addresses of the newsletters. The pages of each stand in the tree."""

from django.urls import path

from standfirst.apps.newsletters.views import confirming, following, listing, preferences

app_name = "newsletters"

urlpatterns = [
    path("newsletters/", listing.listing, name="list"),
    path("newsletters/sign-up/sent/", listing.sent, name="sent"),
    path("newsletters/confirm/<slug:secret>/", confirming.confirming, name="confirm"),
    path("newsletters/mine/", preferences.own, name="own"),
    path("newsletters/mine/<slug:key>/", preferences.by_key, name="mine"),
    path("newsletters/to/<slug:sealed>/<int:number>/", following.follow, name="follow"),
    path("newsletters/stop/<slug:key>/<int:newsletter_id>/", preferences.one_click, name="stop"),
]
