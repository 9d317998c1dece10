"""The reader's own screens."""

from django.urls import path

from standfirst.screens.account import views

app_name = "account"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("account/", views.hub, name="hub"),
    path("account/bar/", views.bar, name="bar"),
    path("account/feed/", views.feed_address, name="feed"),
]
