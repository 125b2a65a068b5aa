"""What a build tells of sizes and choices."""

import os

from shared.cases import case, expect


@case
def over_the_limit(case):
    """An artifact above `--size-limit`; the message names an exclusion that helps."""
    case.index.add("big", "1", files={"big/data.bin": os.urandom(300_000)})
    case.write("requirements.txt", "big\n")
    case.fails(65, "size-limit", "--exclude big", options=["--size-limit", "200k"])


@case
def warnings_in_json(case):
    """What people are warned of reaches scripts too, and again when nothing changed."""
    for _ in range(2):
        status, report = case.build("--exclude", "bases")
        told = any("did you mean base?" in warning for warning in report["warnings"])
        expect(status == 0 and told, f"{status} {report.get('warnings')}")
