/// The path of a member that is to be unpacked: relative, without `..`.
struct MemberPath {
    let components: [String]

    /// Accepts what stays below the directory unpacked into; `.` and empty components mean nothing.
    init(_ path: String) throws(ArchiveError) {
        guard !path.hasPrefix("/") else { throw ArchiveError(.unsafeMember, "the path \(path) is absolute") }
        components = path.split(separator: "/").map(String.init).filter { $0 != "." }
        guard !components.contains("..") else {
            throw ArchiveError(.unsafeMember, "the path \(path) leads out of the directory")
        }
    }

    /// Accepts the target of a symbolic link at this path when it cannot lead out of the directory.
    ///
    /// `..` counts only in front: behind a component that is itself a link, it would climb from somewhere else.
    func checkTarget(_ target: String) throws(ArchiveError) {
        let parts = target.split(separator: "/").filter { $0 != "." }
        let climbs = parts.prefix { $0 == ".." }.count
        guard !target.isEmpty, !target.hasPrefix("/"), climbs < components.count,
            !parts.dropFirst(climbs).contains("..")
        else {
            throw ArchiveError(.unsafeMember, "the link's target \(target) leads out of the directory")
        }
    }
}
