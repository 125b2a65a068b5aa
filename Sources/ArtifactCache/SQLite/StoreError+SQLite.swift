import CSQLite

extension StoreError {
    /// Describes a failed call of SQLite by its extended result code (https://sqlite.org/rescode.html), and by the message
    /// and the system's error number that the connection holds.
    static func sqlite(_ code: Int32, _ connection: OpaquePointer?, _ action: String, _ path: String) -> StoreError {
        let text = String(cString: connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
        let number = connection.map { sqlite3_system_errno($0) } ?? 0
        return StoreError(
            kind: kind(of: code, systemError: number),
            path: path,
            message: "cannot \(action): \(text) (SQLite \(code))",
            errno: number == 0 ? nil : number
        )
    }

    private static func kind(of code: Int32, systemError: Int32) -> Kind {
        switch code & 0xff {
        case SQLITE_FULL: .noSpace
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corruptIndex
        // The statements are fixed, so only a damaged schema can make one of them invalid.
        case SQLITE_ERROR, SQLITE_SCHEMA, SQLITE_CONSTRAINT, SQLITE_MISMATCH: .corruptIndex
        // SQLite falls back to reading when it may not open the file for writing.
        case SQLITE_READONLY where systemError == 0, SQLITE_PERM: .permissionDenied
        case SQLITE_IOERR where code == shortRead: .corruptIndex
        default: kind(of: systemError)
        }
    }

    /// `SQLITE_IOERR_SHORT_READ`, a macro that Swift cannot import: the file is shorter than its header says.
    private static let shortRead = SQLITE_IOERR | (2 << 8)
}
