import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends this process when SwiftPM is gone, so that the helper, whose input then ends, does not outlive it.
///
/// A plugin is not told when SwiftPM is killed: nothing but the change of its parent process shows it.
struct ParentWatch {
    private let timer: any DispatchSourceTimer

    /// Begins to watch the present parent process.
    init() {
        let parent = getppid()
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "parent watch"))
        timer.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250))
        timer.setEventHandler {
            if getppid() != parent { _exit(1) }
        }
        timer.resume()
    }

    /// Stops watching.
    func cancel() {
        timer.cancel()
    }
}
