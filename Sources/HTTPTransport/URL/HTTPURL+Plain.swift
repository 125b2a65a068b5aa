extension HTTPURL {
    /// Reads a URL that says nothing a parser could understand in two ways; `nil` for all others.
    ///
    /// These are most URLs of indexes, and reading them so spares loading libcurl where nothing is transferred: a
    /// lower-case scheme, a name of lower-case letters, digits, dashes and points that ends in a letter's label, and a path
    /// of unreserved characters without dot segments.
    init?(plain text: String) {
        let bytes = Array(text.utf8)
        guard let scheme = ["https", "http"].first(where: { bytes.starts(with: "\($0)://".utf8) }) else { return nil }
        let start = scheme.utf8.count + "://".utf8.count
        guard let slash = bytes[start...].firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let host = bytes[start..<slash]
        guard Self.isPlainHost(host), bytes[slash...].allSatisfy(Self.isUnreserved),
            !bytes[slash...].contains("/.".utf8)
        else { return nil }
        self.init(
            text: text,
            scheme: scheme,
            host: String(decoding: host, as: UTF8.self),
            port: scheme == "https" ? "443" : "80",
            fragment: nil,
            authorization: nil
        )
    }

    /// Whether a host is a name; a last label that begins with a digit would be an address.
    private static func isPlainHost(_ host: ArraySlice<UInt8>) -> Bool {
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let last = labels.last?.first, isLowercaseLetter(last) else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty
                && label.allSatisfy { isLowercaseLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        isLowercaseLetter(byte | 0x20) || isDigit(byte)
            || [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(
                byte
            )
    }

    private static func isLowercaseLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
