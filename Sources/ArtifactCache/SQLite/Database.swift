import CSQLite

/// A connection to an SQLite database, used by one thread at a time.
final class Database {
    let path: String
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// Opens the database at `path`; calls wait up to `patience` milliseconds for the locks of other connections.
    init(path: String, create: Bool = false, patience: Int32 = 60_000) throws(StoreError) {
        var opened: OpaquePointer?
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0)
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened, code == SQLITE_OK else {
            let error = StoreError.sqlite(code, opened, "open the index", path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, patience)
        // Keeps the log and its shared memory, emptied, when the last connection closes: the next need not create them.
        var persist: Int32 = 1
        sqlite3_file_control(handle, nil, SQLITE_FCNTL_PERSIST_WAL, &persist)
    }

    /// The size up to which the log is left to the next connection, in bytes.
    ///
    /// Emptying it takes two flushes to disk, and beginning it anew two more; reading this much at the next opening takes
    /// a millisecond at most.
    private static let keptLogBytes: UInt64 = 1 << 20

    deinit {
        statements.removeAll()
        if let log = try? FileStatus.at(path + "-wal"), log.bytes <= Self.keptLogBytes { flash_sqlite_keep_log(handle) }
        sqlite3_close_v2(handle)
    }

    /// Runs statements that take no values and return no rows.
    func execute(_ sql: String) throws(StoreError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw .sqlite(code, handle, "update the index", path) }
    }

    /// Runs one statement and returns the number of rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: SQLiteValue...) throws(StoreError) -> Int {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {}
        return Int(sqlite3_changes(handle))
    }

    /// Runs a query and converts each of its rows; `convert` leaves rows out by returning `nil`.
    func rows<Element>(
        _ sql: String,
        _ values: SQLiteValue...,
        convert: (Statement) -> Element?
    ) throws(StoreError) -> [Element] {
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        var elements: [Element] = []
        while try statement.step() {
            if let element = convert(statement) { elements.append(element) }
        }
        return elements
    }

    /// Runs `body` in a write transaction that excludes all other writers from its start (`BEGIN IMMEDIATE`).
    func transaction<Result>(
        _ durability: Durability = .durable,
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        if durability == .relaxed { try execute("PRAGMA synchronous=NORMAL") }
        defer {
            if durability == .relaxed { sqlite3_exec(handle, "PRAGMA synchronous=FULL", nil, nil, nil) }
        }
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // Some failures have rolled back already; a second rollback then reports an error of no interest.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// Runs `body` in one read transaction, so that its queries need not each take and release the locks.
    func reading<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try run("BEGIN")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// Whether the file was renamed, removed or replaced since it was opened.
    var hasMoved: Bool {
        var moved: Int32 = 0
        return sqlite3_file_control(handle, nil, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
    }

    private func prepared(_ sql: String) throws(StoreError) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try Statement(sql, on: handle, path: path)
        statements[sql] = statement
        return statement
    }
}
