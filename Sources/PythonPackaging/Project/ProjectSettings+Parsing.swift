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
        try readExtras(try SettingsTable(document, "project.optional-dependencies", file: file))
        try readFlash(try SettingsTable(document, "tool.flash", file: file))
    }

    private mutating func readProject(_ table: SettingsTable) throws(ProjectSettingsError) {
        name = try table.string("name").flatMap { PackageName($0) }
        dependencies = try Self.requirements(table, "dependencies")
        let dynamic = try table.strings("dynamic") ?? []
        needsBuildForDependencies =
            table.keys.isEmpty || dynamic.contains { $0 == "dependencies" || $0 == "optional-dependencies" }
        if dynamic.contains("dependencies") {
            warnings.append(
                "\(table.place(of: "dynamic")): dynamic dependencies are not read; list them in a requirements file"
            )
        }
        guard let text = try table.string("requires-python") else { return }
        do throws(RequirementError) {
            requiresPython = try VersionSpecifiers(text)
        } catch {
            throw table.error("requires-python", error.description)
        }
    }

    private mutating func readExtras(_ table: SettingsTable) throws(ProjectSettingsError) {
        for key in table.keys {
            optionalDependencies[PackageName(normalizing: key)] = try Self.requirements(table, key)
        }
    }

    private static func requirements(
        _ table: SettingsTable,
        _ key: String
    ) throws(ProjectSettingsError) -> [DeclaredRequirement] {
        var requirements: [DeclaredRequirement] = []
        for (text, line) in try table.texts(key) ?? [] {
            let origin = RequirementOrigin(file: table.file, line: line)
            do throws(RequirementsFileError) {
                requirements.append(try DeclaredRequirement(parsing: text, origin: origin))
            } catch {
                throw ProjectSettingsError(kind: .dependency(error), file: table.file, line: origin.line)
            }
        }
        return requirements
    }

    private mutating func readFlash(_ table: SettingsTable) throws(ProjectSettingsError) {
        exclude = try table.strings("exclude") ?? []
        pythonVersion = try table.string("python-version")
        platform = try table.string("platform")
        indexURL = try table.string("index-url")
        extraIndexURLs = try table.strings("extra-index-urls") ?? []
        findLinks = try table.strings("find-links") ?? []
        buildSdists = try table.boolean("build-sdists")
        prereleases = try table.boolean("prereleases")
        product = try table.string("product")
        sizeLimit = try table.byteCount("size-limit")
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

    private static let flashKeys = [
        "build-sdists", "exclude", "extra-index-urls", "find-links", "index-url", "platform", "prereleases", "product",
        "python-version",
        "size-limit",
    ]
}
