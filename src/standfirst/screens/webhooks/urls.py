"""Addresses to which payment providers write."""

from django.urls import path

from standfirst.screens.webhooks import stripe

app_name = "webhooks"
urlpatterns = [path("webhooks/stripe/", stripe.stripe, name="stripe")]
