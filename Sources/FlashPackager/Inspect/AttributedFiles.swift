import ArtifactArchive

/// The files of an archive with the packages they belong to, and the sums of each package.
struct AttributedFiles: Sendable {
    /// What the files of one owner weigh.
    struct Sums: Sendable {
        var bytes: UInt64 = 0
        var unpackedBytes: UInt64 = 0
        var files = 0
    }

    /// The files in the order of the archive.
    private(set) var files: [InspectedFile] = []
    /// The sums of the packages, in their order.
    private(set) var packages: [Sums]
    /// The sums of all other files.
    private(set) var project = Sums()

    /// Finds the owner of each file by the packages' records, in the order of the archive where several list it.
    init(_ contents: ArtifactContents, packages found: [ArtifactContents.Package], _ manifest: StoredManifest?) {
        var owners: [String: [Int]] = [:]
        for (index, package) in found.enumerated() {
            for path in (package.files ?? [:]).keys { owners[path, default: []].append(index) }
        }
        var indices: [[Int]] = Array(repeating: [], count: found.count + 1)
        var seen: [String: Int] = [:]
        for entry in contents.entries where entry.member.kind != .directory {
            let path = ArtifactContents.normalized(entry.member.path)
            var owner: Int?
            if let all = owners[path] {
                owner = all[min(seen[path, default: 0], all.count - 1)]
                seen[path, default: 0] += 1
            }
            indices[owner ?? found.count].append(files.count)
            files.append(
                InspectedFile(
                    path: path,
                    package: owner.map { found[$0].name },
                    bytes: entry.compressedBytes,
                    unpackedBytes: entry.member.bytes
                )
            )
        }
        packages = []
        // The manifest tells exactly how many bytes a package takes; its files only share them by their places.
        let exact = Dictionary((manifest?.packages ?? []).map { ($0.name, $0.bytes) }) { first, _ in first }
        for (index, package) in found.enumerated() {
            if let bytes = exact[package.name], bytes <= contents.bytes { share(bytes, among: indices[index]) }
            packages.append(sums(of: indices[index]))
        }
        project = sums(of: indices[found.count])
    }

    private func sums(of indices: [Int]) -> Sums {
        indices.reduce(into: Sums()) { sums, index in
            sums.bytes += files[index].bytes
            sums.unpackedBytes += files[index].unpackedBytes
            sums.files += 1
        }
    }

    /// Scales the shares of files so that they add up to `bytes`.
    private mutating func share(_ bytes: UInt64, among indices: [Int]) {
        let total = indices.reduce(UInt64(0)) { $0 + files[$1].bytes }
        guard total > 0, total != bytes else { return }
        let factor = Double(bytes) / Double(total)
        var before: UInt64 = 0
        for index in indices {
            let start = UInt64(Double(before) * factor)
            before += files[index].bytes
            files[index].bytes = (before == total ? bytes : UInt64(Double(before) * factor)) - start
        }
    }
}
