extension StoreError {
    /// What the user can do about the error; `nil` when there is nothing better than the message.
    public var hint: String? {
        switch kind {
        case .noSpace:
            "Free some space, run 'flash cache prune', or point FLASH_CACHE_PATH at a larger file system."
        case .permissionDenied:
            "Make the directory writable for this user, or point FLASH_CACHE_PATH at one that is."
        case .readOnly:
            "Point FLASH_CACHE_PATH at a directory on a writable file system."
        case .notADirectory:
            "Move the file away, or point FLASH_CACHE_PATH at another directory."
        case .notAStore:
            "Point FLASH_CACHE_PATH at an empty directory or at one that does not exist yet."
        case .unsupportedFormat:
            "Upgrade flash, or point FLASH_CACHE_PATH at another directory."
        case .lockingUnsupported:
            "Point FLASH_CACHE_PATH at a local disk; network file systems without flock(2) cannot hold the store."
        case .busy:
            "Wait for the other builds on this machine to finish, then try again."
        case .tooManyFiles:
            "Raise the limit of open files (ulimit -n)."
        case .noDirectory:
            "Set FLASH_CACHE_PATH or HOME."
        case .corruptIndex:
            "Remove index.sqlite from the store; it is rebuilt from the blobs."
        case .digestMismatch, .missingBlob, .writerClosed, .inputOutput:
            nil
        }
    }
}
