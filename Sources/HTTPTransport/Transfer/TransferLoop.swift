import CCurl
import Synchronization

/// Drives all transfers of a client from one thread, with one connection pool (libcurl's multi interface).
///
/// Sendable: the state other threads touch is behind a lock; the rest belongs to the thread.
final class TransferLoop: Sendable {
    private struct State {
        var multi: UnsafeMutableRawPointer?
        var waiting: [Transfer] = []
        var cancelled: [Transfer] = []
        var isStopping = false
    }

    private static let initializeLibrary: Void = flash_curl_global_init()

    private let configuration: HTTPClientConfiguration
    private let state = Mutex(State())

    init(configuration: HTTPClientConfiguration) {
        self.configuration = configuration
    }

    /// Runs a transfer to its end; cancelling the task aborts it.
    func run(_ transfer: Transfer) async -> Transfer.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                submit(transfer)
            }
        } onCancel: {
            cancel(transfer)
        }
    }

    /// Ends the thread and whatever it still runs.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            if let multi = state.multi { curl_multi_wakeup(multi) }
        }
    }

    private func submit(_ transfer: Transfer) {
        let isAccepted = state.withLock { state in
            guard !state.isStopping, !transfer.isCancelled, isRunning(&state), let multi = state.multi else {
                return false
            }
            transfer.isSubmitted = true
            state.waiting.append(transfer)
            curl_multi_wakeup(multi)
            return true
        }
        if !isAccepted {
            transfer.finish(CURLE_FAILED_INIT, isCancelled: transfer.isCancelled)
        }
    }

    private func cancel(_ transfer: Transfer) {
        state.withLock { state in
            transfer.isCancelled = true
            guard transfer.isSubmitted, let multi = state.multi else { return }
            state.cancelled.append(transfer)
            curl_multi_wakeup(multi)
        }
    }

    private func isRunning(_ state: inout State) -> Bool {
        if state.multi != nil { return true }
        Self.initializeLibrary
        guard let multi = curl_multi_init() else { return false }
        let limit = max(1, configuration.maximumConcurrentTransfers)
        _ = flash_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        _ = flash_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, limit * 2)
        state.multi = multi
        let address = UInt(bitPattern: multi)
        guard NativeThread.start({ self.drive(address) }) else {
            curl_multi_cleanup(multi)
            state.multi = nil
            return false
        }
        return true
    }

    private func drive(_ address: UInt) {
        guard let multi = UnsafeMutableRawPointer(bitPattern: address) else { return }
        var active: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let work = takeWork(activeCount: active.count)
            for transfer in work.cancelled {
                abort(transfer, &active, multi)
            }
            if work.isStopping { break }
            for transfer in work.starting {
                start(transfer, &active, multi)
            }
            var running: Int32 = 0
            let code = curl_multi_perform(multi, &running)
            let isAnyFinished = collect(&active, multi)
            if code != CURLM_OK {
                active.values.forEach { abort($0, &active, multi) }
            }
            if !isAnyFinished {
                curl_multi_poll(multi, nil, 0, 60_000, nil)
            }
        }
        active.values.forEach { abort($0, &active, multi) }
        state.withLock { state in
            state.multi = nil
            curl_multi_cleanup(multi)
        }
    }

    private func takeWork(activeCount: Int) -> (starting: [Transfer], cancelled: [Transfer], isStopping: Bool) {
        state.withLock { state in
            var cancelled = state.cancelled
            state.cancelled = []
            if state.isStopping {
                cancelled += state.waiting
                state.waiting = []
            } else {
                state.waiting.removeAll { $0.isCancelled }
            }
            let room = max(0, max(1, configuration.maximumConcurrentTransfers) - activeCount)
            let starting = Array(state.waiting.prefix(room))
            state.waiting.removeFirst(starting.count)
            return (starting, cancelled, state.isStopping)
        }
    }

    private func start(
        _ transfer: Transfer,
        _ active: inout [UnsafeMutableRawPointer: Transfer],
        _ multi: UnsafeMutableRawPointer
    ) {
        let code = transfer.open(configuration)
        guard code == CURLE_OK, let easy = transfer.wire.easy else {
            return transfer.finish(code)
        }
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            return transfer.finish(CURLE_FAILED_INIT)
        }
        active[easy] = transfer
    }

    private func abort(
        _ transfer: Transfer,
        _ active: inout [UnsafeMutableRawPointer: Transfer],
        _ multi: UnsafeMutableRawPointer
    ) {
        if let easy = transfer.wire.easy, active.removeValue(forKey: easy) != nil {
            curl_multi_remove_handle(multi, easy)
        }
        transfer.finish(CURLE_ABORTED_BY_CALLBACK, isCancelled: true)
    }

    /// Finishes every transfer curl is done with; returns whether there was one.
    private func collect(
        _ active: inout [UnsafeMutableRawPointer: Transfer],
        _ multi: UnsafeMutableRawPointer
    ) -> Bool {
        var isAnyFinished = false
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(multi, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let code = message.pointee.data.result
            curl_multi_remove_handle(multi, easy)
            active.removeValue(forKey: easy)?.finish(code)
            isAnyFinished = true
        }
        return isAnyFinished
    }
}
