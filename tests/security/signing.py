"""Signing in as people do: address and password, then the code of the app on their telephone."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from firstlight.apps.people.models import Staff
from tests.unit.people import given


def code_of(secret: str) -> str:
    """What the app on the telephone shows now (RFC 6238). Each counts once; the tests forget that they used it."""
    cache.clear()
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(client: Client, staff: Staff) -> str:
    answer = client.post(
        reverse("sign-in"), {"login": staff.email, "password": given.PASSWORD, "next": reverse("patients")}
    )
    return str(answer.headers["Location"])


def enrol(client: Client) -> str:
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.findall(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[0]
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    return secret
