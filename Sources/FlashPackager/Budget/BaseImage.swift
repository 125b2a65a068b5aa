import ManifestGen

/// What the worker's built-in images already hold, so that an artifact need not.
enum BaseImage {
    /// Normalized names, and globs, of packages every GPU image provides.
    static let gpuPackages = ["torch", "torchvision", "torchaudio", "triton", "nvidia-*"]

    /// Whether every resource runs on a built-in GPU image, so that leaving out ``gpuPackages`` is safe.
    static func providesTorch(to resourceImages: [String]) -> Bool {
        !resourceImages.isEmpty
            && resourceImages.allSatisfy { $0.hasPrefix("runpod/flash:") || $0.hasPrefix("runpod/flash-lb:") }
    }

    /// Whether the GPU images provide the package called `name`.
    static func gpuProvides(_ name: String) -> Bool {
        gpuPackages.contains { pattern in
            pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
        }
    }
}
