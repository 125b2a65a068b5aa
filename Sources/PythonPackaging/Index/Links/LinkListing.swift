/// The distributions one place lists, by project.
struct LinkListing: Sendable {
    /// The distributions of each project, in the order of the place.
    private(set) var files: [PackageName: [DistributionFile]] = [:]

    /// Sorts links by the project in their file names; what is no distribution is left out.
    init(_ drafts: [FileDraft]) {
        var classifiers: [PackageName: FilenameClassifier] = [:]
        for draft in drafts {
            guard let project = Self.project(of: draft.filename) else { continue }
            let classifier = classifiers.removeValue(forKey: project) ?? FilenameClassifier(project: project)
            if let (kind, version) = classifier.classify(draft.filename) {
                files[project, default: []].append(draft.file(kind, version))
            }
            classifiers[project] = classifier
        }
    }

    /// The project a file name starts with: up to the first hyphen of a wheel's (PEP 427), the last of another's (PEP 625).
    private static func project(of filename: String) -> PackageName? {
        let hyphen = filename.hasSuffix(".whl") ? filename.firstIndex(of: "-") : filename.lastIndex(of: "-")
        guard let hyphen else { return nil }
        return PackageName(String(filename[..<hyphen]))
    }
}
