/// Tells one run of the operating system from another: what was not written to disk is there until it ends.
enum BootIdentity {
    /// The identity of the present run; `nil` where the system does not tell.
    static let current: String? = {
        // random(4): a UUID that is made when the system starts.
        guard let file = try? OpenFile.reading("/proc/sys/kernel/random/boot_id") else { return nil }
        var bytes = [UInt8](repeating: 0, count: 36)
        let count = (try? bytes.withUnsafeMutableBytes { try file.read(into: $0) }) ?? 0
        let isIdentity =
            count == 36 && bytes.allSatisfy { $0 == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "f") ~= $0 }
        return isIdentity ? String(decoding: bytes, as: UTF8.self) : nil
    }()
}
