#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The calling thread's error number, under a name that the property of ``StoreError`` does not shadow.
private func threadErrorNumber() -> Int32 { errno }

extension StoreError {
    /// Describes the system call that has just failed on this thread; `action` is in the style of "create the directory".
    static func system(_ action: String, _ path: String) -> StoreError {
        system(action, path, code: threadErrorNumber())
    }

    /// Describes a failed system call by its error number.
    static func system(_ action: String, _ path: String, code: Int32) -> StoreError {
        StoreError(
            kind: kind(of: code),
            path: path,
            message: "cannot \(action): \(text(of: code))",
            errno: code
        )
    }

    /// Sorts an error number into a kind.
    static func kind(of code: Int32) -> Kind {
        switch code {
        case ENOSPC, EDQUOT: .noSpace
        case EACCES, EPERM: .permissionDenied
        case EROFS: .readOnly
        case ENOTDIR, EISDIR: .notADirectory
        case EMFILE, ENFILE: .tooManyFiles
        default: .inputOutput
        }
    }

    /// The operating system's text for an error number.
    static func text(of code: Int32) -> String {
        String(cString: strerror(code))
    }
}
