#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes that never change: a copy in memory, or a file mapped into it, of which only what is looked at is read.
///
/// Sendable because nobody writes to them. A mapped file must not be shortened; those of a store are replaced as a whole.
public final class FixedBytes: @unchecked Sendable {
    private enum Place {
        case heap
        case mapping
    }

    private let place: Place
    /// Everything that was allocated or mapped.
    @usableFromInline let whole: UnsafeRawBufferPointer
    /// Where the bytes start in it.
    @usableFromInline let start: Int

    /// The number of bytes.
    @inlinable public var count: Int { whole.count - start }

    /// Copies `bytes`.
    public init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        copy.copyBytes(from: bytes)
        (whole, start, place) = (UnsafeRawBufferPointer(copy), 0, .heap)
    }

    /// Maps an open file of `count` bytes and leaves out its first `start`; `nil` if there are not that many.
    init?(_ file: OpenFile, count: UInt64, from start: Int) throws(StoreError) {
        guard let count = Int(exactly: count), count > 0, count >= start else { return nil }
        guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0), base != MAP_FAILED else {
            throw .system("map the file", file.path)
        }
        (whole, self.start, place) = (UnsafeRawBufferPointer(start: base, count: count), start, .mapping)
    }

    deinit {
        switch place {
        case .heap: whole.deallocate()
        case .mapping: munmap(UnsafeMutableRawPointer(mutating: whole.baseAddress), whole.count)
        }
    }

    /// Runs `body` with the bytes, which stay where they are while it runs.
    @inlinable
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(rebasing: whole[start...])) }
    }

    /// The little-endian integer at `offset`; 0 where the bytes end.
    @inlinable
    public func integer<Integer: FixedWidthInteger>(at offset: Int, as type: Integer.Type) -> Integer {
        guard offset >= 0, offset <= count - MemoryLayout<Integer>.size else { return 0 }
        return withUnsafeBytes { Integer(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }

    /// The bytes at some offsets, as far as there are any.
    public subscript(range: Range<Int>) -> [UInt8] {
        withUnsafeBytes { Array($0[range.clamped(to: 0..<count)]) }
    }
}
