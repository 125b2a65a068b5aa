@testable import FlashPackager

extension PackageGraph.Package {
    static func fixture(_ id: String, directory: String? = nil, targets: [PackageGraph.Target]) -> Self {
        PackageGraph.Package(
            id: id,
            directory: directory ?? "/packages/\(id)",
            toolsVersion: "6.1.0",
            origin: PackageGraph.Origin(kind: "local", location: nil, version: nil, revision: nil),
            dependencies: [],
            products: targets.filter { $0.kind == .executable || $0.kind == .library }
                .map { PackageGraph.Product(name: $0.name.lowercased(), kind: $0.kind.rawValue, targets: [$0.name]) },
            targets: targets
        )
    }
}

extension PackageGraph.Target {
    static func fixture(
        _ name: String,
        _ kind: Kind = .library,
        directory: String = "/none",
        files: [PackageGraph.File] = [],
        dependencies: [PackageGraph.Dependency] = []
    ) -> Self {
        PackageGraph.Target(
            name: name,
            kind: kind,
            directory: directory,
            files: files,
            dependencies: dependencies
        )
    }
}

extension PackageGraph.Dependency {
    static func target(_ name: String, _ package: String) -> Self { Self(package: package, target: name, product: nil) }
    static func product(_ name: String, _ package: String) -> Self {
        Self(package: package, target: nil, product: name)
    }
}
