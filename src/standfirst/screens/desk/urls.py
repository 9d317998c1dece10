"""Our own screens at the desk."""

from django.urls import path

from standfirst.screens.desk import (
    appeals,
    cases,
    comment_acts,
    comments,
    conduct,
    consents,
    conversations,
    editions,
    gifts,
    guidelines,
    imports,
    names,
    people,
    reader_imports,
    returns,
    subscriptions,
    two_accounts,
    words,
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
    path("comments/", comments.queue, name="comments"),
    path("comments/counts.json", comments.counts, name="comments-counts"),
    path("comments/mine/", comments.decisions, name="comments-mine"),
    path("comments/many/", comment_acts.many, name="comments-many"),
    path("comments/appeals/", appeals.appeals, name="comments-appeals"),
    path("comments/appeals/<int:appeal_id>/", appeals.decide, name="comments-appeal"),
    path("comments/by/<int:reader_id>/", comment_acts.author, name="comments-author"),
    path("comments/by/<int:reader_id>/hide/", comment_acts.hide_author, name="comments-hide"),
    path("comments/decisions/<int:decision_id>/undo/", comment_acts.undo, name="comment-undo"),
    path("comments/settings/", conversations.settings, name="conversations"),
    path("comments/settings/default/", conversations.default, name="conversations-default"),
    path("comments/articles/<int:article_id>/", conversations.article, name="conversation"),
    path("comments/<int:comment_id>/", comments.one, name="comment"),
    path("comments/<int:comment_id>/decide/", comment_acts.decide, name="comment-decide"),
    path("comments/<int:comment_id>/feature/", comment_acts.feature, name="comment-feature"),
    path("comments/<int:comment_id>/send/", comment_acts.send, name="comment-send"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<int:edition_id>/", editions.edition, name="edition"),
    path("editions/<int:edition_id>/approve/", editions.approve, name="edition-approve"),
    path("editions/<int:edition_id>/skip/", editions.skip, name="edition-skip"),
    path("editions/<int:edition_id>/trial/", editions.trial, name="edition-trial"),
    path("editions/returns/", returns.returns, name="returns"),
    path("editions/returns/export/", returns.export, name="returns-export"),
    path("editions/returns/lift/<int:suppression_id>/", returns.lift, name="returns-lift"),
    path("editions/returns/go-on/<int:alarm_id>/", returns.go_on, name="returns-go-on"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("guidelines/<int:version_id>/", guidelines.version, name="guidelines-version"),
    path("words/", words.words, name="words"),
    path("words/trials/<int:trial_id>/", words.trial, name="words-trial"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    *(
        path(f"cases/<int:case_id>/{name}/", cases.act, {"name": name}, name=f"case-{name}")
        for name in cases.ACTS
    ),
    path("conduct/", conduct.restricted, name="restricted"),
    path("conduct/<int:reader_id>/", conduct.conduct, name="conduct"),
    path("conduct/<int:reader_id>/sanction/", conduct.sanction, name="conduct-sanction"),
    path("conduct/<int:reader_id>/lift/<int:sanction_id>/", conduct.lift, name="conduct-lift"),
    path("conduct/<int:reader_id>/note/", conduct.note, name="conduct-note"),
    *(
        path(f"subscriptions/<int:reader_id>/{name}/", subscriptions.act, {"name": name}, name=name)
        for name in ACTS
    ),
]
