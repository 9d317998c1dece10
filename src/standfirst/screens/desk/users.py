"""Wagtail's screens for users, held within what the person at the desk may do; an address is not changed there."""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from standfirst.apps.accounts import api as accounts

READ_ONLY = (
    "Readers change it themselves. That of the staff is changed on the page “Address and second factor”."
)


class _Within:
    """Roles beyond one's own are neither given nor taken away; who may do everything is made by such alone."""

    fields: dict[str, forms.Field]
    instance: accounts.User
    cleaned_data: dict[str, Any]

    def limit_to(self, by: accounts.User) -> None:
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)
        groups = cast("forms.ModelMultipleChoiceField[Group]", self.fields["groups"])
        groups.queryset = accounts.roles_to_give(by=by)

    def clean_groups(self) -> list[Group]:
        given = cast("forms.ModelMultipleChoiceField[Group]", self.fields["groups"]).queryset
        held = self.instance.groups.all() if self.instance.pk else Group.objects.none()
        untouched = [group for group in held if group not in given] if given is not None else []
        return [*self.cleaned_data["groups"], *untouched]


class NewUserForm(_Within, UserCreationForm):  # type: ignore[misc]
    """Somebody who works at the desk gets an account; the first sign-in is by a code to this address."""

    def __init__(self, *args: Any, by: accounts.User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(by)


class UserForm(_Within, UserEditForm):  # type: ignore[misc]
    """Names, whether the account is open, and roles."""

    def __init__(self, *args: Any, by: accounts.User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = READ_ONLY
        self.limit_to(by)


class UsersView(IndexView):  # type: ignore[misc]
    """One by one: nothing is done to many accounts at once."""

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class NewUserView(CreateView):  # type: ignore[misc]
    """Knows who asks."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class UserView(EditView):  # type: ignore[misc]
    """Refuses those who may do more than who asks."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not accounts.may_handle(by=cast("accounts.User", request.user), person=self.object):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class DeskUserViewSet(UserViewSet):  # type: ignore[misc]
    """In the place of Wagtail's."""

    index_view_class = UsersView
    add_view_class = NewUserView
    edit_view_class = UserView

    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        return UserForm if for_update else NewUserForm
