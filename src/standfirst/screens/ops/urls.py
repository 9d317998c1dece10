"""Addresses for machines."""

from django.urls import path

from standfirst.screens.ops import health, metrics

app_name = "ops"
urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
