"""Limits of the system that a store runs into, and wheels that change while they are read."""

import resource
import subprocess

from shared.cases import case, expect
from shared.scratch import parse


@case
def limit_of_file_sizes(case):
    """A wheel larger than any file may be (RLIMIT_FSIZE): an error, not a signal, and nothing is left behind."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
    result = subprocess.run(
        case.build_command(), capture_output=True, text=True, env=case.environment(), preexec_fn=limit
    )
    expect(result.returncode == 74, result)
    error = parse(result)["error"]
    expect(error["kind"] == "io" and "too large" in error["message"].lower(), error)
    expect(not case.outputs(), "something was published")
    expect(not list((case.store / "tmp").iterdir()), "temporary files are left")
    case.rebuilt(1)
