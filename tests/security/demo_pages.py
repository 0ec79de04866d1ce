"""The address table as a demonstration has it."""

from django.urls import include, path

urlpatterns = [path("", include("firstlight.demo.urls")), path("", include("firstlight.config.urls"))]
handler403 = "firstlight.web.errors.forbidden"
handler404 = "firstlight.web.errors.not_found"
