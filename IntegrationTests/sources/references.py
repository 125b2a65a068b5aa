"""Direct references that name two places, and constraints that name one."""

from shared.cases import case
from shared.wheels import make_wheel


@case
def two_places(case):
    """One package by two references: refused, unless both are one file."""
    case.wheel("a", "base", "1.0")
    case.wheel("b", "base", "1.0")
    case.write("requirements.txt", "--no-index\n./a/base-1.0-py3-none-any.whl\n./b/base-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "requirements.txt:3", "./a/", "./b/")
    case.write("requirements.txt", "--no-index\n./a/base-1.0-py3-none-any.whl\nbase @ ./a/../a/base-1.0-py3-none-any.whl\n")
    case.good({"base": "1.0"})
    case.write("requirements.txt", "--no-index\n-c limits.txt\n./a/base-1.0-py3-none-any.whl\n")
    case.write("limits.txt", "base @ ./b/base-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:3", "limits.txt:1")


@case
def constraint_by_url(case):
    """A constraint's URL says where a package comes from, if something needs the package (as uv has it)."""
    case.wheel("wheels", "base", "1.0")
    site = case.site()
    url = site.index("", [make_wheel("top", "1.0", requires=["base"]), make_wheel("base", "9.0")])
    case.write("requirements.txt", f"-i {url}\n-c limits.txt\ntop\n")
    case.write("limits.txt", "base @ ./wheels/base-1.0-py3-none-any.whl\nunused @ https://x.invalid/unused-1-py3-none-any.whl\n")
    case.good({"base": "1.0", "top": "1.0"})
    case.holds('archive = {path = "wheels/base-1.0-py3-none-any.whl"')
    case.good({"base": "1.0", "top": "1.0"}, "--locked")
    case.write("requirements.txt", f"-i {url}\ntop\n")
    case.bad(65, "base", options=["--locked"])
    case.good({"base": "9.0", "top": "1.0"}, "--upgrade", command="lock")
