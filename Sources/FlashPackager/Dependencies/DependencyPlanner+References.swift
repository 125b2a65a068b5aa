import Digests
import ManifestGen
import PythonPackaging

/// Requirements that name a wheel themselves, by URL or path.
extension DependencyPlanner {
    private var references: [DeclaredRequirement] {
        let overridden = Set(overrides.map(\.requirement.name))
        let stated = requirements.filter { !overridden.contains($0.requirement.name) }
        return (stated + overrides + constraints).filter { declared in
            declared.requirement.url != nil && declared.requirement.applies(to: target.platform.markerEnvironment)
                && !target.exclusions.contains { $0.matches(declared.requirement.name) }
        }
    }

    /// Whether a requirement or constraint names the wheel of a package.
    func isDirect(_ package: PackageName) -> Bool {
        references.contains { $0.requirement.name == package }
    }

    /// The place where a requirement or constraint says that a package is.
    func reference(to package: PackageName) -> String? {
        references.first { $0.requirement.name == package }?.requirement.url
    }

    /// Refuses two wheels for one package.
    func checkReferences() throws(BuildFailure) {
        var known: [PackageName: DeclaredRequirement] = [:]
        for declared in references {
            let name = declared.requirement.name
            guard let first = known[name], let url = first.requirement.url, let other = declared.requirement.url else {
                known[name] = declared
                continue
            }
            let (place, otherPlace) = (Self.place(of: url), Self.place(of: other))
            let digests = [url, other].compactMap { DistributionFile(direct: $0)?.sha256 }
            guard place != otherPlace || Set(digests).count > 1 else { continue }
            throw BuildFailure(
                .badInput,
                code: "conflicting-urls",
                "\(name.normalized) is to come from two places: \(url.redactingCredentials) (\(first.origin)) and "
                    + "\(other.redactingCredentials) (\(declared.origin)).",
                at: SourceLocation(declared.origin),
                hint: "Keep one of the two."
            )
        }
    }

    private static func place(of url: String) -> String {
        SourceReference(url).map(\.description) ?? DistributionFile.location(of: url)
    }

    /// Reads the local wheels that requirements name, so that what is wrong with one is told with its place.
    func checkLocalWheels() async throws(BuildFailure) {
        for declared in references where declared.localPath != nil {
            do {
                guard let url = declared.requirement.url, let file = try await client.wheel(at: url) else { continue }
                _ = try await client.metadata(of: file)
            } catch {
                var failure = BuildFailure(describing: error)
                if declared.origin.line > 0 { failure.location = SourceLocation(declared.origin) }
                throw failure
            }
        }
    }

    /// Where a package that nothing has was looked for, and what to do about it.
    func advice(about unknown: PackageName) -> String {
        let places = target.sources.places(of: unknown).map(\.redactingCredentials)
        guard !places.isEmpty else {
            return
                "No index is asked (--no-index): give a place that has \(unknown.normalized) by --find-links, or name its wheel."
        }
        let list = places.joined(separator: ", ")
        if target.sources.pins[unknown] != nil {
            return "\(unknown.normalized) is pinned to \(list) and was looked for nowhere else."
        }
        return "\(unknown.normalized) was looked for in \(list). Check the spelling, or add the index that has it."
    }

    /// The locked packages whose local wheels have other content now, or are gone.
    func changedFiles(of lock: LockFile) -> [LockMismatch] {
        lock.packages.flatMap { package in
            package.wheels.filter { LocalReference.isLocal($0.url) }.compactMap { wheel in
                let digest = try? client.digest(ofFileAt: wheel.url).sha256
                return digest == wheel.sha256 ? nil : .fileChanged(package.name, path: wheel.url)
            }
        }
    }
}
