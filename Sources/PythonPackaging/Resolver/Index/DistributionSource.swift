/// Lists the files of packages and reads their metadata.
public protocol DistributionSource: Sendable {
    /// Returns the files that an index has of a package.
    ///
    /// - Parameter package: The package to look up.
    /// - Returns: The files, in any order.
    /// - Throws: ``UnknownPackage`` if there is no such package, or what keeps the index from answering.
    func files(of package: PackageName) async throws -> [DistributionFile]

    /// Returns the files that an index has of a package, in the form that is chosen from.
    ///
    /// - Parameter package: The package to look up.
    /// - Returns: The files that ``files(of:)`` returns.
    /// - Throws: What ``files(of:)`` throws.
    func listing(of package: PackageName) async throws -> ProjectListing

    /// Returns the core metadata of a wheel.
    ///
    /// - Parameter file: The wheel.
    /// - Returns: Its metadata.
    /// - Throws: ``CoreMetadataError`` if the metadata is malformed, or what keeps the index from answering.
    func metadata(of file: DistributionFile) async throws -> CoreMetadata

    /// Returns whether the metadata of a file costs so little that it may be asked for before it is needed.
    ///
    /// - Parameter file: The file.
    /// - Returns: `false` if the answer takes a build, for example.
    func isForeseeable(_ file: DistributionFile) async -> Bool

    /// Returns the wheel at the URL of a direct reference, or `nil` if this source reads no URLs.
    ///
    /// - Parameter reference: The URL as the requirement writes it.
    /// - Returns: The wheel, with its digest.
    /// - Throws: What keeps the server from answering.
    func wheel(at reference: String) async throws -> DistributionFile?
}

extension DistributionSource {
    /// Returns the files put together.
    public func listing(of package: PackageName) async throws -> ProjectListing {
        ProjectListing(files: try await files(of: package))
    }

    /// Returns `true` for wheels.
    public func isForeseeable(_ file: DistributionFile) async -> Bool { file.kind == .wheel }

    /// Returns `nil`: this source reads no URLs.
    public func wheel(at reference: String) async throws -> DistributionFile? { nil }
}

extension IndexClient: DistributionSource {}
