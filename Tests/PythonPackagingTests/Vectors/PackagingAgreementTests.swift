import PythonPackaging
import Testing

/// Demands that every answer of pypa/packaging is ours as well.
///
/// Known differences, none of which changes what a build contains:
/// - Comparisons PEP 508 leaves undefined (`os_name ~= 'posix'`) raise there and are false here.
/// - Texts keep the order of their clauses; packaging sorts them.
/// - A marker that needs no parentheses is printed without them.
/// - Names with letters outside ASCII are refused in wheel file names, as PEP 508 demands.
@Suite(.enabled(if: PackagingVectors.canBeMade, "the source distribution of packaging cannot be fetched"))
struct PackagingAgreementTests {
    let vectors: PackagingVectors

    init() throws {
        vectors = try #require(PackagingVectors.shared)
    }

    @Test func normalizesVersions() {
        #expect(vectors.versions.count > 1000)
        for vector in vectors.versions {
            let version = try? Version(vector.text)
            #expect(version?.description == vector.normalized, "\(vector.text)")
            guard let version else { continue }
            #expect(version.release.map(\.description) == vector.release, "\(vector.text)")
            #expect(version.isPrerelease == vector.isPrerelease, "\(vector.text)")
            #expect(version.isPostrelease == vector.isPostrelease, "\(vector.text)")
            #expect(version.base.description == vector.base, "\(vector.text)")
            #expect(version.withoutLocal.description == vector.public, "\(vector.text)")
            #expect((try? Version(version.description)) == version, "\(vector.text)")
        }
    }

    @Test func ordersVersions() throws {
        let versions = try vectors.order.versions.map { try Version($0) }
        let ranks = vectors.order.ranks
        var mistakes: [String] = []
        for left in versions.indices {
            for right in versions.indices {
                let isLess = versions[left] < versions[right]
                let isEqual = versions[left] == versions[right]
                if isLess != (ranks[left] < ranks[right]) || isEqual != (ranks[left] == ranks[right])
                    || (isEqual && versions[left].hashValue != versions[right].hashValue)
                {
                    mistakes.append("\(versions[left]) \(versions[right])")
                }
            }
        }
        #expect(mistakes.isEmpty, "\(mistakes.prefix(20))")
    }

    @Test func parsesSpecifiers() {
        for vector in vectors.specifiers {
            let specifiers = try? VersionSpecifiers(vector.text)
            #expect(specifiers.map { Set($0.clauses.map(\.text)) } == vector.clauses.map(Set.init), "\(vector.text)")
            #expect(specifiers?.mentionsPrerelease == vector.prereleases, "\(vector.text)")
        }
    }

    @Test func decidesMembership() throws {
        let versions = try vectors.order.versions.map { try Version($0) }
        var mistakes: [String] = []
        for vector in vectors.specifiers {
            guard let expected = vector.contains, let specifiers = try? VersionSpecifiers(vector.text) else { continue }
            let isTextual = specifiers.clauses.contains { $0.comparison == .arbitrary }
            for (index, answer) in expected.utf8.enumerated() {
                let contains =
                    isTextual
                    ? specifiers.contains(text: vectors.order.versions[index]) : specifiers.contains(versions[index])
                if contains != (answer == UInt8(ascii: "1")) { mistakes.append("\(specifiers) ∋ \(versions[index])") }
            }
            for (index, answer) in (vector.containsText ?? "").utf8.enumerated()
            where specifiers.contains(text: vectors.items[index]) != (answer == UInt8(ascii: "1")) {
                mistakes.append("\(specifiers) ∋ '\(vectors.items[index])'")
            }
        }
        #expect(mistakes.isEmpty, "\(mistakes.count): \(mistakes.prefix(20))")
    }

    @Test func evaluatesMarkers() throws {
        let environments = vectors.environments.map { values in
            MarkerEnvironment(
                values.reduce(into: [:]) { result, value in
                    if let variable = MarkerVariable(rawValue: value.key) { result[variable] = value.value }
                }
            )
        }
        var mistakes: [String] = []
        for vector in vectors.markers {
            let marker = try? Marker(vector.text)
            #expect((marker != nil) == (vector.string != nil), "\(vector.text)")
            guard let marker, let expected = vector.results else { continue }
            #expect(try Marker(marker.description) == marker, "\(vector.text)")
            var answers = ""
            for environment in environments {
                for extra in vectors.extras {
                    let extras = Set([PackageName(extra)].compactMap(\.self))
                    answers += marker.evaluate(in: environment, extras: extras) ? "1" : "0"
                }
            }
            if answers != expected { mistakes.append("\(vector.text): \(answers), expected \(expected)") }
        }
        #expect(mistakes.isEmpty, "\(mistakes.count): \(mistakes.prefix(20))")
    }

    @Test func printsMarkers() throws {
        for vector in vectors.markers {
            guard let string = vector.string, !string.contains("(") else { continue }
            #expect(try Marker(vector.text).description == string)
        }
    }

    @Test func parsesRequirements() throws {
        #expect(vectors.requirements.count > 5000)
        for vector in vectors.requirements {
            let requirement = try? Requirement(vector.text)
            #expect(requirement?.name.normalized == vector.name, "\(vector.text)")
            guard let requirement else { continue }
            #expect(requirement.extras.map(\.normalized) == vector.extras, "\(vector.text)")
            #expect(requirement.specifiers.clauses.map(\.text).sorted() == vector.clauses, "\(vector.text)")
            #expect(requirement.url == vector.url, "\(vector.text)")
            #expect(try requirement.marker == vector.marker.map { try Marker($0) }, "\(vector.text)")
            #expect(try Requirement(requirement.description) == requirement, "\(vector.text)")
        }
    }

    @Test func normalizesNames() {
        for vector in vectors.names {
            let name = PackageName(vector.text)
            #expect((name != nil) == vector.valid, "\(vector.text)")
            if vector.valid { #expect(name?.normalized == vector.normalized) }
        }
    }

    @Test func parsesWheelNames() {
        for vector in vectors.wheels where vector.text.utf8.allSatisfy({ $0 < 0x80 }) {
            let wheel = WheelFilename(vector.text)
            #expect(wheel?.name.normalized == vector.name, "\(vector.text)")
            guard let wheel else { continue }
            #expect(wheel.version.description == vector.version)
            #expect(wheel.buildTag.map { "\($0.number)\($0.suffix)" } ?? "" == vector.build)
            #expect(wheel.tags.map(\.description).sorted() == vector.tags)
        }
    }

    @Test func ordersTags() throws {
        for vector in vectors.tags {
            let platform = "manylinux_2_\(vector.glibc)_x86_64"
            let target = try TargetPlatform(pythonVersion: vector.python, platform: platform)
            #expect(target.tags.map(\.description) == vector.tags, "\(vector.python) \(platform)")
        }
    }
}
