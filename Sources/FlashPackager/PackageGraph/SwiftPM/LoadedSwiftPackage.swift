/// A package whose manifest was read and, if its files can matter, its layout.
struct LoadedSwiftPackage {
    /// The package identity.
    let identity: String
    /// The absolute path of its directory.
    let directory: String
    /// Where it comes from.
    let origin: PackageGraph.Origin
    /// The packages it depends on; those of the root package are read when they are needed.
    let dependencies: [SwiftPackageDependency]
    /// The manifest.
    let manifest: SwiftPackageManifest
    /// The enabled traits.
    let traits: Set<String>
    private let layout: SwiftPackageLayout?

    /// Reads the root package.
    init(rootDirectory: String, identity: String, reader: SwiftPackageReader) throws(BuildFailure) {
        self.identity = identity
        directory = rootDirectory
        origin = PackageGraph.Origin(kind: "root")
        dependencies = []
        manifest = try reader.manifest(of: directory)
        traits = manifest.closure(ofTraits: ["default"])
        layout = try reader.layout(of: directory)
    }

    /// Reads a package that others depend on; without any Python in its directory, only what it depends on matters.
    init(_ dependency: SwiftPackageDependency, reader: SwiftPackageReader) throws(BuildFailure) {
        identity = dependency.identity
        directory = LexicalPath.absolute(dependency.path, in: "/")
        origin =
            dependency.url.hasPrefix("/")
            ? PackageGraph.Origin(kind: "local", location: dependency.url)
            : PackageGraph.Origin(kind: "repository", location: dependency.url, version: dependency.version)
        dependencies = dependency.dependencies
        manifest = try reader.manifest(of: directory)
        traits = manifest.closure(ofTraits: dependency.traits ?? ["default"])
        do throws(ProjectWalkError) {
            guard try PythonSearch.finds(in: directory) else {
                layout = nil
                return
            }
        } catch {
            throw BuildFailure(describing: error)
        }
        layout = try reader.layout(of: directory)
    }

    /// The targets that SwiftPM found.
    var targetNames: Set<String> {
        let declared = Set(manifest.targets.map(\.name))
        return layout.map { declared.intersection($0.targets.map(\.name)) } ?? declared
    }

    /// The executable and library products, those included that SwiftPM adds for executable targets.
    var products: [PackageGraph.Product] {
        let known = targetNames
        return (layout?.products ?? manifest.products).compactMap { product in
            guard ["executable", "library"].contains(product.type.name) else { return nil }
            guard product.targets.contains(where: known.contains) else { return nil }
            return PackageGraph.Product(name: product.name, kind: product.type.name, targets: product.targets)
        }
    }

    /// What a target is for.
    func kind(of target: SwiftPackageManifest.Target) -> PackageGraph.Target.Kind {
        let type = layout?.targets.first { $0.name == target.name }?.type ?? target.type
        return switch type {
        case "regular": .library
        case "system-target": .system
        default: PackageGraph.Target.Kind(rawValue: type) ?? .other
        }
    }

    /// Describes the package, given what its targets depend on.
    func described(
        dependencies targetDependencies: (String) -> [PackageGraph.Dependency]
    ) throws(BuildFailure) -> PackageGraph.Package {
        let known = targetNames
        var targets: [PackageGraph.Target] = []
        for target in manifest.targets.sorted(by: { $0.name < $1.name }) where known.contains(target.name) {
            let place = layout?.targets.first { $0.name == target.name }
            targets.append(
                PackageGraph.Target(
                    name: target.name,
                    kind: kind(of: target),
                    directory: place.map { LexicalPath.absolute($0.path, in: directory) } ?? directory,
                    files: try place.map { (place) throws(BuildFailure) in try files(of: target, at: place) } ?? [],
                    dependencies: targetDependencies(target.name)
                )
            )
        }
        return PackageGraph.Package(
            id: identity,
            directory: directory,
            toolsVersion: manifest.toolsVersion.version,
            origin: origin,
            dependencies: layout?.dependencies?.map(\.identity) ?? dependencies.map(\.identity),
            products: products.sorted { $0.name < $1.name },
            targets: targets
        )
    }

    /// The sources, the resources, and the Python files that the manifest says nothing about.
    private func files(
        of target: SwiftPackageManifest.Target,
        at place: SwiftPackageLayout.Target
    ) throws(BuildFailure) -> [PackageGraph.File] {
        let base = LexicalPath.absolute(place.path, in: directory)
        let sources = (place.sources ?? []).map { LexicalPath.absolute($0, in: base) }
        let resources = (place.resources ?? []).map { LexicalPath.absolute($0.path, in: base) }
        var files = sources.map { PackageGraph.File(path: $0, type: .source) }
        files += resources.map { PackageGraph.File(path: $0, type: .resource) }
        // SwiftPM takes other files for a part of Swift targets only.
        if place.moduleType == "SwiftTarget" {
            let known = sources + resources + (target.exclude ?? []).map { LexicalPath.absolute($0, in: base) }
            var walk = UndeclaredPython(known: Set(known))
            do throws(ProjectWalkError) {
                try walk.visit(base)
            } catch {
                throw BuildFailure(describing: error)
            }
            files += walk.files.map { PackageGraph.File(path: $0, type: .unknown) }
        }
        return files.sorted { $0.path < $1.path }
    }
}
