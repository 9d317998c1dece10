"""For readers: everything that matters is read from the environment, and a missing value stops the start."""

from urllib.parse import urlsplit

from standfirst.conf import env
from standfirst.conf.settings.base import *

SECRET_KEY = env.secret("SECRET_KEY")
PASS_KEYS = [env.secret("PASS_KEY")]
PASS_KEYS += filter(None, [env.optional_secret("PASS_KEY_OLD", least=32)])
DATABASES = {"default": env.database()}

ORIGIN = env.origin("ORIGIN")
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname, *env.words("ALSO_HOSTS")]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; the front itself speaks plain HTTP to it
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
PASS_COOKIE = "__Host-pass"

EMAIL_HOST = env.text("SMTP_HOST", "localhost")
EMAIL_PORT = env.number("SMTP_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.optional_secret("SMTP_PASSWORD", least=1)
EMAIL_USE_TLS = env.flag("SMTP_TLS", default=False)
