"""Lock files that are damaged or out of date."""

from shared.cases import case


@case
def damaged_lock(case):
    """A lock file that is no TOML; the message names the command that makes it anew."""
    case.write("pylock.flash.toml", "junk\n")
    case.fails(65, "bad-input", "pylock.flash.toml", "flash lock")


@case
def stale_lock(case):
    """`--locked` with a requirement that is not in the lock file."""
    case.index.add("extra", "1")
    case.write("requirements.txt", "extra\n")
    case.fails(65, "bad-input", "lock", options=["--locked"])
