"""What somebody has chosen, from the link in every edition without signing in, or from the account.

The page shows no address and can do nothing but this. By GET nothing changes.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from standfirst.apps.newsletters.actions.addressees import address_of
from standfirst.apps.newsletters.actions.name_clicks import SENTENCE, name_clicks
from standfirst.apps.newsletters.actions.prefer import choose_frequency, pause
from standfirst.apps.newsletters.actions.say_where import say_where
from standfirst.apps.newsletters.actions.stop import stop
from standfirst.apps.newsletters.actions.suppress import write_again
from standfirst.apps.newsletters.forms import FrequencyForm, PauseForm
from standfirst.apps.newsletters.models import Addressee, Frequency
from standfirst.apps.newsletters.queries.newsletters import (
    find_addressee,
    find_addressee_of,
    list_newsletters,
)
from standfirst.apps.newsletters.queries.returns import mailbox_of
from standfirst.apps.newsletters.rules.mornings import zones_by_region
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.views.screen import manner, screen, too_fast
from standfirst.core.clock import now
from standfirst.core.numbers import number_in
from standfirst.core.viewer import Standing

FORM = "preferences"
ONE_CLICK = "one-click"


@require_http_methods(["GET", "POST"])
def by_key(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever has the edition."""
    addressee = find_addressee(key=key)
    if addressee is None:
        return screen(request, "newsletters/unknown.html", status=404)
    return _preferences(request, addressee, here=reverse("newsletters:mine", args=[key]))


@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """For a reader who is signed in."""
    addressee = find_addressee_of(reader_id=request.user.pk or 0)
    if addressee is None:
        return redirect("newsletters:list")
    return _preferences(request, addressee, here=reverse("newsletters:own"))


@csrf_exempt  # mail programs press it by themselves
@require_http_methods(["GET", "POST"])
def one_click(request: HttpRequest, key: str, newsletter_id: int) -> HttpResponse:
    """Stop one newsletter (RFC 8058): by POST without cookies and without being led elsewhere; by GET a page that asks."""
    addressee = find_addressee(key=key)
    if addressee is None:
        return screen(request, "newsletters/unknown.html", status=404)
    name = next((card.title for card in _mine(addressee) if card.id == newsletter_id), "")
    done = request.method == "POST"
    if done:
        stop(
            addressee_id=addressee.pk,
            newsletter_id=newsletter_id,
            manner=manner(ONE_CLICK, asks=False),
            now=now(),
        )
    return screen(request, "newsletters/stop.html", name=name, is_done=done, key=key)


def _preferences(request: HttpRequest, addressee: Addressee, *, here: str) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        if too_fast(whose=f"addressee {addressee.pk}"):
            return _page(request, addressee, here, refusal="That was very fast. Wait a moment.", status=429)
        try:
            _change(request, addressee)
        except Refused as problem:
            refusal = str(problem)
        else:
            return redirect(here)
    return _page(request, addressee, here, refusal=refusal, status=422 if refusal else 200)


def _change(request: HttpRequest, addressee: Addressee) -> None:
    """One of the things that the page offers. Raises Refused."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Refused("There was nothing to change.")
    act(request, addressee)


def _pause(request: HttpRequest, addressee: Addressee) -> None:
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose a day from tomorrow to a year from now.")
    pause(addressee_id=addressee.pk, until=form.cleaned_data["until"], now=now())


def _name_clicks(addressee: Addressee, *, allowed: bool) -> None:
    name_clicks(addressee_id=addressee.pk, allowed=allowed, manner=manner(FORM, asks=allowed), now=now())


def _stop(request: HttpRequest, addressee: Addressee) -> None:
    newsletter_id = number_in(request.POST.get("newsletter"))
    if newsletter_id is None:
        raise Refused("There is no such newsletter.")
    stop(
        addressee_id=addressee.pk,
        newsletter_id=newsletter_id,
        manner=manner(FORM, asks=False),
        now=now(),
    )


def _choose_frequency(request: HttpRequest, addressee: Addressee) -> None:
    form = FrequencyForm(request.POST)
    if not form.is_valid():
        raise Refused("There is no such choice.")
    choose_frequency(
        addressee_id=addressee.pk,
        newsletter_id=form.cleaned_data["newsletter"],
        frequency=Frequency(form.cleaned_data["frequency"]),
    )


def _stop_everything(request: HttpRequest, addressee: Addressee) -> None:
    stop(addressee_id=addressee.pk, newsletter_id=None, manner=manner(FORM, asks=False), now=now())


def _say_where(request: HttpRequest, addressee: Addressee) -> None:
    say_where(addressee_id=addressee.pk, zone=request.POST.get("zone", ""))


_ACTS: dict[str, Callable[[HttpRequest, Addressee], object]] = {
    "stop": _stop,
    "stop-everything": _stop_everything,
    "frequency": _choose_frequency,
    "pause": _pause,
    "resume": lambda _, addressee: pause(addressee_id=addressee.pk, until=None, now=now()),
    "zone": _say_where,
    "write-again": lambda _, addressee: write_again(address=address_of(addressee), now=now()),
    "name-clicks": lambda _, addressee: _name_clicks(addressee, allowed=True),
    "forget-clicks": lambda _, addressee: _name_clicks(addressee, allowed=False),
}


def _mine(addressee: Addressee) -> list:
    cards = list_newsletters(standing=Standing.VISITOR, addressee=addressee)
    return [card for card in cards if card.is_mine]


def _page(
    request: HttpRequest, addressee: Addressee, here: str, *, refusal: str, status: int
) -> HttpResponse:
    paused = (
        addressee.paused_until if addressee.paused_until and addressee.paused_until > now().date() else None
    )
    mine = _mine(addressee)
    return screen(
        request,
        "newsletters/preferences.html",
        status=status,
        newsletters=mine,
        by_zone=[card.title for card in mine if card.is_by_zone],
        zone=addressee.zone,
        zones=zones_by_region(),
        paused_until=paused,
        mailbox=mailbox_of(addressee),
        frequencies=Frequency.choices,
        pause_form=PauseForm(),
        clicks_are_named=addressee.clicks_are_named,
        clicks_sentence=SENTENCE,
        here=here,
        refusal=refusal,
    )
