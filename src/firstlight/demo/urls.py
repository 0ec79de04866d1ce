"""Addresses that exist in a demonstration only: no other setting includes this table."""

from django.urls import path

from firstlight.demo import sign_in

urlpatterns = [path("demo/sign-in/", sign_in.by_role, name="demo-sign-in")]
