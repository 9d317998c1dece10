"""Our own screens at the desk."""

from django.urls import path

from standfirst.screens.desk import (
    consents,
    gifts,
    imports,
    names,
    people,
    reader_imports,
    subscriptions,
    two_accounts,
)
from standfirst.screens.desk.acts import ACTS

app_name = "desk"

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:import_id>/", imports.report, name="import"),
    path("subscriptions/", subscriptions.readers, name="readers"),
    path("subscriptions/invoices/", subscriptions.invoices, name="invoices"),
    path("subscriptions/gifts/", gifts.gifts, name="gifts"),
    path("subscriptions/export/", subscriptions.export, name="readers-export"),
    path("subscriptions/import/", reader_imports.tables, name="reader-imports"),
    path("subscriptions/import/<int:import_id>/", reader_imports.table, name="reader-import"),
    path(
        "subscriptions/import/<int:import_id>/progress/",
        reader_imports.progress,
        name="reader-import-progress",
    ),
    path(
        "subscriptions/import/<int:import_id>/confirm/", reader_imports.confirm, name="reader-import-confirm"
    ),
    path("subscriptions/import/<int:import_id>/drop/", reader_imports.drop, name="reader-import-drop"),
    path("subscriptions/import/<int:import_id>/report/", reader_imports.report, name="reader-import-report"),
    path("subscriptions/<int:reader_id>/merge/", two_accounts.merge, name="merge"),
    path("people/<int:reader_id>/", people.person, name="person"),
    path("people/<int:reader_id>/address/", people.address, name="person-address"),
    path("people/<int:reader_id>/second-factor/", people.second_factor, name="person-second-factor"),
    path("subscriptions/<int:reader_id>/", subscriptions.reader, name="reader"),
    path("subscriptions/<int:reader_id>/consents/", consents.evidence, name="evidence"),
    path("names/", names.reviews, name="names"),
    path("names/<int:review_id>/", names.decide, name="name-decide"),
    path("consents/text/<str:digest>/", consents.wording, name="wording"),
    *(
        path(f"subscriptions/<int:reader_id>/{name}/", subscriptions.act, {"name": name}, name=name)
        for name in ACTS
    ),
]
