"""Addresses of the live stream and of the health page."""

from django.urls import path

from firstlight.web.live.health import healthz
from firstlight.web.live.stream import clinic_stream, session_stream

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("live/clinic/", clinic_stream, name="live-clinic"),
    path("live/sessions/<int:session_id>/", session_stream, name="live-session"),
]
