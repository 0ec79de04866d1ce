"""`bench live` in small: three monitors, two streams and a moment, so that what the figures are made of is known to work."""

import pytest

from benchmarks._live import watching
from benchmarks._live.clinic import filled
from benchmarks._live.figures import all_held
from tests.services import Service

MONITORS, STREAMS, SECONDS = 3, 2, 1


@pytest.mark.parametrize("service", ["sqlite"], indirect=True)
def test_every_message_is_followed_from_its_socket_to_every_stream(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SETTLE", 0.5)
    service.folder.chmod(0o750)
    found = watching.measure(filled(service, MONITORS, STREAMS + 1), MONITORS, SECONDS, STREAMS, browser=False)
    sent = MONITORS * SECONDS
    assert (found["messages"]["sent"], found["messages"]["stored"]) == (sent, sent)
    assert found["streams"]["due"] == found["streams"]["socket_to_client_ms"]["count"] == sent * STREAMS
    assert found["memory"]["together"]["value"] > 0
    assert all_held({name: found[name] for name in ("messages", "streams")})
