// The ArtifactCache module.
