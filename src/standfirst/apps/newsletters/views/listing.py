"""All newsletters with their days: a reader turns each on and off, a visitor asks by an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.newsletters.actions.ask import ask_by_address
from standfirst.apps.newsletters.actions.sign_up import sign_up
from standfirst.apps.newsletters.actions.stop import stop
from standfirst.apps.newsletters.forms import AskForm, chosen
from standfirst.apps.newsletters.queries.newsletters import find_addressee_of, list_newsletters
from standfirst.apps.newsletters.queries.returns import mailbox_of
from standfirst.apps.newsletters.rules.refusals import NotForYou, Refused
from standfirst.apps.newsletters.views.screen import manner, screen, too_fast, too_many_letters
from standfirst.core.clock import now
from standfirst.core.http.screens import viewer_of
from standfirst.core.numbers import number_in

FORMS = {"article": "box below an article", "front": "box on the front page"}


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The list; by POST what was pressed in it."""
    if request.method == "GET":
        return _page(request)
    return _turned(request) if request.user.is_authenticated else _asked(request)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Look into the mailbox: the same whatever is known of the address."""
    return screen(request, "newsletters/sent.html")


def _turned(request: HttpRequest) -> HttpResponse:
    """One on, one off, or several on."""
    moment, reader = now(), request.user
    if too_fast(whose=f"reader {reader.pk}"):
        return _page(request, refusal="That was very fast. Wait a moment.", status=429)
    off = number_in(request.POST.get("off"))
    try:
        if off is not None:
            _stop(request, off)
        else:
            on = number_in(request.POST.get("on"))
            wanted = chosen(request.POST) if on is None else [on]
            how = manner(_form(request), asks=True)
            sign_up(reader=reader, newsletter_ids=wanted, manner=how, now=moment)  # type: ignore[arg-type]
    except NotForYou as refusal:
        return _page(request, refusal=str(refusal), status=403)
    return redirect("newsletters:list")


def _form(request: HttpRequest) -> str:
    """What the evidence calls the form."""
    return FORMS.get(request.POST.get("at", ""), "newsletters")


def _stop(request: HttpRequest, newsletter_id: int) -> None:
    addressee = find_addressee_of(reader_id=request.user.pk or 0)
    if addressee is not None:
        stop(
            addressee_id=addressee.pk,
            newsletter_id=newsletter_id,
            manner=manner(_form(request), asks=False),
            now=now(),
        )


def _asked(request: HttpRequest) -> HttpResponse:
    form, wanted, moment = AskForm(request.POST), chosen(request.POST), now()
    if not form.is_valid():
        return _page(request, form=form, ticked=wanted, status=422)
    if form.is_by_a_program:
        return redirect("newsletters:sent")
    if wait := too_many_letters(request):
        answer = _page(
            request, form=form, ticked=wanted, refusal="Too many have asked from here. Try later.", status=429
        )
        answer.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return answer
    try:
        ask_by_address(
            address=form.cleaned_data["email"],
            newsletter_ids=wanted,
            zone=form.cleaned_data["zone"],
            manner=manner(_form(request), asks=True),
            now=moment,
        )
    except Refused as refusal:
        return _page(request, form=form, ticked=wanted, refusal=str(refusal), status=422)
    return redirect("newsletters:sent")


def _page(
    request: HttpRequest,
    *,
    form: AskForm | None = None,
    ticked: list[int] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    addressee = find_addressee_of(reader_id=request.user.pk) if request.user.is_authenticated else None
    cards = list_newsletters(standing=viewer_of(request).standing, addressee=addressee)
    return screen(
        request,
        "newsletters/list.html",
        status=status,
        newsletters=cards,
        has_by_zone=any(card.is_by_zone for card in cards),
        mine=sum(card.is_mine for card in cards),
        addressee=addressee,
        mailbox=mailbox_of(addressee),
        form=form or AskForm(),
        ticked=ticked if ticked is not None else chosen(request.GET),
        refusal=refusal,
    )
