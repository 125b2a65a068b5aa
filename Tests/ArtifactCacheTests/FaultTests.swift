import ArtifactCache
import Digests
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file system in memory, mounted for one test.
private final class SmallFileSystem {
    let path: String

    init?(in directory: TemporaryDirectory, options: String) {
        path = directory.path + "/mounted"
        mkdir(path, 0o700)
        guard run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path]) == 0 else { return nil }
    }

    deinit { run(["umount", "-l", path]) }
}

@Suite(.enabled(if: getuid() == 0, "mounting file systems and changing users takes root"))
struct FaultTests {
    let directory = TemporaryDirectory()

    @Test(arguments: ["size=3m", "size=40m,nr_inodes=40"])
    func fullFileSystem(options: String) throws {
        let small = try #require(SmallFileSystem(in: directory, options: options))
        var stored: [SHA256Digest] = []
        var failure: StoreError?
        let store = try ArtifactStore(directory: small.path + "/store")
        for seed in 0..<500 where failure == nil {
            do throws(StoreError) {
                stored.append(try store.storeFile(content(seed, bytes: 100_000)).digest)
            } catch {
                failure = error
            }
        }
        #expect(failure?.kind == .noSpace)
        #expect(failure?.errno == ENOSPC)
        #expect(failure?.path.hasPrefix(small.path) == true)
        #expect(failure?.hint?.contains("prune") == true)
        #expect(!stored.isEmpty)
        #expect(names(in: store.directory + "/tmp").isEmpty)
        for (seed, digest) in stored.enumerated() { #expect(try store.load(digest) == content(seed, bytes: 100_000)) }
        // Space comes back, and with it the ability to store.
        for digest in stored.prefix(stored.count / 2) { try store.quarantine(digest) }
        run(["sh", "-c", "rm -rf \(store.directory)/quarantine/*"])
        #expect(try store.load(store.store(content(1000, bytes: 100_000))) != nil)
        #expect(try store.verify(repair: true).isSound)
        withExtendedLifetime(small) {}
    }

    @Test func fullIndex() throws {
        let small = try #require(SmallFileSystem(in: directory, options: "size=2m"))
        let store = try ArtifactStore(directory: small.path + "/store")
        var stored: [SHA256Digest] = []
        var failure: StoreError?
        for seed in 0..<500 where failure == nil {
            do throws(StoreError) {
                stored.append(try store.store(content(seed, bytes: 20_000)))
            } catch {
                failure = error
            }
        }
        #expect(failure?.kind == .noSpace)
        #expect(stored.count > 10)
        for (seed, digest) in stored.enumerated() { #expect(try store.load(digest) == content(seed, bytes: 20_000)) }
        #expect(store.takeNotices().isEmpty)
        withExtendedLifetime(small) {}
    }

    @Test(arguments: ["size=16k", "size=48k", "size=96k", "size=1m,nr_inodes=8"])
    func tooSmallFileSystem(options: String) throws {
        let small = try #require(SmallFileSystem(in: directory, options: options))
        let error = #expect(throws: StoreError.self) { try ArtifactStore(directory: small.path + "/store") }
        #expect(error?.kind == .noSpace, "\(String(describing: error))")
        withExtendedLifetime(small) {}
    }

    @Test func readOnlyFileSystem() throws {
        let small = try #require(SmallFileSystem(in: directory, options: "size=10m"))
        _ = try ArtifactStore(directory: small.path + "/store")
        #expect(run(["mount", "-o", "remount,ro", small.path]) == 0)
        let existing = #expect(throws: StoreError.self) { try ArtifactStore(directory: small.path + "/store") }
        #expect(existing?.kind == .readOnly)
        let new = #expect(throws: StoreError.self) { try ArtifactStore(directory: small.path + "/new") }
        #expect(new?.kind == .readOnly)
        #expect(new?.path == small.path + "/new")
        withExtendedLifetime(small) {}
    }

    @Test(arguments: ["store", "new"])
    func anotherUsersDirectory(name: String) async throws {
        _ = try directory.store()
        chmod(directory.path, 0o755)
        let path = "\(directory.path)/\(name)"
        await #expect(processExitsWith: .success) { [path = path as String] in
            guard setuid(65_534) == 0 else { exit(2) }
            do throws(StoreError) {
                _ = try ArtifactStore(directory: path)
                exit(3)
            } catch {
                exit(error.kind == .permissionDenied && error.errno == EACCES && error.hint != nil ? 0 : 4)
            }
        }
    }
}
