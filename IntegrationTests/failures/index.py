"""An index that is down, broken or slow, and files that are not what it promised."""

import socket

from shared.cases import case


@case
def wrong_hash(case):
    """The page promises another digest than the wheel has."""
    case.index.add("forged", "1", digest="0" * 64)
    case.write("requirements.txt", "forged\n")
    case.fails(65, "bad-input", "forged")


@case
def corrupt_wheel(case):
    """A wheel that is no zip archive."""
    case.index.add_file("torn", "torn-1-py3-none-any.whl", b"PK\x03\x04 not a zip", False, None)
    case.write("requirements.txt", "torn\n")
    case.fails(65, "bad-input", "torn")


@case
def hostile_wheel(case):
    """A wheel with a file that would be unpacked outside of the artifact."""
    case.index.add("evil", "1", files={"../../outside.py": "x = 1\n"})
    case.write("requirements.txt", "evil\n")
    case.fails(65, "bad-input", "evil")


@case
def truncated_download(case):
    """The connection ends in the middle of a wheel."""
    case.index.add("short", "1")
    case.index.fault["short-1-py3-none-any.whl"] = "truncated"
    case.write("requirements.txt", "short\n")
    case.fails(69, "unavailable", "short")


@case
def index_down(case):
    """Nothing listens where the index should be."""
    case.write("requirements.txt", "something-new\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    case.url = f"http://127.0.0.1:{port}/simple"
    case.fails(69, "unavailable", "127.0.0.1")


@case
def index_broken(case):
    """The index answers with status 500."""
    case.index.add("base2", "1")
    case.index.fault["base2/"] = 500
    case.write("requirements.txt", "base2\n")
    case.fails(69, "unavailable", "base2")


@case
def index_slow(case):
    """The index does not answer within FLASH_HTTP_TIMEOUT."""
    case.index.add("base4", "1")
    case.index.fault["base4/"] = "slow"
    case.write("requirements.txt", "base4\n")
    case.fails(69, "unavailable", "base4", FLASH_HTTP_TIMEOUT="1")


@case
def index_garbage(case):
    """A page that ends in the middle of its JSON."""
    case.index.add("base3", "1")
    case.index.fault["base3/"] = "garbage"
    case.write("requirements.txt", "base3\n")
    case.fails(69, "unavailable", "base3")


@case
def offline_without_store(case):
    """`--offline` needs a package that the store does not have."""
    case.index.add("fresh", "1")
    case.write("requirements.txt", "fresh\n")
    case.fails(69, "unavailable", "offline", options=["--offline"])
