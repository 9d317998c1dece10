"""Addresses to which providers of payment and of mail write."""

from django.urls import path

from standfirst.screens.webhooks import mail, stripe

app_name = "webhooks"
urlpatterns = [
    path("webhooks/stripe/", stripe.stripe, name="stripe"),
    path("webhooks/mail/<slug:provider>/", mail.mail, name="mail"),
]
