import ArtifactArchive
import Digests
import ManifestGen

/// Compares the members of an archive, in their order, with the files it should have.
struct MemberCheck {
    /// Whether the archive is one of ours, which holds nothing but files with mode 644 or 755, each with a digest.
    let isStrict: Bool
    let expected: [String: [ExpectedFiles.Expectation]]

    private(set) var faults = FaultList()
    private(set) var files = 0
    private(set) var unpackedBytes: UInt64 = 0
    private(set) var uncheckedFiles = 0
    private var seen: [String: Int] = [:]

    init(_ expected: [String: [ExpectedFiles.Expectation]], isStrict: Bool) {
        self.expected = expected
        self.isStrict = isStrict
        seen.reserveCapacity(expected.count)
    }

    /// Compares the next member.
    mutating func check(_ member: ArchiveMember) {
        guard let path = checkedPath(of: member) else { return }
        guard member.kind == .file else {
            let isPlainDirectory = member.kind == .directory && member.mode & 0o7000 == 0
            if isStrict || !isPlainDirectory {
                faults.add(ArtifactFault(.type, path, "it is \(member.kind.noun); only files belong in an artifact"))
            }
            return
        }
        files += 1
        unpackedBytes += member.bytes
        let position = seen[path, default: 0]
        seen[path] = position + 1
        let listed = expected[path] ?? []
        guard position < listed.count else {
            if listed.isEmpty, !isStrict, position == 0 {
                uncheckedFiles += 1
                checkMode(member, path, nil)
            } else if listed.isEmpty {
                faults.add(ArtifactFault(.unlisted, path, "neither the manifest nor a RECORD lists it"))
            } else {
                faults.add(ArtifactFault(.duplicate, path, "it is in the archive more often than it is listed"))
            }
            return
        }
        let expectation = listed[position]
        checkMode(member, path, expectation)
        if let sha256 = expectation.sha256 {
            let isSameLength = expectation.bytes == nil || expectation.bytes == member.bytes
            guard member.sha256 != sha256 || !isSameLength else { return }
            let message =
                isSameLength
                ? "its SHA-256 is \(member.sha256?.hex ?? "unknown"), not \(sha256.hex)"
                : "it has \(member.bytes) bytes, not \(expectation.bytes ?? 0)"
            faults.add(ArtifactFault(.content, path, of: expectation.package, message))
        } else if path != Manifest.filename, expectation.package == nil || path.hasSuffix(".dist-info/RECORD") == false
        {
            uncheckedFiles += 1
        }
    }

    /// Names what never came, and paths that are a file and a directory at once.
    mutating func finish() {
        let missing = expected.filter { path, listed in
            seen[path, default: 0] < listed.count { !$0.isOptional }
        }
        for (path, listed) in missing.sorted(by: { $0.key < $1.key }) {
            let position = seen[path, default: 0]
            faults.add(ArtifactFault(.missing, path, of: listed[position].package, "it is not in the archive"))
        }
        let blocked = seen.keys.filter { path in
            path.utf8.indices.contains { path.utf8[$0] == slash && seen[String(path[..<$0])] != nil }
        }
        for path in blocked.sorted() {
            faults.add(
                ArtifactFault(.path, path, "another file of the archive stands where this one needs a directory")
            )
        }
    }

    private mutating func checkedPath(of member: ArchiveMember) -> String? {
        var path = isStrict ? member.path : ArtifactContents.normalized(member.path)
        if member.kind == .directory {
            while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
            if !isStrict, path == "." || path.isEmpty { return nil }
        }
        guard SafePath.isSafe(path) else {
            faults.add(
                ArtifactFault(.path, path, "the path is absolute, climbs with `..`, or has parts no name should have")
            )
            return nil
        }
        return path
    }

    private mutating func checkMode(_ member: ArchiveMember, _ path: String, _ expectation: ExpectedFiles.Expectation?)
    {
        guard isStrict else {
            if member.mode & 0o7000 != 0 {
                faults.add(
                    ArtifactFault(
                        .mode,
                        path,
                        "its mode is \(String(member.mode, radix: 8)), with set-ID or sticky bits"
                    )
                )
            }
            return
        }
        let allowed: [UInt16] = expectation?.isExecutable.map { [$0 ? 0o755 : 0o644] } ?? [0o644, 0o755]
        guard !allowed.contains(member.mode) else { return }
        let modes = allowed.map { String($0, radix: 8) }.joined(separator: " or ")
        faults.add(
            ArtifactFault(
                .mode,
                path,
                of: expectation?.package,
                "its mode is \(String(member.mode, radix: 8)), not \(modes)"
            )
        )
    }
}

private let slash = UInt8(ascii: "/")

extension ArchiveMember.Kind {
    /// What messages call it.
    fileprivate var noun: String {
        switch self {
        case .file: "a file"
        case .directory: "a directory"
        case .symbolicLink: "a symbolic link"
        case .hardLink: "a hard link"
        case .special: "a device, pipe or socket"
        }
    }
}

extension Array {
    /// How many elements `isCounted` accepts.
    fileprivate func count(_ isCounted: (Element) -> Bool) -> Int {
        reduce(0) { $0 + (isCounted($1) ? 1 : 0) }
    }
}
