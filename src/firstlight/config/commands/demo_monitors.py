"""Stream what the invented clinic's bedside monitors show to its listener, as real messages over real connections.

Started by `demo`, and goes on until it is stopped. Each monitor follows the session that it is joined to.
"""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`demo-monitors --port 2575`."""
    parser.add_argument("--port", "--mllp-port", type=int, default=2575, help="the listener's port (2575)")
    parser.add_argument("--host", default="127.0.0.1", help="where the listener is (127.0.0.1)")


def run(args: argparse.Namespace) -> int:
    """Until stopped; connections that break are made again."""
    from firstlight.apps import clock
    from firstlight.demo.bedside import Bedside
    from firstlight.demo.feeds import BEDS
    from firstlight.integration.hl7.simulate.simulator import Simulator, run_simulation

    source = Bedside()
    source.keep_looking()
    run_simulation(Simulator(BEDS, source, args.host, args.port, rate=1.0, now=clock.now))
    return 0
