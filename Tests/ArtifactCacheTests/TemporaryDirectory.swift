import ArtifactCache
import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory that is removed with everything in it when the test is done.
final class TemporaryDirectory: Sendable {
    let path: String

    /// Creates a directory, `inMemory` where flushing to a disk is not what the test is about.
    init(inMemory: Bool = false) {
        let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        path = "\(parent)/flash-store-test-\(getpid())-\(UInt64.random(in: .min ... .max))"
        mkdir(path, 0o700)
    }

    deinit { run(["rm", "-rf", path]) }

    func store(_ name: String = "store") throws(StoreError) -> ArtifactStore {
        try ArtifactStore(directory: "\(path)/\(name)")
    }
}

/// Runs a program, waits for it and returns its exit code; -1 when it was killed or could not be started.
@discardableResult
func run(_ command: [String]) -> Int32 {
    var process = pid_t()
    var arguments = command.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    guard posix_spawnp(&process, command[0], nil, nil, &arguments, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
}

/// Content that differs for each `seed` and does not repeat within.
func content(_ seed: Int, bytes count: Int) -> [UInt8] {
    var state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 | 1
    var words = [UInt64](repeating: 0, count: (count + 7) / 8)
    words.withUnsafeMutableBufferPointer { words in
        var index = 0
        while index < words.count {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            words[index] = state
            index += 1
        }
    }
    return words.withUnsafeBytes { Array($0.prefix(count)) }
}

func readFile(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
}

func writeFile(_ path: String, _ bytes: [UInt8]) {
    unlink(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

/// Flips one bit of a file in place, keeping its inode.
func flipBit(_ path: String, at offset: Int) {
    chmod(path, 0o600)
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    var byte: UInt8 = 0
    pread(descriptor, &byte, 1, off_t(offset))
    byte ^= 0x10
    pwrite(descriptor, &byte, 1, off_t(offset))
}

func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
}

extension BlobWriter {
    func append(_ bytes: [UInt8]) throws(StoreError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(StoreError) in try append(UnsafeRawBufferPointer(bytes)) }
    }
}

extension ArtifactStore {
    /// Stores `content` as a file, whatever its size.
    func storeFile(_ content: [UInt8]) throws(StoreError) -> StoredBlob {
        let writer = try makeWriter()
        try writer.append(content)
        return try writer.finish(expecting: nil)
    }
}
