import PythonPackaging

/// The rules by which packaging leaves pre-releases out; here that is the resolver's business, so the vectors need them.
enum PackagingFilter {
    /// Whether `text` is accepted when pre-releases are allowed, refused or left open.
    static func contains(_ specifiers: VersionSpecifiers, _ text: String, prereleases: Bool?) -> Bool {
        guard specifiers.contains(text: text) else { return false }
        return prereleases != false || (try? Version(text))?.isPrerelease != true
    }

    /// The accepted ones of `texts`; where nothing is said, pre-releases count only if there is no final release.
    static func filter(_ specifiers: VersionSpecifiers, _ texts: [String], prereleases: Bool?) -> [String] {
        let accepted = texts.filter { specifiers.contains(text: $0) }
        let isPrerelease = { (text: String) in (try? Version(text))?.isPrerelease == true }
        switch prereleases ?? (specifiers.mentionsPrerelease ? true : nil) {
        case true?: return accepted
        case false?: return accepted.filter { !isPrerelease($0) }
        case nil:
            let hasFinal = accepted.contains { (try? Version($0))?.isPrerelease == false }
            return hasFinal ? accepted.filter { !isPrerelease($0) } : accepted
        }
    }
}
