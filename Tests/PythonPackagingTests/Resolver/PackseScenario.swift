import Foundation

@testable import PythonPackaging

/// A resolver scenario of packse, served from memory.
struct PackseScenario: Decodable, Sendable {
    struct Release: Decodable, Sendable {
        var requires: [String]
        var extras: [String]
        var requiresPython: String?
        var wheelTags: [String]
        var hasSourceDistribution: Bool
        var isYanked: Bool
    }

    var name: String
    var isUniversal: Bool
    var python: String
    var platform: String?
    var allowsPrereleases: Bool
    var withoutWheels: [String]
    var requirements: [String]
    var packages: [String: [String: Release]]
    var isSatisfiable: Bool
    var expected: [String: String]?

    /// The outcome in words if it is not the expected one.
    func difference(_ prereleases: PrereleasePolicy) async throws -> String? {
        let target = try targetPlatform()
        let resolver = Resolver(
            provider: try provider(target),
            platform: target,
            options: ResolverOptions(prereleases: allowsPrereleases ? .allow : prereleases)
        )
        do {
            let resolution = try await resolver.resolve(lines(requirements))
            let versions = resolution.packages.map { ($0.name.normalized, $0.version.description) }
            let found = Dictionary(versions) { $1 }
            return isSatisfiable && (expected == nil || found == expected) ? nil : "found \(found)"
        } catch ResolutionError.unsatisfiable(let explanation) {
            return isSatisfiable ? explanation.description : nil
        }
    }

    private func targetPlatform() throws -> TargetPlatform {
        let numbers = python.split(separator: ".").compactMap { Int($0) }
        let python = PythonVersion(major: numbers[0], minor: numbers[1], patch: numbers[2])
        return TargetPlatform(pythonVersion: python, glibcMinor: platform == "x86_64-manylinux2014" ? 17 : 35)
    }

    private func provider(_ target: TargetPlatform) throws -> InMemoryProvider {
        var releases: [String: [String: InMemoryProvider.Release]] = [:]
        for (name, versions) in packages {
            for (version, release) in versions {
                releases[name, default: [:]][version] = InMemoryProvider.Release(
                    requires: release.requires,
                    unusable: try unusable(name, version, release, target),
                    extras: release.extras
                )
            }
        }
        return try InMemoryProvider(releases)
    }

    private func unusable(
        _ name: String,
        _ version: String,
        _ release: Release,
        _ target: TargetPlatform
    ) throws -> UnusableReason? {
        let tags = withoutWheels.contains(name) ? [] : release.wheelTags
        let wheels = tags.compactMap { WheelFilename("\(name.replacing("-", with: "_"))-\(version)-\($0).whl") }
        if let text = release.requiresPython, try !VersionSpecifiers(text).contains(target.pythonVersion.version) {
            return .requiresPython(text)
        }
        if wheels.isEmpty { return .onlySourceDistribution }
        if !wheels.contains(where: { $0.priority(on: target) != nil }) { return .noCompatibleWheel(tags: tags) }
        return release.isYanked ? .yanked(reason: nil) : nil
    }
}
