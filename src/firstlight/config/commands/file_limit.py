"""Every connection is an open file, and a process may open few of them unless it asks for more."""

import resource
from contextlib import suppress

SPARE_FILES = 64  # beside the connections: the database, logs, the process itself


def raise_file_limit(connections: int) -> str:
    """Let this process have so many connections, or as many as it may; what a person must do where that is fewer, or ''."""
    wanted = connections + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= wanted or soft == resource.RLIM_INFINITY:
        return ""
    most = max(hard, wanted) if hard != resource.RLIM_INFINITY else hard
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    except (ValueError, OSError):
        with suppress(ValueError, OSError):  # as many as it may, then
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return f"This machine lets a process open {hard} files and {wanted} are needed: run `ulimit -n {wanted}` as root first."
    return ""
