"""Every address, by area. Each view names the permission it needs."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("firstlight.apps.people.urls")),
    path("", include("firstlight.apps.infusion.urls")),
    path("", include("firstlight.apps.audit.urls")),
    path("", include("firstlight.web.live.urls")),
    path("", include("firstlight.web.urls")),
    path("account/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.insert(0, path("", include("firstlight.demo.urls")))
handler403 = "firstlight.web.errors.forbidden"
handler404 = "firstlight.web.errors.not_found"
handler500 = "firstlight.web.errors.server_error"
