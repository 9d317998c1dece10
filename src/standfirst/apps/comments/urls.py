"""The addresses of the conversation."""

from django.urls import path

from standfirst.apps.comments.views import acting, elsewhere, reading, unlawful, writing

app_name = "comments"

urlpatterns = [
    path("comments/preview/", writing.preview, name="preview"),
    path("comments/oembed.json", elsewhere.oembed, name="oembed"),
    path("comments/no-mail/<str:token>/", acting.no_mail, name="no-mail"),
    path("comments/<int:article_id>/", reading.thread, name="thread"),
    path("comments/<int:article_id>/head.json", reading.head, name="head"),
    path("comments/<int:article_id>/new/", reading.new, name="new"),
    path("comments/<int:article_id>/count.json", elsewhere.count, name="count"),
    path("comments/<int:article_id>/mine.json", acting.mine, name="mine"),
    path("comments/<int:article_id>/say/", writing.say, name="say"),
    path("comments/<int:article_id>/replies/<int:parent_id>/", reading.replies, name="replies"),
    path("comments/c/<int:comment_id>/", reading.comment, name="comment"),
    path("comments/c/<int:comment_id>/edit/", writing.edit, name="edit"),
    path("comments/c/<int:comment_id>/delete/", writing.delete, name="delete"),
    path("comments/c/<int:comment_id>/recommend/", acting.recommend, name="recommend"),
    path("comments/c/<int:comment_id>/report/", acting.report, name="report"),
    path("comments/c/<int:comment_id>/unlawful/", unlawful.unlawful, name="unlawful"),
    path("comments/c/<int:comment_id>/appeal/", acting.appeal, name="appeal"),
    path("comments/c/<int:comment_id>/ignore/", acting.ignore, name="ignore"),
]
