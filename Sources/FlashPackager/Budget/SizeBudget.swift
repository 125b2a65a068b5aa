import ArtifactArchive

/// Holds an archive to its limit and says what to do when it does not fit.
struct SizeBudget: Sendable {
    /// The largest archive allowed, in bytes.
    var limit: UInt64
    /// The names of packages the workers' images already have.
    var baseImage: Set<String>
    /// The form of the packages in the archive.
    var form = PackageForm()

    /// Refuses a plan whose wheels alone make the archive too large, before anything is downloaded.
    func checkBeforeDownload(_ plan: DependencyPlan) throws(BuildFailure) {
        let wheels = plan.packages.reduce(0) { $0 + $1.wheel.bytes }
        guard Double(wheels) * form.leastShareOfWheel > Double(limit) else { return }
        throw failure(
            "The wheels alone take \(ByteCount.format(wheels)); the limit for the archive is \(ByteCount.format(limit)). "
                + "Nothing was downloaded.",
            graph: plan.sizes(\.wheel.bytes),
            otherBytes: 0,
            directories: []
        )
    }

    /// The form that may bring an archive of `bytes` below the limit; `nil` when it is there, or none may.
    func formThatMayFit(_ bytes: UInt64) -> PackageForm? {
        let isWithinReach = Double(bytes) * PackageForm.leastShareWhenSmaller <= Double(limit)
        return bytes > limit && isWithinReach ? form.smaller : nil
    }

    /// Refuses an archive above the limit; warns from 90 % of it.
    ///
    /// - Parameters:
    ///   - archiveBytes: the size of the archive.
    ///   - attempt: the form that was too large and its size, when this one was turned to because of it.
    ///   - graph: the packages.
    ///   - directories: the largest directories.
    /// - Returns: a warning, or `nil`.
    /// - Throws: `size-limit` with what is large and what to leave out.
    func check(
        archiveBytes: UInt64,
        after attempt: (form: PackageForm, bytes: UInt64)? = nil,
        graph: SizedPackageGraph,
        directories: () -> [(path: String, bytes: UInt64)]
    ) throws(BuildFailure) -> String? {
        if archiveBytes > limit {
            let packageBytes = graph.bytes(excluding: [])
            var size = "The archive takes \(ByteCount.format(archiveBytes))"
            if let attempt {
                size += " with everything compressed anew (--compression \(form.compression.rawValue)), "
                size += "\(ByteCount.format(attempt.bytes)) with \(attempt.form.compression.rawValue)"
            }
            throw failure(
                "\(size); the limit is \(ByteCount.format(limit)).",
                graph: graph,
                otherBytes: archiveBytes - min(archiveBytes, packageBytes),
                directories: directories()
            )
        }
        if let attempt {
            return "With --compression \(attempt.form.compression.rawValue) the archive would take "
                + "\(ByteCount.format(attempt.bytes)) of the \(ByteCount.format(limit)) allowed, so everything was compressed "
                + "anew as with --compression \(form.compression.rawValue): \(ByteCount.format(archiveBytes))."
        }
        guard archiveBytes >= limit / 10 * 9 else { return nil }
        return "The archive takes \(ByteCount.format(archiveBytes)) of the \(ByteCount.format(limit)) allowed."
    }

    private func failure(
        _ message: String,
        graph: SizedPackageGraph,
        otherBytes: UInt64,
        directories: [(path: String, bytes: UInt64)]
    ) -> BuildFailure {
        let largest = graph.packages.values.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(10)
        var table = "\nLargest packages:"
        for package in largest where package.bytes > 0 {
            table += "\n  \(Self.column(ByteCount.format(package.bytes))) \(package.name)"
            if baseImage.contains(package.name) { table += " (in the worker's image)" }
        }
        if !directories.isEmpty {
            table += "\nLargest directories:"
            for directory in directories.prefix(8) {
                table += "\n  \(Self.column(ByteCount.format(directory.bytes))) \(directory.path)"
            }
        }
        return BuildFailure(.sizeLimit, code: "size-limit", message + table, hint: hint(graph, otherBytes))
    }

    private func hint(_ graph: SizedPackageGraph, _ otherBytes: UInt64) -> String {
        guard
            let advice = ExclusionAdvice(
                graph: graph,
                otherBytes: otherBytes,
                limit: limit,
                baseImageProvides: baseImage.contains
            )
        else {
            return "No exclusion of packages is enough; leave files out through .flashignore, or raise --size-limit."
        }
        var text = "Build with --exclude \(advice.names.joined(separator: ","))"
        text += advice.bytes == 0 ? "." : " (about \(ByteCount.format(advice.bytes)))."
        let unsafe = advice.names.filter { !advice.safe.contains($0) }
        if !advice.safe.isEmpty {
            text += "\nSafe, because the worker's image has them: \(advice.safe.joined(separator: ", "))."
        }
        if !unsafe.isEmpty {
            text += "\nNot in the worker's image, so functions that import them will fail: "
            text += unsafe.joined(separator: ", ") + "."
        }
        return text
    }

    private static func column(_ text: String) -> String {
        String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
}
