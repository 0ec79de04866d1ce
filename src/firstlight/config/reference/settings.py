"""Every environment variable that Firstlight reads. A test finds one that is read and not written here."""

from dataclasses import dataclass

HEAD = """# Settings

Firstlight is set up by environment variables, and refuses to start half-configured. A demonstration needs none of them.
How to set them for a clinic: [run in production](../how-to/run-in-production.md).
"""


@dataclass(frozen=True, slots=True)
class Variable:
    """`required` is for a clinic's service; `unless` says what holds when it is not set."""

    name: str
    says: str
    unless: str = ""
    required: bool = False


VARIABLES = (
    Variable(
        "FIRSTLIGHT_SECRET_KEY", "A long random text that signs people in; the same between restarts", required=True
    ),
    Variable("FIRSTLIGHT_HOSTS", "The host names people use, separated by commas", required=True),
    Variable("FIRSTLIGHT_DATA_DIR", "The folder for head copies and, on SQLite, the database", required=True),
    Variable("DATABASE_URL", "`postgresql://user:password@host:port/name`", "one SQLite file in the data folder"),
    Variable(
        "FIRSTLIGHT_AUDIT_HEADS_FILE",
        "Where the audit log's head is copied every hour: another disk, or a write-once share",
        "`audit-heads.jsonl` in the data folder",
    ),
    Variable("FIRSTLIGHT_WEB_HOST", "Address of the pages", "`127.0.0.1`: the proxy is on this machine"),
    Variable("FIRSTLIGHT_WEB_PORT", "Port of the pages", "`8000`"),
    Variable("FIRSTLIGHT_PROXIES", "Addresses of proxies whose word on the caller counts", "`127.0.0.1`"),
    Variable("FIRSTLIGHT_MLLP_HOST", "Address that monitors send to", "`127.0.0.1`"),
    Variable("FIRSTLIGHT_MLLP_PORT", "Port that monitors send to", "`2575`"),
    Variable(
        "FIRSTLIGHT_HL7_ALLOW",
        "Senders that may connect to the listener: addresses or networks, separated by commas",
        "anybody who can reach it",
    ),
    Variable(
        "FIRSTLIGHT_HL7_PER_SENDER",
        "Connections that one address may hold; more where all monitors come through one gateway or a TLS proxy",
        "`64`",
    ),
    Variable(
        "FIRSTLIGHT_HL7_NEW_MONITORS", "Monitors never heard before that one address may bring in an hour", "`500`"
    ),
    Variable("FIRSTLIGHT_HL7_TABLES", "A file with this site's own codes and units of monitors", "the shipped tables"),
)
OWN = {
    "DJANGO_SETTINGS_MODULE": "chosen by the command line",
    "XDG_DATA_HOME": "where an installed demonstration keeps its data",
    "FIRSTLIGHT_LIFELINE": "from a process to those it starts",
}  # read, but not for people to set


def page() -> str:
    """The whole page, in Markdown."""
    rows = [f"| `{one.name}` | {one.says} | {'**required**' if one.required else one.unless} |" for one in VARIABLES]
    return "\n".join([HEAD, "| Variable | What it is | If not set |", "| --- | --- | --- |", *rows, ""])
