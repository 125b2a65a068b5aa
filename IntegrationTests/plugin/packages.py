"""Writes the client packages the tests run in."""

import pathlib
import shutil
import subprocess
import textwrap

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

CLIENT = """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
        name: "sample-client",
        products: [
            .executable(name: "api", targets: ["API"]),
            .library(name: "Jobs", targets: ["Jobs"]),
        ],
        dependencies: [
            {flash},
            .package(path: "../kit"),
        ],
        targets: [
            .executableTarget(
                name: "API",
                dependencies: ["Shared", .product(name: "Kit", package: "kit")],
                resources: [.copy("workers"), .process("settings.json")]
            ),
            .target(name: "Shared"),
            .target(name: "Jobs", resources: [.copy("batch")]),
            .testTarget(name: "APITests", dependencies: ["API"], resources: [.copy("fixtures")]),
        ]
    )
"""

KIT = """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
        name: "kit",
        products: [.library(name: "Kit", targets: ["Kit"])],
        targets: [.target(name: "Kit", resources: [.copy("kit")])]
    )
"""

FILES = {
    "sample-client/Sources/API/API.swift": "@main struct API { static func main() {} }\n",
    "sample-client/Sources/API/settings.json": "{}\n",
    "sample-client/Sources/API/workers/__init__.py": "",
    "sample-client/Sources/API/workers/gpu.py": "async def embed(text): ...\n",
    "sample-client/Sources/API/workers/data/labels.txt": "a\nb\n",
    "sample-client/Sources/API/undeclared.py": "VALUE = 1\n",
    "sample-client/Sources/Shared/Shared.swift": "public let shared = 1\n",
    "sample-client/Sources/Shared/common/util.py": "def twice(x): return 2 * x\n",
    "sample-client/Sources/Jobs/Jobs.swift": "public let jobs = 1\n",
    "sample-client/Sources/Jobs/batch/nightly.py": "async def nightly(): ...\n",
    "sample-client/Tests/APITests/APITests.swift": "",
    "sample-client/Tests/APITests/fixtures/fake.py": "",
    "sample-client/requirements.txt": "idna\n",
    "kit/Sources/Kit/Kit.swift": "public let kit = 1\n",
    "kit/Sources/Kit/kit/helper.py": "def help(): ...\n",
}


def write(directory: pathlib.Path) -> pathlib.Path:
    """Writes `sample-client`, which depends on this repository by path, and the package `kit`; returns the client's directory."""
    files = dict(FILES)
    files["sample-client/Package.swift"] = textwrap.dedent(CLIENT).lstrip().replace("{flash}", f'.package(path: "{REPOSITORY}")')
    files["kit/Package.swift"] = textwrap.dedent(KIT).lstrip()
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return directory / "sample-client"


def write_released(directory: pathlib.Path) -> tuple[str, pathlib.Path]:
    """Writes a repository `flash` with these sources as version 1.2.3, and a copy of fixtures/swift-client on it.

    Returns the repository's URL and the client's directory.
    """
    repository = directory / "flash"
    listed = ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split("\0"):
        if (name == "Package.swift" or name.startswith(("Plugins/", "Sources/", "Tests/"))) and (REPOSITORY / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, repository / name)
    git = ["git", "-C", str(repository), "-c", "user.name=test", "-c", "user.email=test@localhost"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Release"], ["tag", "1.2.3"]):
        subprocess.run(git + command, check=True)
    client = directory / "swift-client"
    fixture = REPOSITORY / "fixtures" / "swift-client"
    shutil.copytree(fixture, client, ignore=shutil.ignore_patterns(".build", ".flash", "Package.resolved", "pylock.*"))
    manifest = client / "Package.swift"
    text = manifest.read_text()
    dependency = '.package(path: "../..")'
    assert dependency in text
    manifest.write_text(text.replace(dependency, f'.package(url: "{repository.as_uri()}", exact: "1.2.3")'))
    return repository.as_uri(), client
