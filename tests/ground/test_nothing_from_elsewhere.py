"""The tree holds our own work: no third-party code, no package registry's host, no path of somebody's machine."""

import re

import pytest

from tests.ground import tree

REGISTRIES = [
    ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("anaconda", "org"), ("crates", "io"), ("rubygems", "org"), ("proxy", "golang", "org"), ("docker", "io"),
    ("ghcr", "io"), ("quay", "io"), ("repo", "maven", "apache", "org"), ("unpkg", "com"), ("jsdelivr", "net"),
    ("cdnjs", "cloudflare", "com"),
]  # fmt: skip
HOSTS = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES), re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.:/-])(/(?:home|Users|root|work)/[\w.-]+|[A-Z]:\\\\?Users\\\\?\w+)")
OUT_OF_TREE = re.compile(r"\.\./(\.\./)*shared\b")
VENDORED = re.compile(r"(^|/)(node_modules|vendor|third_party|site-packages|bower_components)/|\.min\.(js|css)$")
PACKED = (".whl", ".jar", ".so", ".dll", ".exe", ".tgz", ".tar.gz", ".zip", ".pyc")
BANNER = re.compile(r"/\*!|@license|@preserve|Copyright \(c\)", re.IGNORECASE)
UNBROKEN = 500  # characters: nobody writes such a line, a minifier does


def registry_hosts(text: str) -> list[str]:
    return HOSTS.findall(text)


def machine_paths(text: str) -> list[str]:
    return [match.group() for pattern in (MACHINE, OUT_OF_TREE) for match in pattern.finditer(text)]


def third_party(name: str, text: str) -> str:
    """Why a file looks like somebody else's work, or nothing."""
    if VENDORED.search(name) or name.endswith(PACKED):
        return "its place or ending"
    if name.endswith((".js", ".css")) and any(len(line) > UNBROKEN for line in text.splitlines()):
        return "it is minified"
    if name.endswith((".js", ".mjs", ".css", ".py", ".html")) and BANNER.search(text) and "tests/ground/" not in name:
        return "it carries a licence of its own"
    return ""


@pytest.mark.parametrize("parts", REGISTRIES)
def test_a_registry_host_is_seen(parts: tuple[str, ...]) -> None:
    assert registry_hosts(f"https://{'.'.join(parts)}/simple")


@pytest.mark.parametrize("folder", ["home/ann/firstlight", "work/main", "Users/ann", "root/.cache"])
def test_a_machine_path_is_seen(folder: str) -> None:
    assert machine_paths(f'data = "/{folder}"')


def test_a_deployment_path_and_an_address_are_let_be() -> None:
    assert not machine_paths("/var/lib/firstlight and http://localhost/work/list")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/static/htmx.min.js", ""),
        ("src/vendor/a.js", ""),
        ("a.js", "x" * 501),
        ("a.css", "/*! normalize */"),
        ("tools/a.whl", ""),
    ],
)
def test_third_party_code_is_seen(name: str, text: str) -> None:
    assert third_party(name, text)


def test_no_tracked_file_names_a_registry_host() -> None:
    assert {name: hosts for name, text in tree.texts() if (hosts := registry_hosts(text))} == {}


def test_no_tracked_file_names_a_machine_path() -> None:
    found = {name: paths for name, text in tree.texts() if (paths := machine_paths(text))}
    found.pop("tests/ground/test_nothing_from_elsewhere.py", None)
    assert found == {}


def test_nothing_third_party_is_in_the_tree() -> None:
    assert {name: why for name, text in tree.texts() if (why := third_party(name, text))} == {}


def test_no_packed_file_is_in_the_tree() -> None:
    assert [tree.named(path) for path in tree.files() if path.name.endswith(PACKED)] == []
