import PythonPackaging

extension RequirementCollection {
    /// Takes the project's own dependencies where a requirement names the project itself, as `-e .` does.
    ///
    /// The project's files are packed anyway, so it is not installed a second time.
    mutating func readOwnDependencies() throws(BuildFailure) {
        let named = requirements.filter { Self.isProject($0.requirement.url, root) }
        let unnamed = sources.filter { Self.isProject($0.reference, root) }
        guard !named.isEmpty || !unnamed.isEmpty else { return }
        let path = "\(root)/pyproject.toml"
        let content = FileAccess.contents(of: path)
        note(content, at: path)
        let settings: ProjectSettings
        do throws(ProjectSettingsError) {
            settings = try content.map { bytes throws(ProjectSettingsError) in try ProjectSettings(bytes) } ?? .init()
        } catch {
            throw BuildFailure(describing: error)
        }
        let places = named.map(\.origin) + unnamed.map(\.origin)
        if let first = places.first {
            notes.append("\(first): the project itself is packed as it is; only its dependencies are resolved")
        }
        requirements.removeAll { named.contains($0) }
        guard !settings.needsBuildForDependencies else {
            sources += named.compactMap { UnnamedRequirement($0) }
            return
        }
        sources.removeAll { unnamed.contains($0) }
        let extras = named.flatMap(\.requirement.extras) + unnamed.flatMap(\.extras)
        let known = Set(requirements)
        do throws(ProjectSettingsError) {
            requirements += try settings.requirements(
                includesDependencies: true,
                groups: [],
                extras: Set(extras).sorted().map { DependencySelection(name: $0.normalized) }
            ).filter { !known.contains($0) }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// Names the directories whose `pyproject.toml` says which packages they are.
    mutating func nameDirectories() {
        for source in sources {
            guard case .directory(let path) = source.source.place, !Self.isProject(source.reference, root) else {
                continue
            }
            let top = Self.absolute(path, root) + (source.source.subdirectory.map { "/\($0)" } ?? "")
            guard let content = FileAccess.contents(of: "\(top)/pyproject.toml"),
                let name = (try? ProjectSettings(content))?.projectName
            else { continue }
            requirements.append(source.named(name))
            sources.removeAll { $0 == source }
        }
        for reference in requirements.compactMap(\.requirement.url) + sources.map(\.reference) {
            switch SourceReference(reference)?.place {
            case .directory(let path): directories.append(Self.absolute(path, root))
            case .localArchive(let path):
                let path = Self.absolute(path, root)
                note(FileAccess.contents(of: path), at: path)
            default: break
            }
        }
    }

    /// Fails if something has to be built.
    ///
    /// - Parameter platform: the target, for which requirements may not apply.
    /// - Throws: `requirement` at the place of the first requirement or option that asks for a build.
    func refuseBuilds(for platform: TargetPlatform) throws(BuildFailure) {
        func refuse(_ kind: RequirementsFileError.Kind, _ origin: RequirementOrigin) -> BuildFailure {
            BuildFailure(describing: RequirementsFileError(kind: kind, origin: origin))
        }
        if let request = options.noBinaryRequest, !options.noBinary.isEmpty {
            throw refuse(.sourceOnly(request.value), request.origin)
        }
        for declared in requirements where declared.requirement.applies(to: platform.markerEnvironment) {
            guard let url = declared.requirement.url, let source = SourceReference(url) else { continue }
            throw refuse(source.refusal(url), declared.origin)
        }
        for source in sources where source.marker?.evaluate(in: platform.markerEnvironment, extras: []) ?? true {
            throw refuse(source.source.refusal(source.reference), source.origin)
        }
    }

    /// Fails for a source that does not say which package it limits or replaces.
    static func refuseUnnamed(_ sources: [UnnamedRequirement]) throws(BuildFailure) {
        guard let source = sources.first else { return }
        let kind = RequirementsFileError.Kind.unnamed(source.reference)
        throw BuildFailure(describing: RequirementsFileError(kind: kind, origin: source.origin))
    }

    /// Whether a reference is the project directory itself.
    static func isProject(_ reference: String?, _ root: String) -> Bool {
        guard let source = reference.flatMap({ SourceReference($0) }), source.subdirectory == nil,
            case .directory(let path) = source.place
        else { return false }
        return (try? ProjectWalk(root: absolute(path, root)))?.root == root
    }

    private static func absolute(_ path: String, _ root: String) -> String {
        path.hasPrefix("/") ? path : "\(root)/\(path)"
    }
}

extension SourceReference {
    /// The error of naming this source where nothing may be built.
    fileprivate func refusal(_ text: String) -> RequirementsFileError.Kind {
        switch place {
        case .repository: .versionControl(text)
        case .remoteArchive: .sourceURL(text)
        case .localArchive, .directory: .localPath(text)
        }
    }
}
