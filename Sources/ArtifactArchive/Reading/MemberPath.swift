/// The path of a member that is to be unpacked: relative, without `..`.
///
/// Paths are split by bytes, as the system does: a combining character behind a slash hides it from a comparison of
/// characters.
struct MemberPath {
    let components: [String]

    /// Accepts what stays below the directory unpacked into; `.` and empty components mean nothing.
    init(_ path: String) throws(ArchiveError) {
        guard path.utf8.first != Self.slash else { throw ArchiveError(.unsafeMember, "the path \(path) is absolute") }
        components = Self.components(of: path)
        guard !components.contains("..") else {
            throw ArchiveError(.unsafeMember, "the path \(path) leads out of the directory")
        }
    }

    /// Accepts the target of a symbolic link at this path when it cannot lead out of the directory.
    ///
    /// `..` counts only in front: behind a component that is itself a link, it would climb from somewhere else.
    func checkTarget(_ target: String) throws(ArchiveError) {
        let parts = Self.components(of: target)
        let climbs = parts.prefix { $0 == ".." }.count
        guard !target.isEmpty, target.utf8.first != Self.slash, climbs < components.count,
            !parts.dropFirst(climbs).contains("..")
        else {
            throw ArchiveError(.unsafeMember, "the link's target \(target) leads out of the directory")
        }
    }

    private static let slash = UInt8(ascii: "/")

    private static func components(of path: String) -> [String] {
        path.utf8.split(separator: slash).map { String(Substring($0)) }.filter { $0 != "." }
    }
}
