import ManifestGen
import PythonPackaging

/// What the workers' built-in GPU images already hold, so that an artifact need not.
struct BaseImage: Sendable {
    /// The packages every worker that needs them finds in its image.
    let provided: Set<String>

    private static let names = ["torch", "torchvision", "torchaudio", "triton", "nvidia-*"]
    private static let patterns = names.compactMap(ExclusionPattern.init)

    /// Looks at who needs which package: a function runs in its resource's image, a requirement file counts for all.
    ///
    /// - Parameters:
    ///   - plan: the packages and how they depend on each other.
    ///   - requirements: what the project asks for, and where.
    ///   - scanned: the functions and the images they run in.
    init(_ plan: DependencyPlan, requirements: [DeclaredRequirement], scanned: ScannedProject) {
        let dependencies = Dictionary(plan.packages.map { ($0.name, $0.dependencies) }) { first, _ in first }
        let candidates = plan.packages.map(\.name).filter { name in Self.patterns.contains { $0.matches(name) } }
        var missing: Set<PackageName> = []
        for declared in requirements where !Self.runsOnGPUImages(declared.origin, scanned) {
            var pending = [declared.requirement.name]
            while let name = pending.popLast() {
                guard missing.insert(name).inserted else { continue }
                pending += dependencies[name] ?? []
            }
        }
        provided = Set(candidates.filter { !missing.contains($0) }.map(\.normalized))
    }

    private static func runsOnGPUImages(_ origin: RequirementOrigin, _ scanned: ScannedProject) -> Bool {
        let functions = scanned.functions.filter { origin.function == nil || $0.name == origin.function }
        let images = functions.map { scanned.resource(named: $0.resource)?.imageName ?? "" }
        let coordinator = origin.function == nil ? scanned.mothership.map { [$0.imageName] } ?? [] : []
        return !images.isEmpty
            && (images + coordinator).allSatisfy { $0.hasPrefix("runpod/flash:") || $0.hasPrefix("runpod/flash-lb:") }
    }
}
