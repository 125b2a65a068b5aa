import ArtifactCache
import Digests
import Dispatch
import ManifestGen
import PythonPackaging

/// Builds sources into wheels, each once: the store keeps the wheel under the digest of its source.
struct SourceBuilder: Sendable {
    let store: ArtifactStore
    let platform: TargetPlatform
    /// Where builds find what they require themselves.
    let requirementSources: IndexSources
    let isOffline: Bool
    let environment: [String: String]
    let observer: any BuildObserver

    private static let stage = "source-build"
    /// How many builds run at the same time.
    private static let slots = DispatchSemaphore(value: 2)
    private static let queue = DispatchQueue(label: "flash.source-build", attributes: .concurrent)

    /// Returns the wheel of a source from the store, else builds it.
    ///
    /// - Parameters:
    ///   - source: the source.
    ///   - promise: what its wheel must be.
    /// - Returns: the wheel, which is in the store.
    /// - Throws: why there is no wheel that can be used; nothing of the build is left behind.
    func build(_ source: SourceTree, promise: WheelPromise) async throws(BuildFailure) -> BuiltWheel {
        let minor = platform.pythonVersion.minor
        if let known = try known(source, minor: minor) { return try checked(known, source, promise) }
        let control = ChildControl()
        return try await Self.offload(endingWith: control) { () throws(BuildFailure) in
            let python = try LocalPython(for: minor, environment: environment)
            if python.minor != minor, let known = try known(source, minor: python.minor) {
                return try checked(known, source, promise)
            }
            if control.isEnded { throw BuildFailure(describing: CancellationError()) }
            if python.minor != minor {
                observer.observe(
                    .warning(
                        "\(source.label) is built with Python 3.\(python.minor), because no Python 3.\(minor) with pip "
                            + "was found; what its build decides by the version may differ."
                    )
                )
            }
            return try build(source, promise, python, control)
        }
    }

    /// Runs blocking work beside the other tasks; cancelling the task ends the child process that it runs.
    static func offload<Result: Sendable>(
        endingWith control: ChildControl,
        _ work: @escaping @Sendable () throws(BuildFailure) -> Result
    ) async throws(BuildFailure) -> Result {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Swift.Result<Result, BuildFailure>, Never>) in
                queue.async {
                    slots.wait()
                    defer { slots.signal() }
                    do throws(BuildFailure) {
                        continuation.resume(returning: .success(try work()))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            control.end()
        }
        return try outcome.get()
    }

    private func known(_ source: SourceTree, minor: Int) throws(BuildFailure) -> BuiltWheel? {
        do throws(StoreError) {
            return try store.result(for: key(source, minor)).flatMap { BuiltWheel(encoded: $0.value) }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// A wheel that was built for one requirement may not be what another promises.
    private func checked(
        _ known: BuiltWheel,
        _ source: SourceTree,
        _ promise: WheelPromise
    ) throws(BuildFailure) -> BuiltWheel {
        try promise.check(known.filename, label: source.label, platform: platform)
        return known
    }

    private func build(
        _ source: SourceTree,
        _ promise: WheelPromise,
        _ python: LocalPython,
        _ control: ChildControl
    ) throws(BuildFailure) -> BuiltWheel {
        let scratch = try ScratchDirectory(environment: environment)
        CriticalSection.outputs.onExit {
            control.end()
            scratch.remove()
        }
        defer { scratch.remove() }
        observer.observe(.building(name: source.label))
        let run = WheelBuild(
            python: python,
            sources: requirementSources,
            isOffline: isOffline,
            environment: environment,
            control: control
        )
        let directory = try source.place(in: "\(scratch.path)/source")
        let wheels = try run.run(directory, label: source.label, in: scratch.path)
        let (path, filename) = try promise.check(wheels, label: source.label, platform: platform)
        return try keep(path, filename, as: key(source, python.minor))
    }

    private func keep(
        _ path: String,
        _ filename: WheelFilename,
        as key: ResultKey
    ) throws(BuildFailure) -> BuiltWheel {
        guard let content = FileAccess.contents(of: path) else { throw .inputOutput("read", path) }
        do throws(StoreError) {
            let digest = try store.store(content)
            let built = BuiltWheel(filename: filename, sha256: digest, bytes: UInt64(content.count))
            try store.record(ActionResult(value: built.encoded, blobs: [digest]), for: key)
            return built
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private func key(_ source: SourceTree, _ minor: Int) -> ResultKey {
        ResultKey(
            stage: Self.stage,
            input: SHA256Digest(of: "\(Self.stage) 1 \(ToolVersion.current)\npython 3.\(minor)\n\(source.digest.hex)")
        )
    }
}
