/// The environment a build is made for: CPython on Linux x86_64 with a given glibc.
///
/// It is fixed data: the machine that packages has no influence on it.
public struct TargetPlatform: Sendable {
    /// The interpreter.
    public let pythonVersion: PythonVersion
    /// The minor version of the oldest glibc 2 the artifact must run on.
    public let glibcMinor: Int
    private let table: TagTable

    /// Python 3.12 on glibc 2.35, what the worker images have.
    public static let standard = TargetPlatform(pythonVersion: PythonVersion.newest[2], glibcMinor: 35)

    init(pythonVersion: PythonVersion, glibcMinor: Int) {
        self.pythonVersion = pythonVersion
        self.glibcMinor = glibcMinor
        self.table = TagTable(pythonVersion: pythonVersion, glibcMinor: glibcMinor)
    }

    /// Creates a target.
    ///
    /// - Parameters:
    ///   - pythonVersion: `3.12` for the newest known patch release, or `3.12.1`.
    ///   - platform: `manylinux_2_N_x86_64`, `manylinux2014_x86_64` (or `2010`, `1`), or `linux_x86_64` for glibc 2.35.
    /// - Throws: ``TargetPlatformError`` when one of them is unknown or not supported.
    public init(pythonVersion: String, platform: String = "linux_x86_64") throws(TargetPlatformError) {
        let version = try PythonVersion(pythonVersion)
        self.init(pythonVersion: version, glibcMinor: try Self.glibcMinor(of: platform))
    }

    /// The processor architecture.
    public var architecture: String { "x86_64" }

    /// The platform as a tag, for example `manylinux_2_35_x86_64`.
    public var platform: String { "manylinux_2_\(glibcMinor)_\(architecture)" }

    /// The tags a wheel may carry, best first.
    public var tags: [WheelTag] { table.tags }

    /// The values markers see.
    public var markerEnvironment: MarkerEnvironment { MarkerEnvironment(cpython: pythonVersion) }

    /// The position of `tag` among ``tags``; `nil` when wheels with it do not run here.
    public func priority(of tag: WheelTag) -> Int? { table.priorities[tag] }

    /// The position of the best of the tags in a wheel's name, such as `py2.py3-none-any`; `nil` when none runs here.
    func priority(ofTags text: String) -> Int? { table.priority(ofTags: text) }

    private static func glibcMinor(of platform: String) throws(TargetPlatformError) -> Int {
        let legacy = ["manylinux1": 5, "manylinux2010": 12, "manylinux2014": 17, "linux": standardGlibcMinor]
        let suffix = "_x86_64"
        let known = ["aarch64", "i686", "armv7l", "ppc64le", "s390x", "musllinux", "macosx", "win"]
        guard platform.hasSuffix(suffix), !known.contains(where: { platform.contains($0) }) else {
            let isForeign = known.contains { platform.contains($0) }
            throw isForeign ? .unsupportedPlatform(platform) : .unknownPlatform(platform)
        }
        let name = platform.dropLast(suffix.count)
        if let minor = legacy[String(name)] { return minor }
        let prefix = "manylinux_2_"
        guard name.hasPrefix(prefix), let minor = Int(name.dropFirst(prefix.count)), (5...99).contains(minor),
            name == "\(prefix)\(minor)"
        else { throw .unknownPlatform(platform) }
        return minor
    }

    private static var standardGlibcMinor: Int { 35 }
}

extension TargetPlatform: Hashable {
    /// Whether both describe the same interpreter and C library.
    public static func == (left: Self, right: Self) -> Bool {
        left.pythonVersion == right.pythonVersion && left.glibcMinor == right.glibcMinor
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(pythonVersion)
        hasher.combine(glibcMinor)
    }
}

extension TargetPlatform: CustomStringConvertible {
    /// The target in words: `Python 3.12.12 on manylinux_2_35_x86_64`.
    public var description: String { "Python \(pythonVersion) on \(platform)" }
}
