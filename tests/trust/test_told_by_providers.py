"""A provider's webhook through a real front: its password comes through, and it is kept before it is answered."""

import httpx
import pytest

from standfirst.apps.newsletters.models import Return
from tests.apps.newsletters.telling import SECRET, Event, told
from tests.fake_providers.programs import KEY
from tests.publication import Publication
from tests.trust.site import RealSite

pytest.importorskip("anymail", reason="pip install standfirst[providers]")
ACCOUNT = {"BULK_PROVIDER": "postmark", "BULK_PROVIDER_KEY": KEY, "BULK_HOOK_SECRETS": SECRET}
BOUNCE = Event("bounced", "somebody@elsewhere.example", code=550, status="5.1.1", words="unknown")


def test_a_webhook_comes_through_a_front(acting: Publication, site: RealSite) -> None:
    body, headers = told("postmark", BOUNCE)
    headers["Content-Type"] = "application/json"
    with site.front(**ACCOUNT) as front, httpx.Client(base_url=f"http://127.0.0.1:{front.port}") as client:
        address = "/webhooks/mail/postmark/"
        nobody = client.post(address, content=body)
        assert (nobody.status_code, nobody.headers["WWW-Authenticate"][:5]) == (401, "Basic")
        assert not Return.objects.filter(way="webhook").exists()
        answers = [client.post(address, content=body, headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert "no-store" in answers[0].headers["Cache-Control"]
        assert client.post("/webhooks/mail/mailgun/", content=body, headers=headers).status_code == 404
        large = client.post(address, content=b"x" * (256 * 1024 + 1), headers=headers)
        assert large.status_code == 413
    assert Return.objects.get(way="webhook").kind == "unread"  # it has no mark of ours
