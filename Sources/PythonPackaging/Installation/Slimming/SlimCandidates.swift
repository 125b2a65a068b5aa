/// Which installed paths belong to a category, as far as paths tell.
struct SlimCandidates {
    /// What a path is.
    enum Match: Hashable {
        /// A file that can go by itself.
        case file(SlimCategory)
        /// Part of a directory that stays or goes as a whole.
        case directory(String, SlimCategory)

        var category: SlimCategory {
            switch self {
            case .file(let category), .directory(_, let category): category
            }
        }
    }

    private let categories: [SlimCategory]

    init(_ categories: Set<SlimCategory>, of package: PackageName) {
        let kept: Set<SlimCategory> = Self.compilesWhenItRuns(package) ? [.headers, .sources] : []
        // A file is counted under the first category that it belongs to.
        self.categories = SlimCategory.allCases.filter { categories.contains($0) && !kept.contains($0) }
    }

    /// Tells what the file at `path` is; `nil` for what is never left out.
    func match(_ path: String) -> Match? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 1, let name = parts.last, !Self.isIndispensable(parts[0], name) else { return nil }
        for category in categories {
            if let directory = directory(parts, category) { return .directory(directory, category) }
            if isFile(parts, category) { return .file(category) }
        }
        return nil
    }

    /// The outermost directory of the category that holds the file.
    ///
    /// A package's own directory is never one.
    private func directory(_ parts: [String], _ category: SlimCategory) -> String? {
        if Self.schemes.contains(parts[0]) {
            let isManual = parts[0] == "share" && parts.count > 2 && ["doc", "man"].contains(parts[1])
            return category == .docs && isManual ? "share/\(parts[1])" : nil
        }
        let names = category.directoryNames
        guard !names.isEmpty,
            let index = parts.indices.dropFirst().dropLast().first(where: { names.contains(parts[$0]) })
        else { return nil }
        return parts[...index].joined(separator: "/")
    }

    private func isFile(_ parts: [String], _ category: SlimCategory) -> Bool {
        let isInstalledHeader = parts[0] == "include"
        guard let name = parts.last, isInstalledHeader || !Self.schemes.contains(parts[0]) else { return false }
        if category == .stubs, name == "py.typed" { return true }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            // The standard headers of C++ and those of Eigen have no ending.
            return category == .headers && parts.dropLast().contains("include")
        }
        return category.suffixes.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Where wheels put what is no package (PEP 427, "The .data directory").
    private static let schemes: Set<String> = ["bin", "etc", "include", "lib", "share"]

    /// Metadata, licences (PEP 639, "License-File") and compiled code stay.
    private static func isIndispensable(_ top: String, _ name: String) -> Bool {
        let upper = name.uppercased()
        return top.hasSuffix(".dist-info")
            || ["LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS"].contains { upper.hasPrefix($0) }
            || name.contains(".so.") || [".so", ".pyd", ".dylib", ".dll", ".a"].contains { name.hasSuffix($0) }
    }

    /// Packages that hand headers or sources to a compiler on the worker, or whose purpose they are.
    private static func compilesWhenItRuns(_ package: PackageName) -> Bool {
        compilers.contains { pattern in
            pattern.hasSuffix("*")
                ? package.normalized.hasPrefix(pattern.dropLast()) : package.normalized == pattern
        }
    }

    static let compilers = [
        "apache-tvm*", "cffi", "cppyy*", "cuda-*", "cupy*", "cython", "deepspeed*", "flashinfer*", "keopscore",
        "nanobind",
        "numba*", "nvidia-*", "pybind11*", "pycuda", "pykeops", "pyopencl", "pythran", "pytorch-triton*", "sgl-kernel",
        "taichi*", "tilelang", "torch", "triton*", "warp-lang", "ziglang",
    ]
}
