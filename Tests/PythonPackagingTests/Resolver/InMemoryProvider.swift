import PythonPackaging

/// Serves packages from memory and, on request, answers in a shuffled order.
struct InMemoryProvider: PackageProvider {
    struct Release {
        var requires: [String] = []
        var unusable: UnusableReason?
        var extras: [String]?
        var unreadable: UnusableReason?
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String { "connection refused" }
    }

    private var releases: [PackageName: [Version: ParsedRelease]] = [:]
    private var failing: Set<PackageName> = []
    private var seed: UInt64?

    private struct ParsedRelease {
        var requires: [Requirement]
        var release: Release
    }

    init(_ packages: [String: [String: Release]], shuffledBy seed: UInt64? = nil) throws {
        self.seed = seed
        for (name, versions) in packages {
            var parsed: [Version: ParsedRelease] = [:]
            for (version, release) in versions {
                parsed[try Version(version)] = ParsedRelease(
                    requires: try release.requires.map { try Requirement($0) },
                    release: release
                )
            }
            releases[PackageName(normalizing: name)] = parsed
        }
    }

    init(_ packages: [String: [String: [String]]], shuffledBy seed: UInt64? = nil) throws {
        try self.init(packages.mapValues { $0.mapValues { Release(requires: $0) } }, shuffledBy: seed)
    }

    func failing(_ names: String...) -> Self {
        var copy = self
        copy.failing = Set(names.map { PackageName(normalizing: $0) })
        return copy
    }

    func candidates(of package: PackageName) async throws -> [Candidate] {
        await wait(package.normalized)
        if failing.contains(package) { throw Failure() }
        guard let known = releases[package] else { throw UnknownPackage(package) }
        return known.map { Candidate(version: $0, unusable: $1.release.unusable) }
    }

    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        await wait("\(package.normalized) \(version)")
        guard let release = releases[package]?[version] else { throw Failure() }
        if let reason = release.release.unreadable { throw UnusableVersion(reason) }
        return release.requires
    }

    func extras(of package: PackageName, version: Version) async throws -> [PackageName]? {
        releases[package]?[version]?.release.extras?.map { PackageName(normalizing: $0) }
    }

    private func wait(_ key: String) async {
        guard let seed else { return }
        var random = SplitMix64(state: key.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
        for _ in 0..<(random.next() % 20) { await Task.yield() }
    }
}

/// A reproducible random number generator.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Requirements as the lines of a file.
func lines(_ texts: [String], file: String = "requirements.txt") throws -> [DeclaredRequirement] {
    try texts.enumerated().map { index, text in
        DeclaredRequirement(try Requirement(text), origin: RequirementOrigin(file: file, line: index + 1))
    }
}

extension Resolution {
    /// The chosen packages as `name==version` texts, with extras.
    var pins: [String] {
        packages.map { package in
            let extras = package.extras.isEmpty ? "" : "[\(package.extras.map(\.normalized).joined(separator: ","))]"
            return "\(package.name.normalized)\(extras)==\(package.version)"
        }
    }
}

extension TargetPlatform {
    /// Python 3.12.1 on x86-64 Linux.
    static func example(python: String = "3.12.1") throws -> TargetPlatform {
        try TargetPlatform(pythonVersion: python, platform: "linux_x86_64")
    }
}
