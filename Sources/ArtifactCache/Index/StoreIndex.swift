/// The tables of the store: which blobs it holds, the content of small ones, and the results of actions.
final class StoreIndex {
    /// The version of the tables, kept in SQLite's `user_version`.
    static let schemaVersion: Int64 = 1

    let database: Database

    /// Opens the index at `path`; `nil` when it is absent, unreadable or has other tables than this program's.
    init?(path: String) throws(StoreError) {
        guard let status = try FileStatus.at(path), status.isRegularFile else { return nil }
        do {
            let database = try Database(path: path)
            try database.execute(
                """
                PRAGMA synchronous=FULL;
                PRAGMA fullfsync=1;
                PRAGMA checkpoint_fullfsync=1;
                PRAGMA journal_size_limit=\(16 << 20);
                """
            )
            guard try database.rows("PRAGMA user_version", convert: { $0.integer(0) }) == [Self.schemaVersion] else {
                return nil
            }
            self.database = database
        } catch  where error.kind == .corruptIndex {
            return nil
        }
    }

    /// Writes an empty index to the new file `path`, which is not safe from a power cut before it is synchronized.
    static func create(at path: String) throws(StoreError) {
        try Database(path: path, create: true).execute(
            """
            PRAGMA page_size=8192;
            PRAGMA auto_vacuum=INCREMENTAL;
            PRAGMA synchronous=OFF;
            PRAGMA journal_mode=WAL;
            BEGIN IMMEDIATE;
            CREATE TABLE blob (
                digest BLOB PRIMARY KEY,
                bytes INTEGER NOT NULL,
                inline INTEGER NOT NULL,
                used INTEGER NOT NULL,
                checksum BLOB NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE content (digest BLOB PRIMARY KEY, data BLOB NOT NULL);
            CREATE TABLE result (
                stage TEXT NOT NULL,
                input BLOB NOT NULL,
                value BLOB NOT NULL,
                blobs BLOB NOT NULL,
                recorded INTEGER NOT NULL,
                used INTEGER NOT NULL,
                checksum BLOB NOT NULL,
                PRIMARY KEY (stage, input)
            );
            PRAGMA user_version=\(schemaVersion);
            COMMIT;
            """
        )
    }
}
