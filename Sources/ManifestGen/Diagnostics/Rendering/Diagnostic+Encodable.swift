extension Diagnostic: Encodable {
    private enum Key: String, CodingKey {
        case code, severity, message, location, hint, notes
    }

    /// Encodes the diagnostic; an absent location or hint and an empty list of notes are left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(code, forKey: .code)
        try container.encode(severity, forKey: .severity)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(location, forKey: .location)
        try container.encodeIfPresent(hint, forKey: .hint)
        if !notes.isEmpty {
            try container.encode(notes, forKey: .notes)
        }
    }
}

extension Diagnostic.Note: Encodable {
    private enum Key: String, CodingKey {
        case message, location
    }

    /// Encodes the message and the location.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(message, forKey: .message)
        try container.encode(location, forKey: .location)
    }
}
