"""Run a clinic's service on this machine: pages, listener and jobs, started again when they die, stopped together.

The pages speak plain HTTP and send everybody who came without TLS away: put a proxy before them that speaks TLS and
HTTP/2 and sets X-Forwarded-Proto. Run ./firstlight migrate before the first start and after every update. For a service
spread over several machines run `web`, `listen` and `work` by themselves.
"""

import argparse
import os
import sys

from firstlight.config.commands.processes import Part, Supervisor, firstlight
from firstlight.config.commands.progress import say
from firstlight.config.commands.readiness import wait_until_well
from firstlight.config.reference.settings import VARIABLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    width = max(len(one.name) for one in VARIABLES)
    told = [f"  {one.name:{width}}  {one.says}{f' ({one.unless})' if one.unless else ''}" for one in VARIABLES]
    parser.epilog = "\n".join(["Environment variables:", *told]).replace("`", "")
    parser.add_argument("--check", action="store_true", help="only say whether it could start (exit code 1 if not)")


def run(arguments: argparse.Namespace) -> int:
    if problems := objections():
        print("Firstlight does not start:", *(f"- {problem}" for problem in problems), sep="\n", file=sys.stderr)
        return 1
    if arguments.check:
        say("Firstlight can start.")
        return 0
    with Supervisor(_parts(os.environ), dict(os.environ), say) as supervisor:
        supervisor.start()
        if problem := wait_until_well(supervisor, *_own_address()):
            print(problem, file=sys.stderr)
            return 1
        say("Firstlight is running.")
        supervisor.keep_going()
    return 0


def objections() -> list[str]:
    """Everything that would make it unsafe to start now, in words that say what to do."""
    from django.conf import settings

    found = []
    if settings.DEMO:
        found.append("these are the demonstration's settings: unset DJANGO_SETTINGS_MODULE and leave out --demo")
    if "*" in settings.ALLOWED_HOSTS:
        found.append("FIRSTLIGHT_HOSTS holds *: name the hosts, or anybody can put their name on our pages")
    return [*found, *_data_objections(settings.DATA_DIR), *_database_objections()]


def _data_objections(folder: "os.PathLike[str]") -> list[str]:
    if not os.path.isdir(folder):
        return [f"FIRSTLIGHT_DATA_DIR: there is no folder {os.fspath(folder)}; make it, readable only by the service"]
    if not os.access(folder, os.W_OK):
        return [f"FIRSTLIGHT_DATA_DIR: {os.fspath(folder)} cannot be written by this account"]
    if os.stat(folder).st_mode & 0o007:
        return [f"FIRSTLIGHT_DATA_DIR: everybody on this machine can look into {os.fspath(folder)}; chmod o-rwx"]
    return []


def _database_objections() -> list[str]:
    from django.db import Error, connection

    from firstlight.config.commands.migrate import pending

    try:
        if waiting := pending():
            return [f"the database lacks {len(waiting)} migrations: make a backup, then run ./firstlight migrate"]
        if connection.vendor == "postgresql":
            return _postgresql_objections()
    except Error as problem:
        return [f"the database does not answer: {str(problem).strip()}"]
    return []


def _postgresql_objections() -> list[str]:
    """A reading is acknowledged when it is on the disk; these settings would make that untrue."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone()[0] == "off":
                found.append(f"PostgreSQL runs with {setting} off: an acknowledged reading could be lost; turn it on")
    return found


def _parts(environ: "os._Environ[str]") -> list[Part]:
    host, port, _ = _own_address()
    proxies = environ.get("FIRSTLIGHT_PROXIES", "127.0.0.1")
    mllp = ["--host", environ.get("FIRSTLIGHT_MLLP_HOST", "127.0.0.1")]
    mllp += ["--port", environ.get("FIRSTLIGHT_MLLP_PORT", "2575")]
    return [
        Part("web", firstlight("web", "--host", host, "--port", str(port), "--proxies", proxies)),
        Part("listener", firstlight("listen", *mllp)),
        Part("jobs", firstlight("work")),
    ]


def _own_address() -> tuple[str, int, str]:
    """Where the pages listen, and a host name that they answer to."""
    from django.conf import settings

    port = int(os.environ.get("FIRSTLIGHT_WEB_PORT", "8000"))
    return os.environ.get("FIRSTLIGHT_WEB_HOST", "127.0.0.1"), port, settings.ALLOWED_HOSTS[0]
