"""Our own screens at the desk."""

from django.urls import path

from standfirst.screens.desk import imports, subscriptions

app_name = "desk"

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:import_id>/", imports.report, name="import"),
    path("subscriptions/", subscriptions.readers, name="readers"),
    path("subscriptions/<int:reader_id>/", subscriptions.reader, name="reader"),
    path("subscriptions/<int:reader_id>/grant/", subscriptions.grant, name="grant"),
    path("subscriptions/<int:reader_id>/end/", subscriptions.end, name="end"),
]
