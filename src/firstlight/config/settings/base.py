"""What holds in every setting. A setting file adds its own and nothing else reads the environment."""

from datetime import timedelta
from pathlib import Path

from firstlight.config.database import database_from

PACKAGE = Path(__file__).resolve().parents[2]
DEMO = False
CLOCK_AHEAD = timedelta(0)
DATA_DIR: Path  # these two by data_settings
AUDIT_HEADS_FILE: Path
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "firstlight.apps.audit",
    "firstlight.apps.people",
    "firstlight.apps.pathway",
    "firstlight.apps.medicines",
    "firstlight.apps.scheduling",
    "firstlight.apps.infusion",
    "firstlight.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "firstlight.web.middleware.ContentSecurityPolicy",
    "firstlight.web.middleware.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "firstlight.apps.people.middleware.SignedIn",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "firstlight.web.environment.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
    {
        # for what the sign-in library renders by itself; every page of its that is open to anybody is one of ours above
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
ROOT_URLCONF = "firstlight.config.urls"
ASGI_APPLICATION = "firstlight.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "firstlight.apps.people.account.StaffAccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "firstlight.apps.people.account.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a manager gave the address; nobody types their own
MFA_TOTP_ISSUER = "Firstlight"
MFA_FORMS = {
    "authenticate": "firstlight.apps.people.forms.sign_in.SecondFactorForm",
    "reauthenticate": "firstlight.apps.people.forms.account.AgainByCodeForm",
    "activate_totp": "firstlight.apps.people.forms.account.AddAppForm",
    "add_webauthn": "firstlight.apps.people.forms.account.AddPasskeyForm",
    "edit_webauthn": "firstlight.apps.people.forms.account.RenamePasskeyForm",
}
ACCOUNT_FORMS = {
    "change_password": "firstlight.apps.people.forms.account.ChangeOwnPasswordForm",
    "reset_password_from_key": "firstlight.apps.people.forms.account.ChoosePasswordForm",
    "reauthenticate": "firstlight.apps.people.forms.account.AgainByPasswordForm",
}
SECOND_FACTOR_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login_failed": "60/m/ip,10/300s/key"
}  # behind the lock-out below; "key" is the account with the address it is tried from, and the account for second factors
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "firstlight.apps.people.account.locked_out"
AXES_USERNAME_CALLABLE = "firstlight.apps.people.account.typed_email"
AXES_RESET_ON_SUCCESS = True

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SIGN_IN_IDLE_SECONDS = 20 * 60
SIGN_IN_WARNING_SECONDS = 2 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "firstlight.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FEED_STALE_SECONDS = 15
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "one line": {"()": "firstlight.config.one_line.OneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "one line": {"class": "logging.StreamHandler", "formatter": "one line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.security": {"handlers": ["one line"], "propagate": False}},
}


def data_settings(data_dir: Path, url: str | None) -> dict[str, object]:
    """What follows from where the data is kept: DATA_DIR, DATABASES and AUDIT_HEADS_FILE."""
    return {
        "DATA_DIR": data_dir,
        "DATABASES": {"default": database_from(url, data_dir)},
        "AUDIT_HEADS_FILE": data_dir / "audit-heads.jsonl",
    }
