import ArtifactCache
import Digests
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct OpeningTests {
    let directory = TemporaryDirectory(inMemory: true)

    @Test func createsPrivateDirectories() throws {
        let store = try directory.store("a/b/store")
        #expect(readFile(store.directory + "/format") == Array("1\n".utf8))
        for name in ["", "/blobs", "/tmp", "/quarantine", "/leases", "/..", "/../.."] {
            var status = stat()
            #expect(stat(store.directory + name, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700, "\(name)")
        }
        #expect(store.takeNotices().isEmpty)
        #expect(names(in: store.directory + "/tmp").isEmpty)
    }

    @Test func takesOverEndedLeases() throws {
        for _ in 0..<5 {
            let store = try directory.store()
            let second = try directory.store()
            #expect(names(in: store.directory + "/leases").count == 2)
            #expect(second.directory == store.directory)
        }
        #expect(names(in: directory.path + "/store/leases").count == 2)
    }

    @Test(arguments: [
        ("2\n", StoreError.Kind.unsupportedFormat, "format 2"),
        ("999999999999", .unsupportedFormat, "format 999999999999"),
        ("", .notAStore, "not the version file"),
        ("one", .notAStore, "not the version file"),
        ("-1", .notAStore, "not the version file"),
        ("99999999999999999999999999999", .notAStore, "not the version file"),
    ])
    func refusesOtherFormats(format: String, kind: StoreError.Kind, message: String) throws {
        _ = try directory.store()
        writeFile(directory.path + "/store/format", Array(format.utf8))
        let error = #expect(throws: StoreError.self) { try directory.store() }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(message) == true)
        #expect(error?.hint != nil)
        #expect(#expect(throws: StoreError.self) { try directory.store() } == error)
    }

    @Test func refusesForeignDirectories() throws {
        writeFile(directory.path + "/thesis.tex", [1])
        let error = #expect(throws: StoreError.self) { try ArtifactStore(directory: directory.path) }
        #expect(error?.kind == .notAStore)
        #expect(error?.description.contains("thesis.tex") == true)
        #expect(names(in: directory.path) == ["thesis.tex"])
    }

    @Test(arguments: ["", "/inside", "/deeply/inside"])
    func refusesFilesInPlaceOfDirectories(suffix: String) throws {
        writeFile(directory.path + "/file", [1])
        let error = #expect(throws: StoreError.self) { try directory.store("file" + suffix) }
        #expect(error?.kind == .notADirectory)
        #expect(error?.errno == ENOTDIR)
        #expect(error?.path.hasPrefix(directory.path) == true)
        #expect(error?.hint?.contains("FLASH_CACHE_PATH") == true)
    }

    @Test func repairsMissingParts() throws {
        let digest = try directory.store().storeFile(content(1, bytes: 100)).digest
        for name in ["tmp", "leases", "quarantine", "lock", "format"] {
            run(["rm", "-rf", "\(directory.path)/store/\(name)"])
        }
        let store = try directory.store()
        #expect(try store.load(digest) == content(1, bytes: 100))
        #expect(readFile(store.directory + "/format") == Array("1\n".utf8))
    }

    @Test func removesAbandonedTemporaryFiles() throws {
        let store = try directory.store()
        let alive = try store.makeWriter()
        try alive.append(content(1, bytes: 100))
        let old = "\(store.directory)/tmp/old"
        let recent = "\(store.directory)/tmp/recent"
        writeFile(old, [1])
        writeFile(recent, [1])
        let past = time(nil) - 3700
        for name in names(in: store.directory + "/tmp") where name != "recent" {
            var times = [timeval(tv_sec: past, tv_usec: 0), timeval(tv_sec: past, tv_usec: 0)]
            utimes("\(store.directory)/tmp/\(name)", &times)
        }
        _ = try directory.store()
        #expect(readFile(old) == nil)
        #expect(readFile(recent) == [1])
        #expect(try store.load(alive.finish(expecting: nil).digest) == content(1, bytes: 100))
    }

    @Test(arguments: [
        (["FLASH_CACHE_PATH": "/x/y", "XDG_CACHE_HOME": "/c", "HOME": "/h"], "/x/y"),
        (["FLASH_CACHE_PATH": "~/y", "HOME": "/h"], "/h/y"),
        (["FLASH_CACHE_PATH": "rel", "HOME": "/h"], "rel"),
        (["FLASH_CACHE_PATH": "", "XDG_CACHE_HOME": "/c", "HOME": "/h"], "/c/flash"),
        (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/flash"),
        (["HOME": "/h"], "/h/.cache/flash"),
    ])
    func defaultDirectory(environment: [String: String], expected: String) throws {
        #if !os(macOS)
            #expect(try ArtifactStore.defaultDirectory(environment: environment) == expected)
        #endif
    }
}
