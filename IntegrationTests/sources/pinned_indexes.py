"""Indexes with a name, and packages that are taken from one of them."""

from shared.cases import case, expect
from shared.wheels import make_wheel

PINNED = """[project]
name = "x"
version = "1"
dependencies = ["top", "special"]

[[tool.{tool}.index]]
name = "special-index"
url = "{special}"
explicit = true

[[tool.{tool}.index]]
name = "main"
url = "{main}"
default = true

[tool.{tool}.sources]
{sources}
"""


@case
def pinned_index(case, tool="flash"):
    """A package comes from the index it is pinned to and from no other place."""
    site = case.site()
    special = site.index("/special", [make_wheel("special", "1.0", requires=["helper"]), make_wheel("helper", "9.0"),
                                      make_wheel("top", "9.0")])
    main = site.index("/main", [make_wheel("special", "5.0"), make_wheel("helper", "1.0"), make_wheel("top", "1.0")])
    settings = PINNED.format(tool=tool, special=special, main=main, sources='special = { index = "special-index" }')
    case.write("pyproject.toml", settings)
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"})
    case.holds(f'index = "{special}"', f'"special: {special}"')
    expect(not site.seen("/special/simple/top/") and not site.seen("/main/simple/special/"), site.requests)
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--locked")
    case.write("pyproject.toml", settings.replace('special = {', 'helper = { index = "special-index" }\nspecial = {'))
    case.bad(65, "lock", options=["--locked"])
    case.good({"top": "1.0", "special": "1.0", "helper": "9.0"})
    elsewhere = """top = { index = "special-index", marker = "sys_platform == 'win32'" }\n"""
    case.write("pyproject.toml", settings.replace("special = {", elsewhere + "special = {"))
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--upgrade", command="lock")
    case.write("pyproject.toml", settings)
    case.wheel("wheels", "special", "7.0")
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--find-links", "project/wheels", command="lock")
    case.write("pyproject.toml", settings.replace("special-index\" }", "specal-index\" }"))
    case.bad(65, "pyproject.toml:17", "specal-index", "did you mean 'special-index'?")


@case
def pins_of_uv(case):
    """The same with uv's settings."""
    pinned_index(case, tool="uv")


@case
def foreign_sources(case):
    """Sources of uv that Flash does not support are warned of."""
    site = case.site()
    main = site.index("/main", [make_wheel("top", "1.0"), make_wheel("special", "1.0")])
    case.write("pyproject.toml", PINNED.format(tool="uv", special=main, main=main, sources='top = { git = "https://x.invalid/y" }'))
    report = case.good({"top": "1.0", "special": "1.0"})
    expect(any("pyproject.toml:17" in warning and "top" in warning for warning in report["warnings"]), report["warnings"])


@case
def wrong_indexes(case):
    """Settings of indexes that are wrong; the message names the line."""
    def settings(text):
        case.write("pyproject.toml", text)
    settings('[[tool.flash.index]]\nname = "a"\nurl = "nowhere"\n')
    case.bad(65, "pyproject.toml:3", "http")
    settings('[[tool.flash.index]]\nname = "a"\nurl = "https://a/"\n[[tool.flash.index]]\nname = "a"\nurl = "https://b/"\n')
    case.bad(65, "pyproject.toml:5", "'a'")
    settings('[[tool.flash.index]]\nurl = "https://a/"\nexplicit = true\n')
    case.bad(65, "pyproject.toml:", "name")
    settings('[tool.flash]\nindex = "https://a/"\n')
    case.bad(65, "pyproject.toml:2", "a list of tables")
    settings('[tool.flash]\nindex-url = "pypi"\n')
    case.bad(65, "pyproject.toml:2", "http")
    settings('[[tool.flash.index]]\nurl = "https://a/"\ndefault = true\n[tool.flash.sources]\nx = { path = "y" }\n')
    case.bad(65, "pyproject.toml:5", "index")
    case.write("pyproject.toml", "")
    case.write("requirements.txt", "six\n-i pypi.org\n")
    case.bad(65, "requirements.txt:2", "pypi.org")
