import Digests
import Foundation
import Testing

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

    /// What resolving the requirements led to.
    enum Outcome: Equatable {
        case found([String: String])
        case unsatisfiable(String)
    }

    /// Resolves the requirements.
    func outcome(_ prereleases: PrereleasePolicy) async throws -> Outcome {
        let target = try targetPlatform()
        let resolver = Resolver(
            provider: IndexPackageProvider(source: PackseSource(scenario: self), platform: target, sources: sources),
            platform: target,
            options: ResolverOptions(prereleases: allowsPrereleases ? .allow : prereleases)
        )
        do {
            let resolution = try await resolver.resolve(lines(requirements))
            let versions = resolution.packages.map { ($0.name.normalized, $0.version.description) }
            return .found(Dictionary(versions) { $1 })
        } catch ResolutionError.unsatisfiable(let explanation) {
            return .unsatisfiable(explanation.description)
        }
    }

    /// Returns whether an outcome is the expected one.
    func isMet(by outcome: Outcome) -> Bool {
        switch outcome {
        case .found(let versions): isSatisfiable && (expected == nil || versions == expected)
        case .unsatisfiable: !isSatisfiable
        }
    }

    /// Builds are allowed only where the scenario asks for them.
    private var sources: SourcePolicy {
        var noBinary = PackageSelection()
        noBinary.names = Set(withoutWheels.map { PackageName(normalizing: $0) })
        return SourcePolicy(allowsBuilds: !withoutWheels.isEmpty, noBinary: noBinary)
    }

    private func targetPlatform() throws -> TargetPlatform {
        let numbers = python.split(separator: ".").compactMap { Int($0) }
        let python = PythonVersion(major: numbers[0], minor: numbers[1], patch: numbers[2])
        return TargetPlatform(pythonVersion: python, glibcMinor: platform == "x86_64-manylinux2014" ? 17 : 35)
    }
}

/// Serves the files and the metadata of a scenario.
struct PackseSource: DistributionSource {
    let scenario: PackseScenario

    func files(of package: PackageName) async throws -> [DistributionFile] {
        guard let versions = scenario.packages[package.normalized] else { throw UnknownPackage(package) }
        var files: [DistributionFile] = []
        for (version, release) in versions {
            let stem = "\(package.escaped)-\(version)"
            for tag in release.wheelTags {
                files.append(try .example("\(stem)-\(tag).whl", version, release.requiresPython, release.isYanked))
            }
            if release.hasSourceDistribution {
                files.append(try .example("\(stem).tar.gz", version, release.requiresPython, release.isYanked))
            }
        }
        return files
    }

    func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        let name = try #require(file.wheel?.name ?? SourceFilename(file.filename)?.name)
        let releases = try #require(scenario.packages[name.normalized])
        let release = try #require(releases.first { (try? Version($0.key)) == file.version }).value
        var fields = ["Metadata-Version: 2.3", "Name: \(name.normalized)", "Version: \(file.version)"]
        fields += release.requiresPython.map { ["Requires-Python: \($0)"] } ?? []
        fields += release.extras.map { "Provides-Extra: \($0)" }
        fields += release.requires.map { "Requires-Dist: \($0)" }
        return try CoreMetadata(Array((fields.joined(separator: "\n") + "\n").utf8))
    }
}

extension DistributionFile {
    /// A file as an index may list it.
    static func example(
        _ filename: String,
        _ version: String,
        _ requiresPython: String? = nil,
        _ yanked: Bool = false,
        sha256: SHA256Digest? = nil
    ) throws -> DistributionFile {
        DistributionFile(
            filename: filename,
            url: "https://example.org/\(filename)",
            kind: filename.hasSuffix(".whl") ? .wheel : .sourceDistribution,
            version: try Version(version),
            sha256: sha256,
            requiresPython: requiresPython,
            yanked: yanked
        )
    }
}
