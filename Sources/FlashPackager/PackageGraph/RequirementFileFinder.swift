/// Collects the requirement files of directories, each once, in the order of the visits.
struct RequirementFileFinder {
    /// The absolute paths found.
    private(set) var paths: [String] = []

    /// Looks into one directory of a project.
    ///
    /// - Parameters:
    ///   - prefix: the directory relative to the project, empty or with `/` at the end.
    ///   - listing: the project's files.
    mutating func visit(_ prefix: String, of listing: ProjectListing) {
        for name in ["requirements.txt", "pyproject.toml"] {
            let relative = prefix + name
            guard listing.files(at: relative).first?.path == relative else { continue }
            let path = listing.root + "/" + relative
            if !paths.contains(path) { paths.append(path) }
        }
    }
}
