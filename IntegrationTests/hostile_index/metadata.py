"""Metadata that contradicts the page or the wheel."""

from hostile_index.scratch import victim_metadata
from shared.cases import case, expect
from shared.wheels import make_wheel


@case
def metadata_of_another_project(case):
    """Metadata of another project or version, without a name, or with another digest than listed."""
    filename = case.wheel("victim")
    for text in (victim_metadata(name="other"), victim_metadata(version="2.0"), "", "Name: victim\n", "\n\n\n"):
        case.metadata(filename, text)
        case.refused(65)
    case.server.answers[f"/files/{filename}.metadata"] = victim_metadata("Requires-Dist: injected").encode()
    case.metadata(filename, victim_metadata())
    case.server.answers[f"/files/{filename}.metadata"] = victim_metadata("Requires-Dist: injected").encode()
    case.refused(65, "SHA-256")


@case
def metadata_hides_a_dependency(case):
    """The index's metadata says less than the wheel's own, which is what counts."""
    case.wheel("needed")
    filename = case.wheel("victim", requires=["needed>=1"])
    case.metadata(filename, victim_metadata())
    case.refused(65, "needed", filename, command=("build",), store="kept")
    # The wheel's own metadata is known now, and counts from here on.
    case.accepted("needed", command=("build",), store="kept")


@case
def metadata_hides_a_dependency_from_the_lock(case):
    """A lock made from metadata that says too little does not build before it is upgraded."""
    case.wheel("needed")
    filename = case.wheel("victim", requires=["needed>=1"])
    case.metadata(filename, victim_metadata())
    case.accepted("victim")
    for options in ((), (), ("--offline",)):
        case.refused(65, "needed", command=("build", *options), store="kept")
    case.accepted("needed", command=("lock", "--upgrade"), store="kept")
    case.accepted("needed", command=("build",), store="kept")


@case
def metadata_contradicts_a_version(case):
    """The index's metadata wants another version of a dependency than the wheel."""
    case.wheel("needed", "1.0")
    case.wheel("needed", "2.0")
    filename = case.wheel("victim", requires=["needed<2"])
    case.metadata(filename, victim_metadata("Requires-Dist: needed>=2"))
    case.refused(65, "needed<2", command=("build",))


@case
def metadata_adds_a_dependency(case):
    """The index's metadata requires a package that the wheel does not."""
    case.wheel("extra")
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata("Requires-Dist: extra"))
    case.refused(65, filename, "does not require extra", command=("build",))


@case
def requires_python_contradicts(case):
    """The metadata's Requires-Python counts, not only that of the page."""
    filename, body = make_wheel("victim", "1.0")
    case.wheel("victim", "0.9")
    case.file("victim", filename, body, **{"requires-python": ">=3.8"})
    case.metadata(filename, victim_metadata("Requires-Python: >=3.99"))
    text = case.accepted("0.9")
    expect(" 1.0 " not in text, text)


@case
def python_upper_bounds(case):
    """A bound that only a newer Python exceeds counts, unless nothing else satisfies the requirements."""
    filename, body = make_wheel("victim", "1.0", requires_python="<3.11")
    case.file("victim", filename, body, **{"requires-python": "<3.11"})
    case.wheel("victim", "0.9")
    text = case.accepted("0.9")
    expect("Requires-Python" not in text, text)
    case.pages.clear()
    case.file("victim", filename, body, **{"requires-python": "<3.11"})
    case.accepted("victim 1.0 states Requires-Python <3.11", command=("lock", "--upgrade", "--refresh"))
    case.accepted("victim", command=("build",))
    case.pages.clear()
    filename, body = make_wheel("victim", "2.0", requires_python=">=3.99")
    case.file("victim", filename, body, **{"requires-python": ">=3.99"})
    case.refused(65, "3.99", command=("lock", "--upgrade", "--refresh"))
