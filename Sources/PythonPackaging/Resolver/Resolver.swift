/// Chooses one version of each package for one target environment.
///
/// The solver is PubGrub: if there is a solution it finds one, and if there is none it can say why.
public struct Resolver: Sendable {
    private let provider: any PackageProvider
    private let platform: TargetPlatform
    private let options: ResolverOptions

    /// Creates a resolver.
    ///
    /// - Parameters:
    ///   - provider: Where versions and dependencies come from.
    ///   - platform: The environment that markers are evaluated for.
    ///   - options: What may be chosen and what is left out.
    public init(provider: any PackageProvider, platform: TargetPlatform, options: ResolverOptions = .init()) {
        self.provider = provider
        self.platform = platform
        self.options = options
    }

    /// Finds the versions that satisfy all requirements, preferring the newest.
    ///
    /// Where nothing else satisfies them, versions count that exclude the target's Python as too new: such bounds are
    /// often guesses made before that Python existed.
    ///
    /// - Parameter requirements: The user's own requirements; their order decides between equally good answers.
    /// - Returns: The chosen packages and why each is needed.
    /// - Throws: A ``ResolutionError``.
    public func resolve(_ requirements: [DeclaredRequirement]) async throws(ResolutionError) -> Resolution {
        let contradiction: ResolutionError
        do throws(ResolutionError) {
            return try await solve(requirements)
        } catch {
            guard case .unsatisfiable = error, await provider.ignorePythonUpperBounds() else { throw error }
            contradiction = error
        }
        do throws(ResolutionError) {
            return try await solve(requirements)
        } catch {
            if case .unsatisfiable = error { throw contradiction }
            throw error
        }
    }

    private func solve(_ requirements: [DeclaredRequirement]) async throws(ResolutionError) -> Resolution {
        let scope = RequirementScope(
            environment: platform.markerEnvironment,
            exclusions: options.exclusions,
            overrides: options.overrides
        )
        let requests = ProviderRequests(provider: provider, scope: scope, preferences: options.preferences)
        let task = Task {
            var engine = ResolutionEngine(requests: requests, platform: platform, scope: scope, options: options)
            return try await engine.run(requirements)
        }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        await requests.cancel()
        do {
            return try result.get()
        } catch let error as ResolutionError {
            throw error
        } catch {
            throw .cancelled
        }
    }
}
