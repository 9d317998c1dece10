"""Wagtail's app for users, with screens of ours."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "standfirst.screens.desk.users.DeskUserViewSet"
