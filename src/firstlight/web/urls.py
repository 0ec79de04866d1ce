"""Addresses of no one area: the front page, and what browsers ask for by themselves."""

from django.urls import path

from firstlight.web import front

urlpatterns = [
    path("", front.front_page, name="front"),
    path("favicon.ico", front.favicon, name="favicon"),
]
