/// A log in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), as code hosts read it.
struct SARIFLog: Encodable {
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    /// A run of the analysis (section 3.14).
    struct Run: Encodable {
        let tool: Tool
        let results: [Result]
        let columnKind = "unicodeCodePoints"
    }

    /// The tool (section 3.18) with its only component.
    struct Tool: Encodable {
        let driver: Driver
    }

    /// What the tool is and which rules it has (section 3.19).
    struct Driver: Encodable {
        let name: String
        let version: String
        let rules: [Rule]
    }

    /// A rule (section 3.49).
    struct Rule: Encodable {
        let id: String
        let name: String
        let shortDescription: Message
        let fullDescription: Message
        let helpUri: String
        let defaultConfiguration: Configuration
    }

    /// The level of a rule's results unless a result states its own (section 3.50).
    struct Configuration: Encodable {
        let level: String
    }

    /// A text (section 3.11).
    struct Message: Encodable {
        let text: String
    }

    /// A finding (section 3.27).
    struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Message
        let locations: [Location]
        let relatedLocations: [Location]?
    }

    /// A place (section 3.28).
    struct Location: Encodable {
        let id: Int?
        let message: Message?
        let physicalLocation: PhysicalLocation
    }

    /// A range of a file (section 3.29).
    struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region
    }

    /// A file, relative to the project (section 3.4).
    struct ArtifactLocation: Encodable {
        let uri: String
        let uriBaseId = "%SRCROOT%"
    }

    /// Lines and columns, counted from 1 (section 3.30).
    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
        let endLine: Int?
        let endColumn: Int?
    }
}
