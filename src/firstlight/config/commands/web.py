"""Run the pages alone, for a service spread over several machines: any number of these on one PostgreSQL.

It speaks plain HTTP and expects a proxy before it that speaks TLS and HTTP/2. See ./firstlight run --help for the
environment variables.
"""

import argparse

CLOSE_WITHIN = 2  # seconds that open streams have when the process is asked to stop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--proxies", default="127.0.0.1", help="addresses of the proxies whose word on the caller counts (127.0.0.1)"
    )


def run(arguments: argparse.Namespace) -> int:
    import uvicorn
    from django.urls import get_resolver

    from firstlight.config.asgi import application

    _ = get_resolver().url_patterns  # every view is loaded before the first person asks for one
    uvicorn.run(
        application,
        host=arguments.host,
        port=arguments.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=arguments.proxies,
        timeout_graceful_shutdown=CLOSE_WITHIN,
    )
    return 0
