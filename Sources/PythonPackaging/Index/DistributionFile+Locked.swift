extension DistributionFile {
    /// Describes a file as a lock file records it.
    ///
    /// - Parameter wheel: The recorded file; what the lock does not say is unknown.
    public init(_ wheel: LockFile.Wheel) {
        self.init(
            filename: wheel.filename.filename,
            url: wheel.url,
            kind: .wheel,
            version: wheel.filename.version,
            sha256: wheel.sha256,
            bytes: wheel.bytes
        )
    }
}
