"""In production every cookie is bound to the host and to TLS."""

import json
import subprocess
import sys

from tests.real import environment
from tests.trust.test_access_table import PRODUCTION

_LOOK = """
import django; django.setup()
import json
from django.conf import settings as s
print(json.dumps([[s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.PASS_COOKIE],
                  [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY],
                  [s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE],
                  [getattr(s, f"{n}_COOKIE_DOMAIN") for n in ("SESSION", "CSRF")]]))
"""


def test_production_binds_its_cookies_to_the_host() -> None:
    """The prefix makes browsers refuse them without Secure, with a Domain or from another path (RFC 6265bis §4.1.3)."""
    env = {**environment("postgresql:///x"), **PRODUCTION}
    said = subprocess.run([sys.executable, "-c", _LOOK], env=env, capture_output=True, text=True, check=True)
    names, secure, same_site, domains = json.loads(said.stdout.splitlines()[-1])
    assert all(name.startswith("__Host-") for name in names)
    assert secure == [True] * 4
    assert same_site == ["Lax", "Lax"]
    assert domains == [None, None]
