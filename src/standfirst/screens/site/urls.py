"""The public screens that are not pages of the tree."""

from django.urls import path, re_path

from standfirst.screens.site import comment_counts, feeds, guidelines, views

app_name = "site"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("join/", views.join, name="join"),
    path("comments/guidelines/", guidelines.guidelines, name="guidelines"),
    path("comments/guidelines/<int:version_id>/", guidelines.version, name="guidelines-version"),
    path("comments/counts/", comment_counts.counts, name="comment-counts"),
    path("publication.css", views.colours, name="colours"),
    path("icon.svg", views.icon, name="icon"),
    path("favicon.ico", views.icon, name="favicon"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("news-sitemap.xml", views.news_sitemap, name="news-sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/rss/", feeds.feed, {"kind": "rss"}, name="feed-rss"),
    path("feed/private/<str:key>/", feeds.private, name="feed-private"),
    re_path(r"^(?P<path>(?:[\w-]+/){1,2})feed/$", feeds.feed, name="page-feed"),
    re_path(r"^(?P<path>(?:[\w-]+/){1,2})feed/rss/$", feeds.feed, {"kind": "rss"}, name="page-feed-rss"),
]
