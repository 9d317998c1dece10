"""What is asked, for everybody who may see it: a page in every order, and the state of the room for scripts."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from standfirst.apps.live import api as live
from standfirst.apps.live.rules.orders import ListOrder, first_order, listed, orders_of
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.live.views.screen import around, room_in, shared
from standfirst.core.http.screens import tag
from standfirst.core.http.shared import shared_page


@shared_page(ttl=2, parameters=("sort",))
def questions(request: HttpRequest, interview_id: int) -> HttpResponse:
    """All that everybody is shown, in an order that was asked for."""
    scene = around(request, interview_id)
    state = live.room_state(room_in(scene))
    try:
        order = ListOrder(request.GET.get("sort", first_order(state)))
    except ValueError:
        return HttpResponseBadRequest("There is no such order of these questions.")
    orders, cards = orders_of(state).items(), listed(state, order)
    return shared(request, "live/questions.html", scene, state=state, order=order, orders=orders, cards=cards)


@shared_page(ttl=1)
def state(request: HttpRequest, interview_id: int) -> HttpResponse:
    """As the stream's snapshot says it, for those who cannot follow the stream; for nobody else than it."""
    scene = around(request, interview_id)
    room = room_in(scene)
    tag(request, interview_tag(interview_id))
    if not scene.may_follow:
        return JsonResponse({"code": live.Code.ACCESS.value}, status=403)
    found = live.room_state(room)
    return JsonResponse({"epoch": found.epoch, "seq": found.seq, **found.as_json()})
