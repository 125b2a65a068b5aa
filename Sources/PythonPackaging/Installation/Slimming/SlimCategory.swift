/// A kind of files that packages rarely need when they run, and that are left out on request.
public enum SlimCategory: String, Hashable, Sendable, Codable, CaseIterable {
    /// Directories `tests` and `test` inside of packages.
    case tests
    /// Directories `examples` and `example` inside of packages.
    case examples
    /// Directories `docs` and `doc` without modules inside of packages, `share/doc`, `share/man`.
    case docs
    /// What C, C++ and Cython code includes.
    case headers
    /// What compiled modules were made from.
    case sources
    /// What type checkers read: `.pyi` and `py.typed`.
    case stubs

    /// The names of the directories that make up the category; none when single files do.
    var directoryNames: [String] {
        switch self {
        case .tests: ["tests", "test"]
        case .examples: ["examples", "example"]
        case .docs: ["docs", "doc"]
        case .headers, .sources, .stubs: []
        }
    }

    /// The endings of the files that make up the category, without the dot.
    var suffixes: Set<String> {
        switch self {
        case .tests, .examples, .docs: []
        case .headers: ["h", "hh", "hpp", "hxx", "cuh", "inl", "ipp", "tpp", "pxd"]
        case .sources: ["pyx", "pxi", "c", "cc", "cpp", "cxx", "cu", "f", "f77", "f90", "f95", "rs"]
        case .stubs: ["pyi"]
        }
    }
}

/// A file of a wheel that is left out.
public struct SlimmedFile: Hashable, Sendable {
    /// The path it would have been installed at.
    public let path: String
    /// What it is.
    public let category: SlimCategory
    /// The position of its entry in the list the plan was made from.
    public let position: Int
    /// Its size in bytes.
    public let bytes: UInt64

    /// Describes a file that is left out.
    public init(path: String, category: SlimCategory, position: Int, bytes: UInt64) {
        self.path = path
        self.category = category
        self.position = position
        self.bytes = bytes
    }
}
