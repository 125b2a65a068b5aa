/// Keeps count of what each file adds to a segment, raw and compressed.
struct SegmentAccounts {
    /// The size of the tar members so far, in bytes.
    private(set) var bytes: UInt64 = 0
    /// The size of the DEFLATE data so far, in bytes.
    private(set) var compressedBytes: UInt64 = 0

    private struct Account {
        var path: String
        var bytes: UInt64
        var isExecutable: Bool
        var compressedBytes: UInt64 = 0
    }

    private var accounts: [Account] = []
    /// How much of the runs that are not compressed yet belongs to which account.
    private var pending: [(account: Int, bytes: UInt64)] = []

    var files: [ArchivedFile] {
        accounts.map {
            ArchivedFile(
                path: $0.path,
                bytes: $0.bytes,
                compressedBytes: $0.compressedBytes,
                isExecutable: $0.isExecutable
            )
        }
    }

    mutating func begin(path: String, bytes: UInt64, isExecutable: Bool) {
        accounts.append(Account(path: path, bytes: bytes, isExecutable: isExecutable))
    }

    /// Notes bytes of the current file that wait to be compressed.
    mutating func addPending(_ count: UInt64) {
        let current = accounts.count - 1
        bytes += count
        if let last = pending.last, last.account == current {
            pending[pending.count - 1].bytes += count
        } else {
            pending.append((current, count))
        }
    }

    /// Divides the first run that waits, now compressed, among the files in it by their raw size.
    mutating func settle(bytes total: UInt64, compressedBytes compressed: UInt64) {
        compressedBytes += compressed
        var before: UInt64 = 0
        var settled = 0
        // Shares are differences of rounded sums, so they add up exactly; a run is far too small to overflow.
        while before < total, settled < pending.count {
            let count = min(pending[settled].bytes, total - before)
            let start = before * compressed / total
            before += count
            accounts[pending[settled].account].compressedBytes += before * compressed / total - start
            pending[settled].bytes -= count
            if pending[settled].bytes == 0 { settled += 1 }
        }
        pending.removeFirst(settled)
    }

    /// Notes content of the current file that was spliced.
    mutating func addSpliced(bytes count: UInt64, compressedBytes compressed: UInt64) {
        bytes += count
        compressedBytes += compressed
        accounts[accounts.count - 1].compressedBytes += compressed
    }
}
