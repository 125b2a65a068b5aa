extension ScannedProject {
    /// Checks the project against every rule that needs more than a scan and applies its suppression comments.
    ///
    /// - Parameters:
    ///   - packages: What is known of the packages in the artifact; the more, the fewer doubts.
    ///   - pythonMinor: The minor version of Python 3 on the workers.
    /// - Returns: All findings, those of the scan included, that no comment silences, in order of place.
    public func findings(packages: AvailablePackages, pythonMinor: Int) -> [Diagnostic] {
        let checked = CheckedProject(
            modules: modules,
            functions: functions.map { function in
                let resource = resource(named: function.resource)
                return CheckedProject.Function(
                    name: function.name,
                    path: function.path,
                    isLocal: function.isLocal,
                    isLoadBalanced: resource?.type.isLoadBalanced ?? false,
                    sendsSource: resource?.type.isLive ?? false,
                    image: resource.map(WorkerImage.init(of:)) ?? .custom
                )
            },
            packages: packages,
            pythonMinor: pythonMinor
        )
        return checked.findings(with: diagnostics)
    }
}

extension WorkerImage {
    /// The image a resource runs; anything but the library's own images is the user's.
    init(of resource: ResourceConfiguration) {
        let name = resource.imageName?.split(separator: ":", maxSplits: 1).first
        switch name {
        case "runpod/flash", "runpod/flash-lb": self = .gpu
        case "runpod/flash-cpu", "runpod/flash-lb-cpu": self = .cpu
        default: self = .custom
        }
    }
}
