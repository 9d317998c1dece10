"""A small application for the front: shared pages of every kind, personal ones, and doors for the tests to act."""

import itertools
import json
import time
from datetime import timedelta

from django.contrib.auth import login, logout
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from standfirst.apps.accounts.models import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Plan
from standfirst.core import bus, clock
from standfirst.core.bus import purge
from standfirst.core.db import transaction
from standfirst.core.http.client import address_of
from standfirst.core.http.shared import public_file, shared_page
from standfirst.core.limits import Limit, spend

renderings = itertools.count(1)
FILLING = "A paragraph that is long enough to be worth compressing. " * 30


def _page(request: HttpRequest, words: str) -> HttpResponse:
    """Says everything that could leak into it."""
    viewer = request.viewer
    seen = f"{viewer.standing} {viewer.plan_group} ?{request.META['QUERY_STRING']} {request.build_absolute_uri()}"
    return HttpResponse(f"<!doctype html><title>{words}</title><p>for {seen}<p>{FILLING}")


@shared_page(tags=lambda request, slug: [f"story:{slug}", "stories"], parameters=("after",))
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Its words live in the database, as an article's do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM told_story WHERE slug = %s", [slug])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    return _page(request, row[0])


@shared_page(tags=["counted"])
def counted(request: HttpRequest) -> HttpResponse:
    return _page(request, f"rendering {next(renderings)}")


@shared_page()
def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(0.05)
    return _page(request, f"slow rendering {next(renderings)}")


@shared_page()
def lazy(request: HttpRequest) -> TemplateResponse:
    """Touches what its query names, while its template is rendered."""
    source = {
        "user": "{{ request.user.email }}",
        "csrf": "{% csrf_token %}",
        "if": "{% if user.email and 1 %}a{% endif %}",
    }
    template = engines["django"].from_string(source[request.GET.get("touch", "user")])
    return TemplateResponse(request, template, {})


@shared_page()
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def personal(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>only for {request.user} {request.META.get('HTTP_X_STANDFIRST_SHARED', '')}")


def from_database(request: HttpRequest) -> HttpResponse:
    return HttpResponse(User.objects.count())


def mirror(request: HttpRequest) -> HttpResponse:
    """Shows every header that arrived."""
    return HttpResponse(f"{sorted(request.headers.items())}")


def careless(request: HttpRequest) -> HttpResponse:
    """Claims to be cacheable, as third-party views do."""
    return HttpResponse(
        f"{request.user}", headers={"Cache-Control": "public, max-age=600", "X-Standfirst-Shared": "60;x"}
    )


def knock(request: HttpRequest, name: str) -> HttpResponse:
    """Ten an hour from one address; says which address was seen."""
    ten_an_hour = Limit(f"knock.{name}", 10, timedelta(hours=1))
    wait = spend(ten_an_hour, key=address_of(request), now=clock.now())
    return HttpResponse(address_of(request), status=429 if wait else 200)


def picture(request: HttpRequest) -> HttpResponse:
    return public_file(HttpResponse(b"picture", content_type="image/png"))


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<script nonce={request.csp_nonce}></script>")


@csrf_exempt
def sign_in(request: HttpRequest, reader_id: int) -> HttpResponse:
    login(request, User.objects.get(pk=reader_id))
    return HttpResponseRedirect("/personal/")


@csrf_exempt
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect("/personal/")


@csrf_exempt
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish: the words and the purge in one transaction."""
    with transaction(), connection.cursor() as cursor:
        upsert = (
            "INSERT INTO told_story VALUES (%s, %s) ON CONFLICT (slug) DO UPDATE SET words = excluded.words"
        )
        cursor.execute(upsert, [slug, request.body.decode()])
        purge(f"story:{slug}")
    return HttpResponse(status=204)


@csrf_exempt
def subscribe(request: HttpRequest, reader_id: int) -> HttpResponse:
    plan, _ = Plan.objects.get_or_create(slug="digital", defaults={"name": "Digital"})
    now = clock.now()
    membership.grant_subscription(
        reader_id=reader_id, plan_id=plan.pk, starts_at=now, ends_at=None, source="test", now=now
    )
    return HttpResponse(status=204)


@csrf_exempt
def lapse(request: HttpRequest, reader_id: int) -> HttpResponse:
    membership.end_subscription(reader_id=reader_id, because="test", now=clock.now())
    return HttpResponse(status=204)


@csrf_exempt
def make_reader(request: HttpRequest) -> HttpResponse:
    return HttpResponse(User.objects.create_user(request.body.decode()).pk)


@csrf_exempt
def publish(request: HttpRequest) -> HttpResponse:
    message = json.loads(request.body)
    bus.publish(message["topic"], message["payload"])
    return HttpResponse(status=204)


def counters(request: HttpRequest) -> JsonResponse:
    found = request.META["standfirst.front"]
    return JsonResponse({name: getattr(found, name) for name in found.__slots__})


urlpatterns = [
    path("stories/<slug:slug>/", story),
    path("counted/", counted),
    path("slow/", slow),
    path("lazy/", lazy),
    path("broken/", broken),
    path("personal/", personal),
    path("mirror/", mirror),
    path("knock/<slug:name>/", knock),
    path("personal-from-database/", from_database),
    path("careless/", careless),
    path("picture.png", picture),
    path("nonce/", with_nonce),
    path("sign-in/<int:reader_id>/", sign_in),
    path("sign-out/", sign_out),
    path("readers/", make_reader),
    path("subscribe/<int:reader_id>/", subscribe),
    path("lapse/<int:reader_id>/", lapse),
    path("tell/<slug:slug>/", tell),
    path("publish/", publish),
    path("counters/", counters),
]
