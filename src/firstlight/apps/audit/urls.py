"""The address of the audit log."""

from django.urls import path

from firstlight.apps.audit import views

urlpatterns = [path("audit/", views.log, name="audit")]
