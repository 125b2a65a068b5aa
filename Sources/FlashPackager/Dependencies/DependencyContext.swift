import ArtifactCache
import HTTPTransport
import PythonPackaging

/// What packages are chosen by: the requirements, the target, and the index they come from.
struct DependencyContext: Sendable {
    private(set) var collection: RequirementCollection
    private(set) var target: Target
    private(set) var client: IndexClient
    private(set) var sources: SourceDistributions
    let store: ArtifactStore
    let options: BuildOptions
    let observer: any BuildObserver

    /// Settles the target and the index for the requirements of `collection`, and tells what was ignored in them.
    init(
        _ collection: RequirementCollection,
        options: BuildOptions,
        store: ArtifactStore,
        observer: any BuildObserver
    ) throws(BuildFailure) {
        self.collection = collection
        self.store = store
        self.options = options
        self.observer = observer
        for note in collection.notes { observer.observe(.warning(note)) }
        target = try Target(options, collection)
        if !target.builds.allowsBuilds { try collection.refuseBuilds(for: target.platform) }
        client = IndexClient(
            sources: target.sources,
            store: store,
            http: HTTPClient(
                configuration: HTTPClientConfiguration(environment: options.environment, version: ToolVersion.current)
            ),
            policy: IndexPolicy(isOffline: options.isOffline, refreshes: options.refreshesIndex)
        )
        let builder = SourceBuilder(
            store: store,
            platform: target.platform,
            requirementSources: target.sources,
            isOffline: options.isOffline,
            environment: options.environment,
            observer: observer
        )
        sources = SourceDistributions(client: client, builder: builder, root: collection.root)
    }

    /// The same context for other requirements.
    func replacing(_ collection: RequirementCollection) -> DependencyContext {
        var context = self
        context.collection = collection
        return context
    }

    /// The same context for another form of the archive.
    func forming(_ form: PackageForm) -> DependencyContext {
        var context = self
        context.target.form = form
        return context
    }

    /// The same for a lock file in `directory`, which paths of local files are relative to (PEP 751).
    func moved(to directory: String) -> DependencyContext {
        guard directory != collection.root else { return self }
        var moved = self
        moved.collection = collection.moved(to: directory)
        moved.target.sources = target.sources.moved(to: directory)
        moved.client = client.with(sources: moved.target.sources)
        moved.sources = sources.moved(to: directory, client: moved.client)
        return moved
    }

    /// The planner for these requirements.
    var planner: DependencyPlanner {
        DependencyPlanner(
            options: options,
            target: target,
            requirements: collection.requirements,
            constraints: collection.constraints,
            overrides: collection.overrides,
            requiresHashes: collection.options.requireHashes,
            client: client,
            sources: sources,
            root: collection.root,
            observer: observer
        )
    }

    /// The lock file's content at `path`; `nil` when there is none, or when it is damaged and will be written anew.
    func lockFile(at path: String, forgivesDamage: Bool) -> [UInt8]? {
        guard let content = FileAccess.contents(of: path) else { return nil }
        if forgivesDamage, (try? LockFile(content)) == nil {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            observer.observe(.warning("\(name) is damaged; it is written anew."))
            return nil
        }
        return content
    }

    /// The versions that another tool's lock file in `directory` holds; the first file there is decides.
    func foreignVersions(in directory: String) -> [PackageName: Version] {
        for format in ForeignLock.Format.allCases {
            guard let content = FileAccess.contents(of: "\(directory)/\(format.filename)") else { continue }
            do throws(LockFileError) {
                let lock = try ForeignLock(content, format: format, environment: target.platform.markerEnvironment)
                observer.observe(.note("prefers the versions of \(format.filename)"))
                return lock.versions
            } catch {
                let place = error.line > 0 ? "\(error.file):\(error.line)" : error.file
                observer.observe(.warning("\(place): \(error.message); its versions are not preferred."))
            }
        }
        return [:]
    }
}
