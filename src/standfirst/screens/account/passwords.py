"""A password for those who want one: set, changed or removed behind a fresh proof; never a way to get one back."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from standfirst.core.clock import now
from standfirst.core.http.proof import step_up_required
from standfirst.screens.account.adapter import tell_of_change
from standfirst.screens.account.forms import NewPasswordForm
from standfirst.screens.account.screen import ReaderRequest, account_screen
from standfirst.screens.account.sessions import end_all, stay


@sensitive_post_parameters("password", "again")
@login_required
@step_up_required
@require_http_methods(["GET", "POST"])
def password(request: ReaderRequest) -> HttpResponse:
    """Set or change it; every other session ends."""
    if "remove" in request.POST:
        request.user.set_unusable_password()
        return _changed(request, "The password of your account was removed.")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            validate_password(form.cleaned_data["password"], request.user)
        except ValidationError as faults:
            form.add_error("password", faults)
        else:
            request.user.set_password(form.cleaned_data["password"])
            return _changed(request, "The password of your account was set anew.")
    has_password = request.user.has_usable_password()
    return account_screen(request, "account/password.html", form=form, has_password=has_password)


def _changed(request: ReaderRequest, what: str) -> HttpResponse:
    request.user.save(update_fields=["password"])
    end_all(request.user.pk)
    stay(request)
    tell_of_change(request, request.user, what, now=now())
    return redirect("account:security")
