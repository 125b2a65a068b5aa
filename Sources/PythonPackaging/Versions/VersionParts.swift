/// The parsed parts of a version, shared between copies.
final class VersionParts: Sendable {
    let epoch: VersionNumber
    let release: [VersionNumber]
    let pre: Version.PreRelease?
    let post: VersionNumber?
    let dev: VersionNumber?
    let local: [Version.LocalSegment]

    init(
        epoch: VersionNumber = 0,
        release: [VersionNumber],
        pre: Version.PreRelease? = nil,
        post: VersionNumber? = nil,
        dev: VersionNumber? = nil,
        local: [Version.LocalSegment] = []
    ) {
        self.epoch = epoch
        self.release = release
        self.pre = pre
        self.post = post
        self.dev = dev
        self.local = local
    }

    /// The parts of a version while it is being put together.
    struct Draft {
        var epoch: VersionNumber
        var release: [VersionNumber]
        var pre: Version.PreRelease?
        var post: VersionNumber?
        var dev: VersionNumber?
        var local: [Version.LocalSegment]
    }

    /// Returns a copy changed by `change`.
    func replacing(_ change: (inout Draft) -> Void) -> VersionParts {
        var draft = Draft(epoch: epoch, release: release, pre: pre, post: post, dev: dev, local: local)
        change(&draft)
        return VersionParts(
            epoch: draft.epoch,
            release: draft.release,
            pre: draft.pre,
            post: draft.post,
            dev: draft.dev,
            local: draft.local
        )
    }

    /// The release numbers without trailing zeros, which do not take part in comparison.
    var significantRelease: ArraySlice<VersionNumber> {
        var release = release[...]
        while let last = release.last, last == 0 { release.removeLast() }
        return release
    }
}

extension VersionParts: CustomStringConvertible {
    var description: String {
        var text = epoch == 0 ? "" : "\(epoch)!"
        text += release.map(\.description).joined(separator: ".")
        if let pre {
            text += pre.phase.spelling + pre.number.description
        }
        if let post { text += ".post\(post)" }
        if let dev { text += ".dev\(dev)" }
        if !local.isEmpty {
            text += "+" + local.map(\.description).joined(separator: ".")
        }
        return text
    }
}

extension Version.PreRelease.Phase {
    var spelling: String {
        switch self {
        case .alpha: "a"
        case .beta: "b"
        case .candidate: "rc"
        }
    }
}

extension Version.LocalSegment: CustomStringConvertible {
    /// The part as the normal form writes it.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        }
    }
}
