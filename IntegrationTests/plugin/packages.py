"""Writes the client packages the tests run in."""

import pathlib
import textwrap

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

CLIENT = """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
        name: "client",
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
    "client/Sources/API/API.swift": "@main struct API { static func main() {} }\n",
    "client/Sources/API/settings.json": "{}\n",
    "client/Sources/API/workers/__init__.py": "",
    "client/Sources/API/workers/gpu.py": "async def embed(text): ...\n",
    "client/Sources/API/workers/data/labels.txt": "a\nb\n",
    "client/Sources/API/undeclared.py": "VALUE = 1\n",
    "client/Sources/Shared/Shared.swift": "public let shared = 1\n",
    "client/Sources/Shared/common/util.py": "def twice(x): return 2 * x\n",
    "client/Sources/Jobs/Jobs.swift": "public let jobs = 1\n",
    "client/Sources/Jobs/batch/nightly.py": "async def nightly(): ...\n",
    "client/Tests/APITests/APITests.swift": "",
    "client/Tests/APITests/fixtures/fake.py": "",
    "client/requirements.txt": "idna\n",
    "kit/Sources/Kit/Kit.swift": "public let kit = 1\n",
    "kit/Sources/Kit/kit/helper.py": "def help(): ...\n",
}


def write(directory: pathlib.Path, flash: str = f'.package(path: "{REPOSITORY}")') -> pathlib.Path:
    """Writes `client`, which depends on `flash` as given, and the package `kit`; returns the client's directory."""
    files = dict(FILES)
    files["client/Package.swift"] = textwrap.dedent(CLIENT).lstrip().replace("{flash}", flash)
    files["kit/Package.swift"] = textwrap.dedent(KIT).lstrip()
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return directory / "client"
