"""For working on Standfirst itself: readable errors, no secrets needed, never for readers."""

from standfirst.conf import env
from standfirst.conf.settings.base import *

SECRET_KEY = "development only, never for readers, fifty characters"
PASS_KEYS = ["development pass key, never for readers, fifty"]
ALLOWED_HOSTS = ["*"]
DEBUG = env.flag("DEBUG", default=True)
DATABASES = {"default": env.database()}
