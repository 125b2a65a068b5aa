import Digests
import ManifestGen
import PythonPackaging

/// The files an archive should have, by the project's files in its manifest and the `RECORD`s of its packages.
struct ExpectedFiles: Sendable {
    /// What one source says of a file.
    struct Expectation: Sendable {
        /// The package; `nil` for the project.
        var package: String?
        /// The digest; `nil` when there is none to compare with.
        var sha256: SHA256Digest?
        /// The length in bytes, when it is told.
        var bytes: UInt64?
        /// Whether the file may be executed, when it is told.
        var isExecutable: Bool?
        /// Whether the archive may be without it.
        var isOptional = false
    }

    /// What should be at each path, in the order of the archive: where packages overlap, each brings its own file, and
    /// unpacking leaves the last.
    private(set) var expectations: [String: [Expectation]] = [:]
    /// What is wrong with the lists themselves.
    private(set) var faults = FaultList()

    /// Collects what `manifest` and the packages' records list.
    init(_ manifest: StoredManifest?, packages: [ArtifactContents.Package]) {
        let isStrict = manifest?.hasDigests ?? false
        for package in packages {
            guard let files = package.files else {
                faults.add(
                    ArtifactFault(
                        .record,
                        package.recordPath,
                        of: package.name,
                        "the RECORD of \(package.name) is missing or cannot be read"
                    )
                )
                continue
            }
            for (path, item) in files {
                let isRecord = path == package.recordPath
                let expectation = Expectation(
                    package: package.name,
                    sha256: isRecord ? package.recordDigest : item.sha256,
                    bytes: isRecord ? nil : item.bytes,
                    // Archives of the reference have no bytecode, which pip lists with or without a digest.
                    isOptional: !isStrict && (item.sha256 == nil || path.hasSuffix(".pyc"))
                )
                expectations[path, default: []].append(expectation)
                if isStrict, !isRecord, item.sha256 == nil {
                    faults.add(
                        ArtifactFault(.record, path, of: package.name, "the RECORD has no SHA-256 digest for it")
                    )
                }
            }
            if isStrict, files[package.recordPath] == nil {
                expectations[package.recordPath, default: []]
                    .append(Expectation(package: package.name, sha256: package.recordDigest))
            }
        }
        for file in manifest?.files ?? [] {
            expectations[file.path, default: []].append(
                Expectation(
                    package: nil,
                    sha256: file.sha256,
                    bytes: file.bytes,
                    isExecutable: file.executable ?? false
                )
            )
        }
        // Its content is compared with the manifest beside the archive.
        expectations[Manifest.filename, default: []].append(Expectation(package: nil, isOptional: !isStrict))
    }
}
