"""The clinic that is measured: a service as it runs for real patients, on a real disk, on either database, with a person at
every monitor; and the account of what became of every message that was sent to it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks._live.program import ROOT, tell
from tests.databases import Cluster, own_cluster
from tests.resilience.house import House
from tests.services import Service

IN_MEMORY = {"tmpfs", "ramfs"}
ROWS = (
    "SELECT m.id, m.control_id, b.session_id, s.clinic_id FROM infusion_monitormessage m "
    "LEFT JOIN infusion_binding b ON b.monitor_id = m.monitor_id AND b.ends_at IS NULL "
    "LEFT JOIN infusion_session s ON s.id = b.session_id WHERE m.id > {} ORDER BY m.id"
)
NEWEST = "SELECT coalesce(max(id), 0) FROM infusion_monitormessage"


class Row(NamedTuple):
    """A stored message, and the session and clinic whose screens it belongs on, or None where it is joined to nobody."""

    id: int
    control_id: str
    session: int | None
    clinic: int | None


@dataclass
class Clinic:
    """`nurses` are signed in, each with a cookie and a clinic; the first looks after `session`, where the drug is given."""

    service: Service
    nurses: list[dict[str, Any]]
    session: int
    cluster: Cluster | None = None

    @property
    def folder(self) -> Path:
        return self.service.folder

    def open(self, part: str) -> House:
        """Its processes, anew for each part: enter it."""
        return House(self.service, self.folder / f"said-{part}.log")

    def newest(self) -> int:
        """The last stored message's id."""
        return int(self.service.rows(NEWEST)[0][0])

    def stored_after(self, last_id: int) -> list[Row]:
        """What was stored since."""
        return [Row(*row) for row in self.service.rows(ROWS.format(last_id))]

    def durability(self) -> dict[str, str]:
        """What the database itself says of how safely it keeps what it has confirmed."""
        if not self.service.url:
            return {"journal_mode": self.service.rows("PRAGMA journal_mode")[0][0], "synchronous": "full"}
        asked = ("fsync", "synchronous_commit", "full_page_writes")
        return {name: self.service.rows(f"SHOW {name}")[0][0] for name in asked}


def account(sent: Collection[str], acknowledged: Collection[str], rows: list[Row]) -> dict[str, int]:
    """Of these control ids: how many went out, were acknowledged, are stored, and went astray in each possible way."""
    stored = Counter(row.control_id for row in rows)
    return {
        "sent": len(sent),
        "acknowledged": len(acknowledged),
        "stored": len(stored),
        "not_acknowledged": len(set(sent) - set(acknowledged)),
        "acknowledged_not_stored": len(set(acknowledged) - stored.keys()),
        "stored_twice": sum(times > 1 for times in stored.values()),
    }


def astray(counted: dict[str, int]) -> int:
    """Messages of an account that were lost or doubled."""
    return counted["not_acknowledged"] + counted["acknowledged_not_stored"] + counted["stored_twice"]


@contextmanager
def clinic(database: str, joined: int, sign_ins: int) -> Iterator[Clinic]:
    """A clinic with `joined` monitors at their people, on "sqlite" or "postgresql"; gone afterwards."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="firstlight-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o750)
        cluster = stack.enter_context(own_cluster(durable=True)) if database == "postgresql" else None
        service = Service(folder, cluster.make() if cluster else "")
        tell(f"{database}: a clinic with {joined} people at their monitors is being made …")
        service.must("migrate")
        yield filled(service, joined, sign_ins, cluster)


def filled(service: Service, joined: int, sign_ins: int, cluster: Cluster | None = None) -> Clinic:
    """The clinic in a migrated, empty service. Raises RuntimeError with what went wrong."""
    program = [sys.executable, "-m", "benchmarks._live.ward", str(joined), str(sign_ins)]
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        program, env=service.environment | path, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The clinic could not be made:\n{done.stdout}{done.stderr}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Clinic(service, told["nurses"], told["session"], cluster)
