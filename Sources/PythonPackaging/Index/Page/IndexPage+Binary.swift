import Digests

/// The form in which a page is kept in the store: texts that repeat are written once, URLs without their file names.
extension IndexPage {
    private static let format: UInt8 = 1

    /// The compact form of the page.
    func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(byte: Self.format)
        writer.write(byte: isFound ? 1 : 0)
        writer.write(entityTag)
        writer.write(lastModified)
        writer.write(number: UInt64(files.count))
        var shared = SharedTexts()
        for file in files {
            shared.encode(file, to: &writer)
        }
        return writer.bytes
    }

    /// Reads the compact form; `nil` if it is damaged or of another format.
    init?(encoded: [UInt8]) {
        var reader = BinaryReader(encoded)
        guard reader.readByte() == Self.format, let isFound = reader.readByte(),
            let entityTag = reader.readOptionalText(), let lastModified = reader.readOptionalText(),
            let count = reader.readNumber(), count <= UInt64(encoded.count)
        else { return nil }
        var shared = SharedTexts()
        var files: [DistributionFile] = []
        files.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let file = shared.decode(&reader) else { return nil }
            files.append(file)
        }
        guard reader.isAtEnd else { return nil }
        self.init(files: files, isFound: isFound == 1, entityTag: entityTag, lastModified: lastModified)
    }
}

/// Writes each version and each `Requires-Python` once, and refers to it by number afterwards.
private struct SharedTexts {
    private var numbers: [String: UInt64] = [:]
    private var texts: [String] = []
    private var versions: [Int: Version] = [:]

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let sourceDistribution = Flags(rawValue: 1)
        static let digest = Flags(rawValue: 2)
        static let size = Flags(rawValue: 4)
        static let requiresPython = Flags(rawValue: 8)
        static let yanked = Flags(rawValue: 16)
        static let metadata = Flags(rawValue: 32)
        static let metadataDigest = Flags(rawValue: 64)
        static let namedByURL = Flags(rawValue: 128)
    }

    mutating func encode(_ file: DistributionFile, to writer: inout BinaryWriter) {
        let isNamedByURL = file.url.utf8.reversed().starts(with: file.filename.utf8.reversed())
        var flags: Flags = []
        if file.kind == .sourceDistribution { flags.insert(.sourceDistribution) }
        if file.sha256 != nil { flags.insert(.digest) }
        if file.bytes != nil { flags.insert(.size) }
        if file.requiresPython != nil { flags.insert(.requiresPython) }
        if file.yanked { flags.insert(.yanked) }
        if file.hasMetadata { flags.insert(.metadata) }
        if file.metadataSHA256 != nil { flags.insert(.metadataDigest) }
        if isNamedByURL { flags.insert(.namedByURL) }
        writer.write(byte: flags.rawValue)
        writer.write(file.filename)
        writer.write(
            isNamedByURL ? String(decoding: file.url.utf8.dropLast(file.filename.utf8.count), as: UTF8.self) : file.url
        )
        write(file.version.description, to: &writer)
        if let digest = file.sha256 { writer.write(digest) }
        if let bytes = file.bytes { writer.write(number: bytes) }
        if let requiresPython = file.requiresPython { write(requiresPython, to: &writer) }
        if file.yanked { writer.write(file.yankedReason) }
        if let digest = file.metadataSHA256 { writer.write(digest) }
        writer.write(file.uploadTime)
    }

    mutating func decode(_ reader: inout BinaryReader) -> DistributionFile? {
        guard let byte = reader.readByte(), let filename = reader.readText(), let url = reader.readText(),
            let version = readVersion(&reader)
        else { return nil }
        let flags = Flags(rawValue: byte)
        var draft = FileDraft()
        draft.filename = filename
        draft.url = flags.contains(.namedByURL) ? url + filename : url
        draft.yanked = flags.contains(.yanked)
        draft.hasMetadata = flags.contains(.metadata)
        if flags.contains(.digest) {
            guard let digest = reader.readDigest() else { return nil }
            draft.sha256 = digest
        }
        if flags.contains(.size) {
            guard let bytes = reader.readNumber() else { return nil }
            draft.bytes = bytes
        }
        if flags.contains(.requiresPython) {
            guard let number = readShared(&reader) else { return nil }
            draft.requiresPython = texts[number]
        }
        if draft.yanked {
            guard let reason = reader.readOptionalText() else { return nil }
            draft.yankedReason = reason
        }
        if flags.contains(.metadataDigest) {
            guard let digest = reader.readDigest() else { return nil }
            draft.metadataSHA256 = digest
        }
        guard let uploadTime = reader.readOptionalText() else { return nil }
        draft.uploadTime = uploadTime
        return draft.file(flags.contains(.sourceDistribution) ? .sourceDistribution : .wheel, version)
    }

    private mutating func write(_ text: String, to writer: inout BinaryWriter) {
        if let number = numbers[text] { return writer.write(number: number) }
        let number = UInt64(numbers.count)
        numbers[text] = number
        writer.write(number: number)
        writer.write(text)
    }

    private mutating func readShared(_ reader: inout BinaryReader) -> Int? {
        guard let number = reader.readNumber(), number <= UInt64(texts.count) else { return nil }
        if number == UInt64(texts.count) {
            guard let text = reader.readText() else { return nil }
            texts.append(text)
        }
        return Int(number)
    }

    private mutating func readVersion(_ reader: inout BinaryReader) -> Version? {
        guard let number = readShared(&reader) else { return nil }
        if let version = versions[number] { return version }
        guard let version = try? Version(texts[number]) else { return nil }
        versions[number] = version
        return version
    }
}
