/// The metadata of a distribution that resolution needs (core metadata specification, PEP 566, PEP 643).
public struct CoreMetadata: Sendable, Hashable {
    /// The distribution.
    public let name: PackageName
    /// Its version.
    public let version: Version
    /// The Python versions it runs on; `nil` when it does not say, or not intelligibly.
    public let requiresPython: VersionSpecifiers?
    /// What it depends on, markers included.
    public let requiresDist: [Requirement]
    /// The extras it offers.
    public let providesExtra: [PackageName]
    /// What was ignored and why, one sentence each.
    public let notes: [String]

    /// The fields that are read, in lower case.
    static let fieldNames: Set<String> = ["name", "version", "requires-python", "requires-dist", "provides-extra"]
    /// The longest name or version read, in bytes: file names hold both and are shorter.
    private static let longestName = 1024
    /// The longest requirement read, in bytes; the longest ones in use have about 2 KiB.
    private static let longestRequirement = 64 << 10
    /// The most dependencies of one distribution, and extras of one dependency; those in use have some hundreds.
    private static let mostRequirements = 20_000
    private static let mostExtras = 500

    /// Parses a `METADATA` file.
    ///
    /// - Throws: ``CoreMetadataError`` when the name, the version or a dependency is missing or malformed.
    public init(_ bytes: [UInt8]) throws(CoreMetadataError) {
        try self.init(bytes, texts: RequirementTexts())
    }

    /// Parses a `METADATA` file, whose dependencies others may have stated in the same words.
    init(_ bytes: [UInt8], texts: RequirementTexts) throws(CoreMetadataError) {
        let fields = MetadataHeader(bytes, only: Self.fieldNames).fields
        func value(_ name: String) -> MetadataHeader.Field? { fields.first { $0.name == name } }

        guard let nameField = value("name") else { throw .init(kind: .missingField("Name"), line: 0) }
        guard let versionField = value("version") else { throw .init(kind: .missingField("Version"), line: 0) }
        for field in [nameField, versionField] where field.value.utf8.count > Self.longestName {
            throw .init(kind: .tooLong(field.name), line: field.line)
        }
        guard let name = PackageName(nameField.value) else {
            throw .init(kind: .invalidName(nameField.value), line: nameField.line)
        }
        guard let version = try? Version(versionField.value) else {
            throw .init(kind: .invalidVersion(versionField.value), line: versionField.line)
        }
        self.name = name
        self.version = version

        var notes: [String] = []
        var requiresPython: VersionSpecifiers?
        if let field = value("requires-python"), !field.value.isEmpty {
            if field.value.utf8.count <= Self.longestRequirement {
                requiresPython = try? VersionSpecifiers(field.value)
            }
            if requiresPython == nil {
                notes.append(
                    "\(name) \(version): ignored the malformed Requires-Python '\(field.value.quotable())'"
                )
            }
        }
        self.requiresPython = requiresPython
        self.requiresDist = try Self.requirements(fields, texts)
        self.providesExtra = fields.compactMap { $0.name == "provides-extra" ? PackageName($0.value) : nil }
        self.notes = notes
    }

    private static func requirements(
        _ fields: [MetadataHeader.Field],
        _ texts: RequirementTexts
    ) throws(CoreMetadataError) -> [Requirement] {
        var requirements: [Requirement] = []
        for field in fields where field.name == "requires-dist" {
            guard field.value.utf8.count <= longestRequirement else {
                throw CoreMetadataError(kind: .tooLong("Requires-Dist"), line: field.line)
            }
            let requirement: Requirement
            do throws(RequirementError) {
                requirement = try texts.requirement(field.value)
            } catch {
                throw CoreMetadataError(kind: .invalidRequirement(error), line: field.line)
            }
            guard requirements.count < mostRequirements, requirement.extras.count <= mostExtras else {
                throw CoreMetadataError(kind: .tooLong("Requires-Dist"), line: field.line)
            }
            requirements.append(requirement)
        }
        return requirements
    }
}

/// Reports metadata that cannot be used.
public struct CoreMetadataError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A required field is missing.
        case missingField(String)
        /// The name is not a valid name.
        case invalidName(String)
        /// The version is not a PEP 440 version.
        case invalidVersion(String)
        /// A `Requires-Dist` field is not a PEP 508 requirement.
        case invalidRequirement(RequirementError)
        /// A field is longer than any that was written in earnest.
        case tooLong(String)
    }

    /// What is wrong.
    public let kind: Kind
    /// The line of the file, counted from 1; 0 when the file as a whole is meant.
    public let line: Int
}

extension CoreMetadataError: CustomStringConvertible {
    /// What is wrong and on which line of the metadata.
    public var description: String {
        let place = line > 0 ? "METADATA line \(line): " : "METADATA: "
        return switch kind {
        case .missingField(let name): place + "the field '\(name)' is missing"
        case .invalidName(let text): place + "'\(text.quotable())' is not a valid name"
        case .invalidVersion(let text): place + "'\(text.quotable())' is not a PEP 440 version"
        case .invalidRequirement(let error): place + "Requires-Dist: \(error.description.quotable(limit: 500))"
        case .tooLong(let name): place + "the field '\(name)' is too long"
        }
    }
}
