import ManifestGen
import PythonPackaging

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Target {
    /// The indexes, pins and `--find-links` places of a project: the command line first, then requirement files, then
    /// settings, then the environment.
    static func sources(
        _ options: BuildOptions,
        _ collection: RequirementCollection,
        _ platform: TargetPlatform
    ) throws(BuildFailure) -> IndexSources {
        var sources = IndexSources(indexes: [], directory: collection.root)
        for place in try findLinks(options) + collection.options.findLinks + collection.settings.findLinks {
            let place = place.relative(to: collection.root)
            if !sources.findLinks.contains(place) { sources.findLinks.append(place) }
        }
        if options.usesNoIndex || collection.options.noIndex || collection.settings.noIndex ?? false { return sources }
        sources.indexes = try indexes(options, collection)
        sources.pins = try pins(collection.settings, platform, options.environment)
        return sources
    }

    /// Indexes besides the default one come before it: a public project cannot take the place of a private one.
    private static func indexes(
        _ options: BuildOptions,
        _ collection: RequirementCollection
    ) throws(BuildFailure) -> [PackageIndex] {
        let (settings, environment) = (collection.settings, options.environment)
        var indexes: [PackageIndex] = []
        func add(_ index: PackageIndex) {
            if !indexes.contains(where: { $0.url == index.url }) { indexes.append(index) }
        }
        for url in collection.options.extraIndexURLs { add(try index(url)) }
        for setting in settings.indexes where !setting.isExplicit && !setting.isDefault {
            add(try index(setting, environment))
        }
        for url in settings.extraIndexURLs { add(try index(url)) }
        if let url = options.indexURL ?? collection.options.indexURL ?? settings.indexURL {
            add(try index(url))
        } else if let setting = settings.indexes.first(where: \.isDefault) {
            add(try index(setting, environment))
        } else {
            add(try index(environment["FLASH_INDEX_URL"] ?? environment["PIP_INDEX_URL"] ?? PackageIndex.pypi))
        }
        return indexes
    }

    private static func pins(
        _ settings: ProjectSettings,
        _ platform: TargetPlatform,
        _ environment: [String: String]
    ) throws(BuildFailure) -> [PackageName: PackageIndex] {
        var pins: [PackageName: PackageIndex] = [:]
        for pin in settings.pins where pin.marker?.evaluate(in: platform.markerEnvironment, extras: []) ?? true {
            guard let setting = settings.indexes.first(where: { $0.name == pin.index }) else { continue }
            let index = try index(setting, environment)
            if let known = pins[pin.package], known != index {
                throw BuildFailure(
                    .badInput,
                    code: "index-pin",
                    "\(pin.package.normalized) is pinned to two indexes for this target: \(known.url) and \(index.url).",
                    at: SourceLocation(pin.origin),
                    hint: "Give the entries markers that exclude each other."
                )
            }
            pins[pin.package] = index
        }
        return pins
    }

    private static func index(
        _ setting: IndexSetting,
        _ environment: [String: String]
    ) throws(BuildFailure) -> PackageIndex {
        guard let index = PackageIndex(setting.url, name: setting.name, environment: environment) else {
            throw invalidIndex()
        }
        return index
    }

    private static func index(_ url: String) throws(BuildFailure) -> PackageIndex {
        guard let index = PackageIndex(url) else { throw invalidIndex() }
        return index
    }

    private static func invalidIndex() -> BuildFailure {
        BuildFailure(
            .usage,
            code: "index-url",
            "An index URL is not an absolute http or https URL.",
            hint: "Write it like \(PackageIndex.pypi)."
        )
    }

    /// The places given on the command line, whose paths start from the working directory.
    private static func findLinks(_ options: BuildOptions) throws(BuildFailure) -> [FindLinks] {
        var places: [FindLinks] = []
        for text in options.findLinks {
            let isRelative = !text.hasPrefix("/") && !text.contains(":")
            let origin = RequirementOrigin(file: "--find-links", line: 0)
            guard let place = FindLinks(isRelative ? "\(workingDirectory)/\(text)" : text, at: origin) else {
                throw BuildFailure(
                    .usage,
                    code: "find-links",
                    "A place given by --find-links is neither a path nor an http or https URL."
                )
            }
            places.append(place)
        }
        return places
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }
}
