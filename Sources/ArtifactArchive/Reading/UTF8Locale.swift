#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs `body` with the thread's character set being UTF-8.
///
/// libarchive converts member names to the locale's character set and gives up on those it cannot express, which in
/// the "C" locale of containers is anything beyond ASCII.
func withUTF8Locale<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    guard let utf8Locale else { return try body() }
    let previous = uselocale(utf8Locale)
    defer { uselocale(previous) }
    return try body()
}

// A locale is immutable; this one is never freed. The first name is known to GNU C libraries, the second to Apple's.
private nonisolated(unsafe) let utf8Locale =
    newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) ?? newlocale(LC_CTYPE_MASK, "en_US.UTF-8", nil)
