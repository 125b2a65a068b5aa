extension Diagnostic: Decodable {
    private enum Key: String, CodingKey {
        case code, severity, message, location, hint, notes
    }

    /// Decodes what ``encode(to:)`` has written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            try container.decode(DiagnosticCode.self, forKey: .code),
            severity: try container.decode(Severity.self, forKey: .severity),
            try container.decode(String.self, forKey: .message),
            at: try container.decodeIfPresent(SourceLocation.self, forKey: .location),
            hint: try container.decodeIfPresent(String.self, forKey: .hint),
            notes: try container.decodeIfPresent([Note].self, forKey: .notes) ?? []
        )
    }
}

extension Diagnostic.Note: Decodable {
    private enum Key: String, CodingKey {
        case message, location
    }

    /// Decodes what ``encode(to:)`` has written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            message: try container.decode(String.self, forKey: .message),
            location: try container.decode(SourceLocation.self, forKey: .location)
        )
    }
}
