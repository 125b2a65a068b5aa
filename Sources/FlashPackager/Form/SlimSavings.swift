import PythonPackaging

/// What was left out of packages on request.
struct SlimSavings: Sendable, Hashable {
    /// What one category saved.
    struct Saving: Sendable, Hashable {
        /// The number of files.
        var files = 0
        /// Their size in bytes.
        var bytes: UInt64 = 0
        /// Their size in the wheels, compressed, in bytes.
        var compressedBytes: UInt64 = 0
    }

    /// What was saved, by category; none that saved nothing.
    private(set) var categories: [SlimCategory: Saving] = [:]

    /// Counts a file of a wheel that was left out.
    mutating func add(_ file: SlimmedFile, compressedBytes: UInt64) {
        categories[file.category, default: Saving()].files += 1
        categories[file.category, default: Saving()].bytes += file.bytes
        categories[file.category, default: Saving()].compressedBytes += compressedBytes
    }

    /// Counts what was left out of another package.
    mutating func add(_ other: SlimSavings) {
        for (category, saving) in other.categories {
            categories[category, default: Saving()].files += saving.files
            categories[category, default: Saving()].bytes += saving.bytes
            categories[category, default: Saving()].compressedBytes += saving.compressedBytes
        }
    }
}

extension SlimSavings {
    private static let header = "slim-savings 1"

    /// The form kept in the store: a header line, then one line per category.
    var encoded: [UInt8] {
        let lines = categories.sorted { $0.key.rawValue < $1.key.rawValue }.map { category, saving in
            "\(category.rawValue) \(saving.files) \(saving.bytes) \(saving.compressedBytes)\n"
        }
        return Array("\(Self.header)\n\(lines.joined())".utf8)
    }

    /// Reads the stored form; `nil` when it is of another version or damaged.
    init?(encoded: [UInt8]) {
        let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\n")
        guard lines.first.map(String.init) == Self.header else { return nil }
        for line in lines.dropFirst() {
            let fields = line.split(separator: " ")
            guard fields.count == 4, let category = SlimCategory(rawValue: String(fields[0])),
                let files = Int(fields[1]), let bytes = UInt64(fields[2]), let compressed = UInt64(fields[3])
            else { return nil }
            categories[category] = Saving(files: files, bytes: bytes, compressedBytes: compressed)
        }
    }
}
