// swift-tools-version: 6.1
import PackageDescription

#if os(macOS)
    let flashBuildPermissions: [PluginPermission] = [
        .writeToPackageDirectory(reason: "The artifact and its manifest are written to .flash"),
        .allowNetworkConnections(scope: .all(), reason: "Wheels are fetched from the package index"),
    ]
    let zstdPackageConfiguration: String? = "libzstd"
#else
    // Nothing is confined on other systems, where a declared permission would only ask for a flag or a terminal.
    let flashBuildPermissions: [PluginPermission] = []
    // CZstdLoader loads the library, so nothing is linked with it.
    let zstdPackageConfiguration: String? = nil
#endif

let package = Package(
    name: "flash",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "flash", targets: ["flash"]),
        .plugin(name: "FlashBuild", targets: ["FlashBuild"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .plugin(
            name: "FlashBuild",
            capability: .command(
                intent: .custom(
                    verb: "flash-build",
                    description: "Package the remote functions of this package for deployment"
                ),
                permissions: flashBuildPermissions
            )
        ),
        .executableTarget(
            name: "flash",
            dependencies: [
                "CSystem", "FlashPackager",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "FlashPackager",
            dependencies: ["ArtifactArchive", "ArtifactCache", "CSystem", "Digests", "ManifestGen", "PythonPackaging"],
            resources: ["page.html", "page.css", "treemap.js", "model.js", "map.js", "page.js"].map {
                .embedInCode("Inspect/Page/\($0)")
            }
        ),
        .target(name: "ManifestGen", dependencies: ["Digests"]),
        .target(
            name: "PythonPackaging",
            dependencies: [
                "ArtifactArchive", "ArtifactCache", "Digests", "HTTPTransport",
            ]
        ),
        .target(name: "ArtifactCache", dependencies: ["CDeflate", "CSQLite", "CSystem", "Digests"]),
        .target(
            name: "ArtifactArchive",
            dependencies: ["CArchive", "CDeflate", "CSystem", "CZlib", "CZstd", "CZstdLoader", "Digests"]
        ),
        .target(name: "HTTPTransport", dependencies: ["CCurl"]),
        .target(name: "Digests", dependencies: ["CCrypto"]),

        .target(name: "CLibrary", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "CArchive",
            dependencies: ["CLibrary"],
            linkerSettings: [.linkedLibrary("archive", .when(platforms: [.macOS]))]
        ),
        .systemLibrary(
            name: "CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .target(
            name: "CCurl",
            dependencies: ["CLibrary"],
            linkerSettings: [.linkedLibrary("curl", .when(platforms: [.macOS]))]
        ),
        .systemLibrary(
            name: "CDeflate",
            pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
        ),
        .systemLibrary(name: "CSystem"),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .systemLibrary(
            name: "CZstd",
            pkgConfig: zstdPackageConfiguration,
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
        ),
        .target(name: "CZstdLoader", dependencies: ["CLibrary"]),

        .executableTarget(
            name: "page-benchmark",
            dependencies: ["HTTPTransport", "PythonPackaging"],
            path: "Benchmarks/pages"
        ),

        .testTarget(name: "ArtifactArchiveTests", dependencies: ["ArtifactArchive", "Digests"]),
        .testTarget(name: "ArtifactCacheTests", dependencies: ["ArtifactCache", "Digests"]),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
        .testTarget(
            name: "FlashPackagerTests",
            dependencies: ["ArtifactCache", "Digests", "FlashPackager", "ManifestGen"]
        ),
        .testTarget(name: "HTTPTransportTests", dependencies: ["HTTPTransport"]),
        .testTarget(name: "ManifestGenTests", dependencies: ["ManifestGen"]),
        .testTarget(
            name: "PythonPackagingTests",
            dependencies: ["ArtifactCache", "Digests", "HTTPTransport", "PythonPackaging"],
            exclude: ["Fixtures", "Scripts"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Built by Fuzzing/run only: ordinary builds do not know it.
if Context.environment["FLASH_FUZZ"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "FlashFuzz",
            dependencies: ["ArtifactArchive", "Digests", "HTTPTransport", "PythonPackaging"],
            path: "Fuzzing/Harnesses"
        )
    )
}

for target in package.targets where [.executable, .regular, .test].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
