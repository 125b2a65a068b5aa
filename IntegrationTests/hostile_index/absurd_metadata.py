"""Metadata that is well-formed and absurdly large."""

from hostile_index.scratch import victim_metadata
from shared.cases import case


@case
def absurd_versions(case):
    """Versions of a million digits, and specifiers with hundreds of thousands of clauses."""
    digits = "9" * 1_000_000
    filename = case.wheel("victim")
    for line in (
        f"Requires-Dist: other>={digits}", f"Requires-Dist: other=={digits}.*",
        "Requires-Dist: other" + ",".join(["!=1"] * 300_000), f"Requires-Dist: other~=1.{digits}",
        f"Requires-Python: >={digits}", "Requires-Dist: other==1" + ".0" * 500_000,
        "Requires-Python: " + ",".join([f"!=4.{n}" for n in range(200_000)]),
    ):
        case.metadata(filename, victim_metadata(line))
        case.ends((0, 65), about=line[:60])
        case.remove_lock()
    case.metadata(filename, victim_metadata(version=digits))
    case.refused(65, "victim")
    case.page("victim", {"files": [{"filename": f"victim-{digits}-py3-none-any.whl", "url": "/files/x"}]})
    case.refused(65, "victim")
    long = "9" * 900
    case.page("victim", {"files": [{"filename": f"victim-{long}-py3-none-win32.whl", "url": "/files/x"}]})
    case.refused(65, "victim")


@case
def absurd_markers(case):
    """Markers of a hundred thousand parentheses, operands or letters."""
    atom = "os_name == 'x'"
    markers = [
        "(" * 100_000 + atom + ")" * 100_000, "(" * 100_000, atom + (" and " + atom) * 100_000, "'" * 100_000,
        "(" * 60 + atom + ")" * 60 + (" or (" + atom + ")") * 50_000, "x" * 2_000_000, "not " * 100_000,
        " or ".join(f"extra == 'e{n}'" for n in range(100_000)),
    ]
    filename = case.wheel("victim")
    for marker in markers:
        case.metadata(filename, victim_metadata("Requires-Dist: gone; " + marker))
        case.ends((0, 65), about=marker[:40])
        case.remove_lock()


@case
def absurd_metadata(case):
    """A hundred thousand extras, folded lines without end, and files close to the limit and above it."""
    filename = case.wheel("victim")
    texts = [
        victim_metadata(*(f"Provides-Extra: e{n}" for n in range(100_000))),
        victim_metadata("Requires-Dist: gone; extra == 'a'", *(" folded" for _ in range(500_000))),
        victim_metadata("Requires-Dist: gone" + f"[{','.join(f'e{n}' for n in range(100_000))}]"),
        victim_metadata(*(f"Requires-Dist: gone; extra == 'e{n}'" for n in range(100_000))),
        victim_metadata("X: " + "y" * 15_000_000),
        ":\n" * 2_000_000,
    ]
    case.require("victim[e1,e2,e3]")
    for text in texts:
        case.metadata(filename, text)
        case.ends((0, 65))
        case.remove_lock()
    case.metadata(filename, victim_metadata("X: " + "y" * 17_000_000))
    case.refused(69, "more than")
