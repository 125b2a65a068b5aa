internal import Digests

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Remembers what an earlier run of an interpreter told of itself, so that the next one starts sooner.
///
/// `python3` in `PATH` may be a script that looks for the interpreter to use and takes longer over it than the scan. What
/// is remembered is only a shortcut: facts do not depend on which interpreter found them, and faults are taken from the
/// one that was named.
struct InterpreterMemory {
    /// An interpreter as it was.
    struct Entry {
        /// The path of the executable itself.
        var executable: String
        /// The program, compiled by it.
        var compiled: [UInt8]
    }

    /// The first line a run prints.
    private struct Header: Decodable {
        var executable: String
        var compiled: String?
    }

    private let cache: any ScanCache
    private let key: SHA256Digest

    /// Names what chooses the interpreter behind `interpreter`; `nil` without a cache.
    init?(_ interpreter: PythonInterpreter, cache: (any ScanCache)?, environment: [String: String]) {
        guard let cache, let identity = FileIdentity(at: interpreter.path) else { return nil }
        self.cache = cache
        var hasher = SHA256Hasher()
        hasher.update("interpreter 1\0\(interpreter.path)\0\(identity.text)\0\(Self.workingDirectory)\0".utf8)
        hasher.update(FactsScript.digest.bytes)
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where Self.isRelevant(name) {
            hasher.update("\(name)=\(value)\0".utf8)
        }
        key = hasher.finalize()
    }

    /// What was remembered, if the executable is still the same file.
    var entry: Entry? {
        guard let bytes = cache.facts(for: key) else { return nil }
        let fields = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        let executable = String(decoding: fields[0], as: UTF8.self)
        guard let identity = FileIdentity(at: executable), identity.text == String(decoding: fields[1], as: UTF8.self)
        else { return nil }
        return Entry(executable: executable, compiled: Array(fields[2]))
    }

    /// Remembers what the first line of a run's output tells.
    func learn(from line: ArraySlice<UInt8>) {
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(line)),
            let compiled = header.compiled.flatMap(Self.bytes), let identity = FileIdentity(at: header.executable)
        else { return }
        cache.store(Array("\(header.executable)\0\(identity.text)\0".utf8) + compiled, for: key)
    }

    /// Variables that version managers and virtual environments go by.
    private static func isRelevant(_ name: String) -> Bool {
        ["HOME", "PATH", "VIRTUAL_ENV"].contains(name)
            || ["ASDF_", "CONDA_", "MISE_", "PYENV_", "RTX_", "UV_"].contains { name.hasPrefix($0) }
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hex.utf8.count / 2)
        var high: UInt8?
        for digit in hex.utf8 {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }
}
