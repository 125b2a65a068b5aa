import Foundation
import PackagePlugin

extension PackageGraph {
    /// Describes `root` and every package it depends on, directly or not.
    init(root: PackagePlugin.Package) throws {
        var packages: [PackagePlugin.Package] = []
        var known: Set<String> = []
        var waiting = [root]
        while let package = waiting.popLast() {
            guard known.insert(package.id).inserted else { continue }
            packages.append(package)
            waiting += package.dependencies.map(\.package).reversed()
        }
        var owners = Owners()
        for package in packages {
            for product in package.products { owners.products[product.id] = package.id }
            for target in package.targets { owners.targets[target.id] = package.id }
        }
        rootPackage = root.id
        self.packages = packages.map { Package($0, owners: owners) }
    }

    /// Which package a product or target belongs to, by SwiftPM's identifiers, which mean nothing outside this run.
    fileprivate struct Owners {
        var products: [String: String] = [:]
        var targets: [String: String] = [:]
    }
}

extension PackageGraph.Package {
    fileprivate init(_ package: Package, owners: PackageGraph.Owners) {
        id = package.id
        directory = package.directoryURL.filePath
        let tools = package.toolsVersion
        toolsVersion = "\(tools.major).\(tools.minor).\(tools.patch)"
        origin = PackageGraph.Origin(package.origin)
        dependencies = package.dependencies.map(\.package.id)
        products = package.products.map(PackageGraph.Product.init).sorted { $0.name < $1.name }
        targets = package.targets.map { PackageGraph.Target($0, owners: owners) }
            .sorted { $0.name < $1.name }
    }
}

extension PackageGraph.Origin {
    fileprivate init(_ origin: PackageOrigin) {
        switch origin {
        case .root:
            self.init(kind: "root")
        case .local(let path):
            self.init(kind: "local", location: path)
        case .repository(let url, let version, let revision):
            self.init(kind: "repository", location: url, version: version, revision: revision)
        case .registry(let identity, let version):
            self.init(kind: "registry", location: identity, version: version)
        @unknown default:
            self.init(kind: "unknown")
        }
    }
}

extension PackageGraph.Product {
    fileprivate init(_ product: any Product) {
        name = product.name
        targets = product.targets.map(\.name)
        kind =
            switch product {
            case is ExecutableProduct: "executable"
            case is LibraryProduct: "library"
            default: "other"
            }
    }
}

extension PackageGraph.Target {
    fileprivate init(_ target: any Target, owners: PackageGraph.Owners) {
        name = target.name
        directory = target.directoryURL.filePath
        dependencies = target.dependencies.compactMap { PackageGraph.Dependency($0, owners: owners) }
        switch target {
        case let target as any SourceModuleTarget:
            kind = Self.kind(target.kind)
            files = target.sourceFiles.map(PackageGraph.File.init).sorted { $0.path < $1.path }
        case is SystemLibraryTarget:
            kind = "system"
        case is BinaryArtifactTarget:
            kind = "binary"
        default:
            kind = "other"
        }
    }

    private static func kind(_ kind: ModuleKind) -> String {
        switch kind {
        case .generic: "library"
        case .executable: "executable"
        case .snippet: "snippet"
        case .test: "test"
        case .macro: "macro"
        @unknown default: "other"
        }
    }
}

extension PackageGraph.File {
    fileprivate init(_ file: File) {
        path = file.url.filePath
        type =
            switch file.type {
            case .source: "source"
            case .header: "header"
            case .resource: "resource"
            case .unknown: "unknown"
            @unknown default: "unknown"
            }
    }
}

extension PackageGraph.Dependency {
    fileprivate init?(_ dependency: TargetDependency, owners: PackageGraph.Owners) {
        switch dependency {
        case .target(let target):
            guard let owner = owners.targets[target.id] else { return nil }
            self.init(package: owner, target: target.name)
        case .product(let product):
            guard let owner = owners.products[product.id] else { return nil }
            self.init(package: owner, product: product.name)
        @unknown default:
            return nil
        }
    }
}
