extension ProjectSettings {
    /// Reads the settings from the content of a `pyproject.toml`.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - file: the name messages use.
    /// - Throws: ``ProjectSettingsError`` with the place of the first mistake.
    public init(_ bytes: [UInt8], file: String = "pyproject.toml") throws(ProjectSettingsError) {
        self.init()
        let document: TOMLDocument
        do throws(TOMLDocument.Failure) {
            document = try TOMLDocument(bytes)
        } catch {
            throw ProjectSettingsError(kind: .malformed(error.message), file: file, line: error.line)
        }
        try readProject(try SettingsTable(document, "project", file: file))
        dependencyGroups = try Self.lists("dependency-groups", document, file: file)
        optionalDependencies = try Self.lists("project.optional-dependencies", document, file: file)
        try readFlash(try SettingsTable(document, "tool.flash", file: file))
        try readIndexes(document, file: file)
    }

    private mutating func readProject(_ table: SettingsTable) throws(ProjectSettingsError) {
        projectName = try? table.string("name").flatMap(PackageName.init)
        dependencies = try table.requirements("dependencies")
        let dynamic = try table.strings("dynamic") ?? []
        needsBuildForDependencies =
            table.keys.isEmpty || dynamic.contains { $0 == "dependencies" || $0 == "optional-dependencies" }
        if dynamic.contains("dependencies") {
            warnings.append(
                "\(table.place(of: "dynamic")): dynamic dependencies are not read; list them in a requirements file"
            )
        }
        requiresPython = try table.specifiers("requires-python")
    }

    private mutating func readFlash(_ table: SettingsTable) throws(ProjectSettingsError) {
        exclude = try table.strings("exclude") ?? []
        pythonVersion = try table.string("python-version")
        platform = try table.string("platform")
        indexURL = try table.string("index-url")
        extraIndexURLs = try table.strings("extra-index-urls") ?? []
        noIndex = try table.boolean("no-index")
        try readPlaces(table)
        buildSdists = try table.boolean("build-sdists")
        groups = try table.selections("groups")
        extras = try table.selections("extras")
        constraints = try table.requirements("constraints")
        overrides = try table.requirements("overrides")
        prereleases = try table.boolean("prereleases")
        product = try table.string("product")
        sizeLimit = try table.byteCount("size-limit")
        compression = try table.choice("compression")
        slim = try table.choices("slim")
        do throws(TargetPlatformError) {
            if let pythonVersion { _ = try PythonVersion(pythonVersion) }
        } catch {
            throw table.error("python-version", error.description)
        }
        do throws(TargetPlatformError) {
            if let platform { _ = try TargetPlatform(pythonVersion: "3.12", platform: platform) }
        } catch {
            throw table.error("platform", error.description)
        }
        for key in table.keys where !Self.flashKeys.contains(key) {
            let advice = key.nearest(among: Self.flashKeys).map { "did you mean '\($0)'?" }
            warnings.append(
                "\(table.place(of: key)): unknown key '\(key)' in [tool.flash]" + (advice.map { "; \($0)" } ?? "")
            )
        }
    }

    private mutating func readPlaces(_ table: SettingsTable) throws(ProjectSettingsError) {
        for key in ["index-url", "extra-index-urls"] {
            let urls = key == "index-url" ? [indexURL].compactMap(\.self) : extraIndexURLs
            for url in urls where PackageIndex(url) == nil {
                throw table.error(key, "not an absolute http or https URL")
            }
        }
        for (text, line) in try table.texts("find-links") ?? [] {
            let origin = RequirementOrigin(file: table.file, line: line)
            let resolved = LocalReference.isLocal(text) ? RequirementsReader.resolve(text, beside: table.file) : text
            guard let place = FindLinks(resolved, at: origin) else {
                throw ProjectSettingsError(
                    kind: .invalidValue(key: "find-links", reason: "neither a path nor an http or https URL"),
                    file: table.file,
                    line: line
                )
            }
            findLinks.append(place)
        }
    }

    private static func lists(
        _ path: String,
        _ document: TOMLDocument,
        file: String
    ) throws(ProjectSettingsError) -> NamedDependencies {
        NamedDependencies(table: path, file: file, try SettingsTable(document, path, file: file).entries)
    }

    private static let flashKeys = [
        "build-sdists", "compression", "constraints", "exclude", "extra-index-urls", "extras", "find-links", "groups",
        "index",
        "index-url",
        "no-index", "overrides",
        "platform", "prereleases", "product", "python-version", "size-limit", "slim", "sources",
    ]
}
