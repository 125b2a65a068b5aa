import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where things are inside a store's directory.
struct StoreLayout: Sendable {
    /// The layout version this program reads and writes.
    static let version = 1

    let root: String

    var format: String { root + "/format" }
    var index: String { root + "/index.sqlite" }
    var lock: String { root + "/lock" }
    var blobs: String { root + "/blobs" }
    var answers: String { root + "/answers" }
    var leases: String { root + "/leases" }
    var quarantine: String { root + "/quarantine" }
    var temporary: String { root + "/tmp" }
    var trees: String { root + "/trees" }

    /// The file of a blob.
    func blob(_ digest: SHA256Digest) -> String {
        let name = digest.hex
        return "\(blobs)/\(name.prefix(2))/\(name)"
    }

    /// The file of an answer.
    func answer(_ key: ResultKey) -> String {
        "\(answers)/\(key.stage)/\(key.input.hex)"
    }

    /// A name in the temporary directory that no other process uses.
    func temporaryName() -> String {
        "\(temporary)/\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    /// A free name in the quarantine for something called `name`.
    func quarantineName(for name: String) -> String {
        "\(quarantine)/\(name).\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }
}

extension StoreLayout {
    private static let ownNames: Set<String> = [
        "format", "index.sqlite", "index.sqlite-wal", "index.sqlite-shm", "lock", "blobs", "answers", "leases",
        "quarantine", "tmp", "trees", "lost+found",
    ]

    /// Creates what is missing of the directory and checks that it is a store this program can use.
    func prepare() throws(StoreError) {
        try Directory.create(root)
        if try !checkFormat() {
            let names = try Directory.names(in: root)
            if let foreign = names.first(where: { !Self.ownNames.contains($0) && !$0.hasPrefix(".") }) {
                throw StoreError(
                    kind: .notAStore,
                    path: root,
                    message: "not a store: there is no file 'format', but there is '\(foreign)'"
                )
            }
        }
        for directory in [blobs, answers, leases, quarantine, temporary] {
            try Directory.create(directory)
        }
        if try !checkFormat() { try writeFormat() }
    }

    /// Reads the version file; false when there is none.
    private func checkFormat() throws(StoreError) -> Bool {
        guard let file = try OpenFile.reading(format) else { return false }
        let text = String(decoding: try file.contents(limit: 32), as: UTF8.self)
        let line = text.prefix { !$0.isNewline }
        guard let found = Int(line), found > 0 else {
            throw StoreError(kind: .notAStore, path: format, message: "not the version file of a store")
        }
        guard found <= Self.version else {
            throw StoreError(
                kind: .unsupportedFormat,
                path: root,
                message: "the store has format \(found); this version of flash knows formats up to \(Self.version)"
            )
        }
        return true
    }

    private func writeFormat() throws(StoreError) {
        let name = temporaryName()
        let file = try OpenFile(name, O_WRONLY | O_CREAT | O_EXCL)
        try file.write(Array("\(Self.version)\n".utf8))
        try file.synchronize()
        try Directory.move(name, to: format)
        try Directory.synchronize(root)
    }
}
