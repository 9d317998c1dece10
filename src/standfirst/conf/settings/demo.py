"""The demo publication on one machine: production's manners, open doors for anybody who tries it."""

from standfirst.conf import env
from standfirst.conf.settings.base import *

SECRET_KEY = env.secret("SECRET_KEY")
PASS_KEYS = [env.secret("PASS_KEY")]
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.database()}
INSTALLED_APPS = ["standfirst.screens.demo", *INSTALLED_APPS]
MIDDLEWARE = ["standfirst.screens.demo.looks.LetterLooks", *MIDDLEWARE]
ROOT_URLCONF = "standfirst.conf.urls_demo"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("DEMO_SMTP_PORT", 0)
DEFAULT_FROM_EMAIL = "The Meridian Review <desk@demo.example>"
BULK_SMTP_HOST, BULK_SMTP_PORT, BULK_SMTP_SECURITY = EMAIL_HOST, EMAIL_PORT, "NONE"
BULK_BOUNCE_DOMAIN = "bounces.demo.example"
BULK_DKIM_BY_SERVER = True  # nobody looks at signatures in the catcher
