import Foundation

/// Cuts a stream of bytes into lines.
struct LineBuffer {
    private var pending = Data()

    /// Adds bytes and returns the lines they complete, without their line breaks.
    mutating func append(_ bytes: Data) -> [String] {
        var lines: [String] = []
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            pending.append(rest[..<end])
            lines.append(String(decoding: pending, as: UTF8.self))
            pending.removeAll()
            rest = rest[(end + 1)...]
        }
        pending.append(rest)
        return lines
    }

    /// Returns a last line that has no line break.
    mutating func finish() -> String? {
        defer { pending.removeAll() }
        return pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self)
    }
}
