"""What every mode shares. No secrets and no branches on the mode here; `production` only reads the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from standfirst.conf import env
from standfirst.conf.logging import log_settings
from standfirst.core.players import FRAME_HOSTS

PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(env.text("DATA", ".data")).resolve()

DEBUG = False
ROOT_URLCONF = "standfirst.conf.urls"
WSGI_APPLICATION = "standfirst.conf.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "standfirst.core",
    "standfirst.apps.audit",
    "standfirst.apps.mailing",
    "standfirst.apps.accounts",
    "standfirst.apps.membership",
    "standfirst.apps.moderation",
    "standfirst.apps.editorial",
    "standfirst.apps.billing",
    "standfirst.apps.comments",
    "standfirst.apps.live",
    "standfirst.apps.newsletters",
    "standfirst.screens.site",
    "standfirst.screens.account",
    "standfirst.screens.desk",
    "standfirst.screens.ops",
    "procrastinate.contrib.django",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "standfirst.screens.desk.users_config.UsersConfig",  # wagtail.users with forms of ours
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "standfirst.core.http.privacy.PrivateByDefault",
    "standfirst.core.http.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "standfirst.conf.middleware.SeenMiddleware",
    "standfirst.conf.middleware.DeskDoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "standfirst.conf.middleware.ViewerMiddleware",
    "standfirst.conf.middleware.PassMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# One pipeline for every way in: allauth's, in screens/account. Its own limits stay off, ours stand before it.
AUTHENTICATION_BACKENDS = ["standfirst.screens.account.backend.ReaderBackend"]
ACCOUNT_ADAPTER = "standfirst.screens.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None  # what others see is no way in
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody becomes a reader before a code has proved the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "standfirst.screens.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's own table of addresses is not used
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = False
CORRESPONDENCE = {  # what readers may ask us to write about, beside what an account needs
    "news": "Write to me about what is new in the publication.",
    "offers": "Send me offers, and now and then a survey.",
}

CLOSING_DAYS = env.number("CLOSING_DAYS", 14, least=1)  # to come back in, before a closed account is erased
ERASURE_LEDGER = Path(env.text("ERASURE_LEDGER", str(DATA / "erasures.txt")))

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = env.text("LANGUAGE", "en-gb")
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SESSION_ENGINE = "standfirst.core.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

EMBED_FRAME_HOSTS = FRAME_HOSTS
VIDEO_HOSTS = env.origins("VIDEO_HOSTS")  # from which one's own films are played, beside ORIGIN

# The front's promises, in seconds.
PASS_LIFE = 15 * 60
PASS_COOKIE = "pass"
SHARED_PAGE_STALE = env.number("SHARED_PAGE_STALE", 60, least=1)
PAGE_THREADS = env.number("PAGE_THREADS", 4, least=1)
REQUEST_THREADS = env.number("REQUEST_THREADS", 8, least=1)
SHARED_PAGE_BYTES = env.number("SHARED_PAGE_BYTES", 128 * 1024 * 1024)
CDN_TAGS = env.flag("CDN_TAGS", default=False)
BUS_URL = env.text("BUS_URL", "")

ORIGIN = env.origin("ORIGIN", "http://localhost:8000")

WAGTAIL_SITE_NAME = "Standfirst"
WAGTAILADMIN_BASE_URL = ORIGIN
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_AUTOSAVE_INTERVAL = env.number("AUTOSAVE_INTERVAL", 2000)
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILIMAGES_IMAGE_MODEL = "editorial.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Standfirst <no-reply@localhost>")
SILENCED_SYSTEM_CHECKS: list[str] = []

STRIPE_SECRET_KEY = env.optional_secret("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRETS = env.secret_words("STRIPE_WEBHOOK_SECRETS")
STRIPE_ACCOUNT = env.text("STRIPE_ACCOUNT", "")
STRIPE_API_BASE = env.origin("STRIPE_API_BASE", "https://api.stripe.com")
# Where a form may lead beside our own pages: the provider's page to pay on.
STRIPE_PAGES = ["https://checkout.stripe.com", "https://billing.stripe.com"]
FORM_HOSTS = STRIPE_PAGES if STRIPE_API_BASE == "https://api.stripe.com" else [STRIPE_API_BASE]
FORM_HOSTS = FORM_HOSTS if STRIPE_SECRET_KEY else []

# Newsletters go out on a lane of their own, by `standfirst send`.
BULK_SMTP_HOST = env.text("BULK_SMTP_HOST", "")
BULK_SMTP_PORT = env.number("BULK_SMTP_PORT", 25, least=1)
BULK_SMTP_SECURITY = env.choice("BULK_SMTP_SECURITY", "STARTTLS", among=("NONE", "STARTTLS", "TLS"))
BULK_SMTP_USER = env.text("BULK_SMTP_USER", "")
BULK_SMTP_PASSWORD = env.optional_secret("BULK_SMTP_PASSWORD", least=1)
BULK_PROVIDER = env.choice("BULK_PROVIDER", "", among=("", "SES", "MAILGUN", "POSTMARK"))
BULK_PROVIDER_KEY = env.optional_secret("BULK_PROVIDER_KEY")
BULK_PROVIDER_API = env.text("BULK_PROVIDER_API", "")
BULK_HOOK_SECRETS = env.secret_words("BULK_HOOK_SECRETS")
BULK_MAILGUN_DOMAIN = env.text("BULK_MAILGUN_DOMAIN", "")
BULK_POSTMARK_STREAM = env.text("BULK_POSTMARK_STREAM", "broadcast")
BULK_SES_REGION = env.text("BULK_SES_REGION", "")
BULK_SES_KEY_ID = env.text("BULK_SES_KEY_ID", "")
BULK_SES_CONFIGURATION_SET = env.text("BULK_SES_CONFIGURATION_SET", "")
BULK_NAME = env.text("BULK_NAME", urlsplit(ORIGIN).hostname or "localhost")
BULK_CONNECTIONS = env.number("BULK_CONNECTIONS", 4, least=1)
MAIL_BOUNCE_DOMAIN = env.text("MAIL_BOUNCE_DOMAIN", "")  # of letters to single readers
BULK_BOUNCE_DOMAIN = env.text("BULK_BOUNCE_DOMAIN", "")
BULK_DKIM_KEYS = env.words("BULK_DKIM_KEYS")
BULK_DKIM_BY_SERVER = env.flag("BULK_DKIM_BY_SERVER", default=False)
# People; whoever approves an edition for more types how many.
COUNT_TYPED_OVER = env.number("COUNT_TYPED_OVER", 1000)
BULK_JOURNALS = Path(env.text("BULK_JOURNALS", str(DATA / "journals")))
BULK_RATE = env.number("BULK_RATE", 500, least=1)
BULK_SITE_RATE = env.number("BULK_SITE_RATE", 100, least=1)
BULK_ANSWER_SECONDS = env.number("BULK_ANSWER_SECONDS", 600, least=1)
BULK_RETRY_SECONDS = env.number("BULK_RETRY_SECONDS", 60, least=1)

# A mailbox into which bounces and complaints come, for `standfirst mail-in --imap`.
MAIL_IN_IMAP_HOST = env.text("MAIL_IN_IMAP_HOST", "")
MAIL_IN_IMAP_PORT = env.number("MAIL_IN_IMAP_PORT", 993, least=1)
MAIL_IN_IMAP_SECURITY = env.choice("MAIL_IN_IMAP_SECURITY", "TLS", among=("NONE", "STARTTLS", "TLS"))
MAIL_IN_IMAP_USER = env.text("MAIL_IN_IMAP_USER", "")
MAIL_IN_IMAP_PASSWORD = env.optional_secret("MAIL_IN_IMAP_PASSWORD", least=1)
MAIL_IN_IMAP_FOLDER = env.text("MAIL_IN_IMAP_FOLDER", "INBOX")
MAIL_IN_IMAP_KEEP_IN = env.text("MAIL_IN_IMAP_KEEP_IN", "Taken in")
MAIL_IN_IMAP_SECONDS = env.number("MAIL_IN_IMAP_SECONDS", 60, least=1)

MODERATION_SCORER = env.text("MODERATION_SCORER", "")
MODERATION_SCORER_SECONDS = env.number("MODERATION_SCORER_SECONDS", 2, least=1)

METRICS_TOKEN = env.optional_secret("METRICS_TOKEN")
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES")
LOGGING = log_settings(
    level=env.choice("LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR")),
    plain=env.flag("LOG_PLAIN", default=False),
)
