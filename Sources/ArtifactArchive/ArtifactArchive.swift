// The ArtifactArchive module.
