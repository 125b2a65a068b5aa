#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Chooses the harness named by `--harness=NAME`; libFuzzer calls this once and ignores the option itself.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
    let option = "--harness="
    let given = CommandLine.arguments.last { $0.hasPrefix(option) }?.dropFirst(option.count)
    guard let harness = Harness.all.first(where: { $0.name == given ?? "" }) else {
        print("usage: FlashFuzz --harness=NAME [libFuzzer options]; the names are:")
        for harness in Harness.all { print("  \(harness.name) \(harness.longestInput)") }
        exit(given == nil ? 0 : 64)
    }
    chosen = harness
    return 0
}

/// Runs the chosen harness once (libFuzzer's entry point).
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    chosen?.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Written once before the first run, by the only thread there is.
nonisolated(unsafe) private var chosen: Harness?
