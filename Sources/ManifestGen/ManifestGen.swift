// The ManifestGen module.
