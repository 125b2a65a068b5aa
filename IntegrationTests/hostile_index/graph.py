"""Dependencies that go round in circles or never end."""

from hostile_index.scratch import victim_metadata
from shared.cases import case
from shared.simple_pages import JSON, entry, json_page
from shared.wheels import make_wheel


@case
def cycles(case):
    """Packages that require each other and themselves can be built and shown."""
    case.wheel("victim", requires=["victim", "victim>=1", "other"])
    case.wheel("other", requires=["victim[a]", "third"])
    case.wheel("third", requires=["other", "third"])
    case.accepted("third", command=("build",))
    case.accepted("(*)", command=("tree",))


@case
def self_dependencies_with_extras(case):
    """Extras of a package that require each other in a circle."""
    extras = [f"e{number}" for number in range(200)]
    requires = ["victim[e0]; extra == 'e0'", "victim[all]; extra == 'all'", "victim[missing]; extra == 'all'"]
    requires += [f"victim[{','.join(extras)}]; extra == 'all'"]
    requires += [f"victim[e{(n + 1) % 200}]; extra == 'e{n}'" for n in range(200)]
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata(*(f"Requires-Dist: {r}" for r in requires), *(f"Provides-Extra: {e}" for e in extras)))
    case.require("victim[all,e5]")
    case.accepted("victim")


@case
def impossible_self_dependency(case):
    """A package that requires a newer version of itself."""
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata("Requires-Dist: victim>=2"))
    case.refused(65, "victim")


@case
def extras_without_end(case):
    """Many extras of one package are looked up one by one, but not any number."""
    case.wheel("other", requires=[f"gone; extra == 'x{n}'" for n in range(3000)])
    for count, status in ((500, 0), (5000, 65)):
        case.pages.pop("victim", None)
        case.wheel("victim", requires=[f"other[{','.join(f'e{n}' for n in range(count))}]"])
        case.remove_lock()
        case.ends((status,), about=f"{count} extras")


@case
def packages_without_end(case):
    """Every package requires three more; the resolution ends at its limit of packages."""
    def page(handler):
        project = handler.path.split("/")[2]
        number = int(project[1:]) if project[1:].isdigit() else 0
        name = f"p{number}" if project != "victim" else "victim"
        filename, body = make_wheel(name, "1.0", None, [f"p{number + n}" for n in range(1, 4)])
        case.server.answers[f"/files/{filename}"] = body
        handler.reply(json_page(project, [entry(filename, body, "/files")]), JSON)

    case.server.answers["*"] = page
    case.refused(65, "packages")
