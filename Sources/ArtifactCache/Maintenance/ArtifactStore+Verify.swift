extension ArtifactStore {
    /// Checks the index and hashes every blob again.
    ///
    /// Uses all processors and a fixed amount of memory, and blocks the thread until it is done. Other processes may use the
    /// store meanwhile. Damage is a finding, not an error.
    ///
    /// - Parameter repair: Whether to move damaged blobs to the quarantine, list unlisted ones and remove rows and
    ///   answers that are damaged or name absent blobs.
    /// - Returns: What was checked and found.
    /// - Throws: ``StoreError`` if the store cannot be read or modified.
    public func verify(repair: Bool) throws(StoreError) -> VerifyReport {
        let verification = Verification(store: self, isRepairing: repair)
        try verification.checkStructure()
        try verification.checkBlobs()
        try verification.checkFiles()
        try verification.checkResults()
        try verification.checkAnswers()
        return verification.report
    }
}
