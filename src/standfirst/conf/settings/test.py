"""For the tests: explicit, without network, quick hashes."""

from standfirst.conf import env
from standfirst.conf.settings.base import *

SECRET_KEY = "tests only, never for readers, fifty characters long"
PASS_KEYS = [
    "pass key of the tests, fifty characters long, one",
    "pass key of the tests, fifty characters long, two",
]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "review.example"]
DATABASES = {"default": env.database()}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
