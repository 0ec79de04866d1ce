"""The two commands, as a person types them."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from firstlight.apps import clock
from firstlight.config.commands import listen, simulate_monitors
from tests.unit.integration.hl7.running import Running


def parsed(module: object, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)  # type: ignore[attr-defined]
    return parser.parse_args(arguments)


def simulate(*arguments: str) -> int:
    return simulate_monitors.run(parsed(simulate_monitors, *arguments))


def test_the_simulation_reports_as_json(listening: Callable[..., Running], capsys: pytest.CaptureFixture[str]) -> None:
    port = str(listening(now=clock.now).port)
    code = simulate("--beds", "2", "--rate", "20", "--seconds", "0.3", "--mllp-port", port, "--json")
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (told["sent"], told["acknowledged"], told["lost"], told["vendor"]) == (12, 12, 0, "mixed")
    assert set(told["round_trip_ms"]) == {"p50", "p95", "p99", "max"}


def test_the_simulation_says_it_in_words_and_fails_where_anything_is_refused(
    listener: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    listener.store.lost = True
    code = simulate("--beds", "2", "--rate", "20", "--seconds", "0.3", "--mllp-port", str(listener.port))
    assert code == 1
    assert "12 refused" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("--beds", "0"), ("--rate", "-1"), ("--seconds", "0"), ("--outstanding", "0")])
def test_a_wrong_number_is_explained(wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(*wrong) == 1
    assert wrong[0] in capsys.readouterr().err


def test_a_machine_that_opens_too_few_files_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import resource

    def refuse(*_: object) -> None:
        raise ValueError("not allowed")

    monkeypatch.setattr(resource, "getrlimit", lambda which: (256, 256))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert simulate("--beds", "2000") == 1
    assert "ulimit -n 2064" in capsys.readouterr().err


def test_a_listener_with_a_bad_table_does_not_start_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "site.toml"
    bad.write_text('codes = [{ system = "X", code = "1", kind = "blood", source = "cuff" }]')
    assert listen.run(parsed(listen, "--tables", str(bad))) == 1
    assert "row 1 of codes" in capsys.readouterr().err


def test_a_listener_with_a_bad_list_of_senders_does_not_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert listen.run(parsed(listen, "--allow", "ward 7")) == 1
    assert "ward" in capsys.readouterr().err


def test_a_port_in_use_is_named(listener: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert listen.run(parsed(listen, "--mllp-port", str(listener.port))) == 1
    assert str(listener.port) in capsys.readouterr().err


def test_the_sites_tables_and_senders_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLIGHT_HL7_TABLES", "/etc/firstlight/monitors.toml")
    monkeypatch.setenv("FIRSTLIGHT_HL7_ALLOW", "10.1.0.0/16")
    assert parsed(listen).tables == Path("/etc/firstlight/monitors.toml")
    assert parsed(listen).allow == "10.1.0.0/16"


def test_what_one_sender_may_take_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (parsed(listen).per_sender, parsed(listen).new_monitors) == (64, 500)
    monkeypatch.setenv("FIRSTLIGHT_HL7_PER_SENDER", "2000")
    monkeypatch.setenv("FIRSTLIGHT_HL7_NEW_MONITORS", "3000")
    assert (parsed(listen).per_sender, parsed(listen).new_monitors) == (2000, 3000)
