#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ArtifactStore {
    /// Returns the directory to keep the user's store in.
    ///
    /// In this order: `FLASH_CACHE_PATH`; `flash` inside `XDG_CACHE_HOME` if that is an absolute path (XDG Base Directory
    /// Specification 0.8); `~/Library/Caches/flash` on macOS, `~/.cache/flash` elsewhere. A leading `~/` of
    /// `FLASH_CACHE_PATH` stands for the home directory, since configuration files of CI services do not expand it.
    ///
    /// - Parameter environment: The environment variables.
    /// - Returns: The path, which may be relative if `FLASH_CACHE_PATH` is.
    /// - Throws: ``StoreError`` of kind ``StoreError/Kind/noDirectory`` if there is no home directory.
    public static func defaultDirectory(environment: [String: String]) throws(StoreError) -> String {
        if let path = environment["FLASH_CACHE_PATH"], !path.isEmpty {
            if path == "~" { return try home(environment) }
            if path.hasPrefix("~/") { return try home(environment) + path.dropFirst() }
            return path
        }
        if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") {
            return caches + "/flash"
        }
        #if os(macOS)
            return try home(environment) + "/Library/Caches/flash"
        #else
            return try home(environment) + "/.cache/flash"
        #endif
    }

    private static func home(_ environment: [String: String]) throws(StoreError) -> String {
        if let home = environment["HOME"], home.hasPrefix("/") { return home }
        guard let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir, home.pointee != 0 else {
            throw StoreError(kind: .noDirectory, path: "", message: "there is no home directory to keep the store in")
        }
        return String(cString: home)
    }
}
