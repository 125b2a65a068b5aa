#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension [Diagnostic] {
    /// Writes the diagnostics as a SARIF 2.1.0 log in UTF-8.
    ///
    /// - Parameters:
    ///   - version: The version of the tool that found them.
    ///   - help: The page that explains the rules; each rule is a section named by its code in lower case.
    /// - Returns: The log as JSON.
    /// - Throws: The encoder's error; none is known for diagnostics.
    public func sarif(version: String, help: String = "docs/diagnostics.md") throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(SARIFLog(self, version: version, help: help)))
    }
}

extension SARIFLog {
    init(_ diagnostics: [Diagnostic], version: String, help: String) {
        let rules = DiagnosticCode.allCases.map { code in
            Rule(
                id: code.rawValue,
                name: code.name,
                shortDescription: Message(text: code.title),
                fullDescription: Message(text: code.explanation),
                helpUri: "\(help)#\(code.rawValue.lowercased())",
                defaultConfiguration: Configuration(level: code.defaultSeverity.rawValue)
            )
        }
        let indices = Dictionary(uniqueKeysWithValues: zip(DiagnosticCode.allCases, rules.indices))
        let results = diagnostics.map { Result($0, ruleIndex: indices[$0.code] ?? 0) }
        runs = [Run(tool: Tool(driver: Driver(name: "flash", version: version, rules: rules)), results: results)]
    }
}

extension SARIFLog.Result {
    fileprivate init(_ diagnostic: Diagnostic, ruleIndex: Int) {
        let hint = diagnostic.hint.map { "\n\($0)" } ?? ""
        let notes = diagnostic.notes.enumerated().map { index, note in
            SARIFLog.Location(note.location, id: index + 1, message: note.message)
        }
        self.init(
            ruleId: diagnostic.code.rawValue,
            ruleIndex: ruleIndex,
            level: diagnostic.severity.rawValue,
            message: SARIFLog.Message(text: diagnostic.message + hint),
            locations: diagnostic.location.map { [SARIFLog.Location($0)] } ?? [],
            relatedLocations: notes.isEmpty ? nil : notes
        )
    }
}

extension SARIFLog.Location {
    fileprivate init(_ location: SourceLocation, id: Int? = nil, message: String? = nil) {
        self.init(
            id: id,
            message: message.map(SARIFLog.Message.init(text:)),
            physicalLocation: SARIFLog.PhysicalLocation(
                artifactLocation: SARIFLog.ArtifactLocation(uri: location.file.percentEncodedPath),
                region: SARIFLog.Region(
                    startLine: location.line,
                    startColumn: location.column,
                    endLine: location.endLine,
                    endColumn: location.endColumn
                )
            )
        )
    }
}

extension String {
    /// The path as a relative URI reference: everything but unreserved characters and `/` is escaped (RFC 3986).
    fileprivate var percentEncodedPath: String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
