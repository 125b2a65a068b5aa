import ArtifactArchive
import ArtifactCache
import Digests
import PythonPackaging

/// A wheel that was made of a source and is in the store.
struct BuiltWheel: Sendable, Hashable {
    /// Its name.
    var filename: WheelFilename
    /// Its digest.
    var sha256: SHA256Digest
    /// Its size in bytes.
    var bytes: UInt64

    private static let header = "flash-source-build 1"

    init(filename: WheelFilename, sha256: SHA256Digest, bytes: UInt64) {
        self.filename = filename
        self.sha256 = sha256
        self.bytes = bytes
    }

    /// Reads the stored form; `nil` when it is of another version or damaged.
    init?(encoded: [UInt8]) {
        let fields = String(decoding: encoded, as: UTF8.self).split(separator: "\n")
        guard fields.count == 4, fields[0] == Self.header, let filename = WheelFilename(String(fields[1])),
            let sha256 = SHA256Digest(hex: fields[2]), let bytes = UInt64(fields[3])
        else { return nil }
        self.init(filename: filename, sha256: sha256, bytes: bytes)
    }

    /// The form kept in the store.
    var encoded: [UInt8] { Array("\(Self.header)\n\(filename)\n\(sha256.hex)\n\(bytes)\n".utf8) }

    /// The wheel as the resolver and the index client see a file.
    var file: DistributionFile {
        DistributionFile(
            LockFile.Wheel(filename: filename, url: "built+sha256:\(sha256.hex)", bytes: bytes, sha256: sha256)
        )
    }
}

/// What a source has promised that its wheel will be.
struct WheelPromise: Sendable, Hashable {
    /// The package; `nil` when the source is to tell.
    var name: PackageName?
    /// The version; `nil` when the source is to tell.
    var version: Version?

    /// Checks what a build left behind.
    ///
    /// - Parameters:
    ///   - wheels: the paths of the wheels.
    ///   - label: how messages name the source.
    ///   - platform: the target.
    /// - Returns: the wheel's path and name.
    /// - Throws: `source-build` unless there is exactly one wheel, as promised, that runs everywhere.
    func check(
        _ wheels: [String],
        label: String,
        platform: TargetPlatform
    ) throws(BuildFailure) -> (path: String, filename: WheelFilename) {
        guard let path = wheels.first, wheels.count == 1, let text = path.split(separator: "/").last,
            let filename = WheelFilename(String(text))
        else {
            let found = wheels.isEmpty ? "no wheel" : "\(wheels.count) files instead of one wheel (PEP 427)"
            throw BuildFailure(.badInput, code: "source-build", "The build of \(label) made \(found).")
        }
        let metadata = try Self.metadata(path, label)
        guard metadata.name == filename.name, metadata.version == filename.version else {
            throw BuildFailure(
                .badInput,
                code: "source-build",
                "The build of \(label) made \(filename), whose METADATA is that of "
                    + "\(metadata.name.normalized) \(metadata.version)."
            )
        }
        try check(filename, label: label, platform: platform)
        return (path, filename)
    }

    /// Checks what a wheel's name says.
    ///
    /// - Parameters:
    ///   - filename: the name.
    ///   - label: how messages name the source.
    ///   - platform: the target.
    /// - Throws: `not-pure` or `other-package`.
    func check(_ filename: WheelFilename, label: String, platform: TargetPlatform) throws(BuildFailure) {
        guard filename.tags.allSatisfy({ $0.abi == "none" && $0.platform == "any" }) else {
            throw BuildFailure(
                .badInput,
                code: "not-pure",
                "\(label) is not pure Python: its build made \(filename), which runs on machines like this one only.",
                hint: "Only wheels tagged none-any can be built here. Use a version that has a wheel for \(platform)."
            )
        }
        guard filename.priority(on: platform) != nil else {
            throw BuildFailure(
                .badInput,
                code: "not-pure",
                "The build of \(label) made \(filename), which is not for Python \(platform.pythonVersion.minorText).",
                hint: "Install Python \(platform.pythonVersion.minorText) with pip, or name one with FLASH_PYTHON."
            )
        }
        guard (name ?? filename.name) == filename.name, (version ?? filename.version) == filename.version else {
            let expected = [(name ?? filename.name).normalized, version?.description].compactMap(\.self)
            throw BuildFailure(
                .badInput,
                code: "other-package",
                "\(label) should be \(expected.joined(separator: " ")), but its build makes "
                    + "\(filename.name.normalized) \(filename.version).",
                hint: "Correct the name in the requirement, or use another version."
            )
        }
    }

    private static func metadata(_ path: String, _ label: String) throws(BuildFailure) -> CoreMetadata {
        do {
            let archive = try ZipArchive(path: path)
            let entry = archive.entries.first { entry in
                let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
                return parts.count == 2 && parts[1] == "METADATA" && parts[0].hasSuffix(".dist-info")
            }
            guard let entry else {
                throw BuildFailure(.badInput, code: "source-build", "The wheel built from \(label) has no METADATA.")
            }
            return try CoreMetadata(try archive.contents(of: entry, limit: 16 << 20))
        } catch let failure as BuildFailure {
            throw failure
        } catch {
            throw BuildFailure(
                .badInput,
                code: "source-build",
                "The wheel built from \(label) cannot be used: \(error)."
            )
        }
    }
}
