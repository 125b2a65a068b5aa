/// Reports text that is not a version.
public struct VersionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text as it was given.
    public let text: String

    /// Creates an error about `text`.
    public init(text: String) {
        self.text = text
    }

    /// What is wrong, in one sentence.
    public var description: String { "'\(text)' is not a version in the sense of PEP 440" }
}

extension Version {
    /// Parses a version in any of the spellings PEP 440 normalises.
    ///
    /// - Throws: ``VersionError`` when the text is not a version.
    public init(_ text: String) throws(VersionError) {
        if let common = text.utf8.withContiguousStorageIfAvailable(Version.init(common:)), let common {
            self = common
            return
        }
        var cursor = ByteCursor(text.utf8.contains { $0.isSpace || $0 >= 0x80 } ? text.trimmed : text)
        guard let parts = cursor.readVersion(), cursor.isAtEnd else { throw VersionError(text: text) }
        self.init(parts)
    }
}

extension ByteCursor {
    /// Reads the longest version at this position; `nil` when there is none.
    mutating func readVersion() -> VersionParts? {
        skip(UInt8(ascii: "v"), orUppercase: true)
        guard let first = readNumber() else { return nil }
        var epoch: VersionNumber = 0
        var release = [first]
        if skip(UInt8(ascii: "!")) {
            guard let number = readNumber() else { return nil }
            epoch = first
            release = [number]
        }
        while peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
            advance()
            release.append(readNumber() ?? 0)
        }
        guard isStartOfSuffix else { return VersionParts(epoch: epoch, release: release) }
        let pre = readPreRelease()
        let post = readPostRelease()
        let dev = readSuffix(["dev"])?.number
        guard let local = readLocalLabel() else { return nil }
        return VersionParts(epoch: epoch, release: release, pre: pre, post: post, dev: dev, local: local)
    }

    private var isStartOfSuffix: Bool {
        guard let byte = peek() else { return false }
        return byte.isNameCharacter || byte == UInt8(ascii: "+")
    }

    private mutating func readNumber() -> VersionNumber? {
        let digits = read { $0.isDigit }
        return digits.isEmpty ? nil : VersionNumber(digits: digits)
    }

    private mutating func readPreRelease() -> Version.PreRelease? {
        let words: [StaticString] = ["alpha", "a", "beta", "b", "preview", "pre", "c", "rc"]
        guard let (word, number) = readSuffix(words) else { return nil }
        let phase: Version.PreRelease.Phase = word < 2 ? .alpha : word < 4 ? .beta : .candidate
        return Version.PreRelease(phase: phase, number: number)
    }

    private mutating func readPostRelease() -> VersionNumber? {
        if peek() == UInt8(ascii: "-"), peek(1)?.isDigit == true {
            advance()
            return readNumber()
        }
        return readSuffix(["post", "rev", "r"])?.number
    }

    /// Reads an optional separator, one of `words`, an optional separator and a number that defaults to 0.
    private mutating func readSuffix(_ words: [StaticString]) -> (word: Int, number: VersionNumber)? {
        let start = offset
        if peek()?.isNameSeparator == true { advance() }
        for (index, word) in words.enumerated() where skip(word: word) {
            if peek()?.isNameSeparator == true { advance() }
            return (index, readNumber() ?? 0)
        }
        offset = start
        return nil
    }

    /// Reads a local label; empty when there is none, `nil` when `+` is not followed by a well-formed one.
    private mutating func readLocalLabel() -> [Version.LocalSegment]? {
        guard skip(UInt8(ascii: "+")) else { return [] }
        var segments: [Version.LocalSegment] = []
        repeat {
            let bytes = read { $0.isAlphanumeric }
            guard !bytes.isEmpty else { return nil }
            segments.append(
                bytes.allSatisfy({ $0.isDigit })
                    ? .number(VersionNumber(digits: bytes))
                    : .text(String(decoding: bytes.map { $0.lowercased }, as: UTF8.self))
            )
        } while skipSeparator()
        return segments
    }

    private mutating func skipSeparator() -> Bool {
        guard peek()?.isNameSeparator == true else { return false }
        advance()
        return true
    }
}
