import PythonPackaging

extension DependencyTree {
    /// Draws the tree of `plan`.
    ///
    /// - Parameters:
    ///   - plan: the packages.
    ///   - prepared: the project they are for.
    /// - Throws: what the store reports.
    init(_ plan: DependencyPlan, of prepared: PreparedBuild) throws(BuildFailure) {
        let target = prepared.target
        let requests = prepared.dependencies.planner.applicableRequirements.map(Request.init)
        var packages: [Package] = []
        for planned in plan.packages {
            let segment: PackageSegment?
            do {
                segment = try WheelIngest(store: prepared.store).known(planned.wheel.sha256)
            } catch {
                throw BuildFailure(describing: error)
            }
            packages.append(Package(planned, segment))
        }
        self.init(
            project: prepared.project.name,
            pythonVersion: "\(target.platform.pythonVersion)",
            platform: target.platform.platform,
            source: plan.isLockCurrent ? .lockFile : .index,
            requests: requests,
            packages: Self.connected(packages, requests),
            excluded: plan.excluded.map { Excluded(name: $0.name, reason: $0.reason) },
            sizeLimit: target.sizeLimit
        )
    }

    /// The packages with what needs them and what excluding them saves.
    static func connected(_ packages: [Package], _ requests: [Request]) -> [Package] {
        let savings = sized(packages, requests).savings()
        var requirers: [String: [String]] = [:]
        for package in packages {
            for dependency in package.dependencies { requirers[dependency, default: []].append(package.name) }
        }
        return packages.map { package in
            var package = package
            package.requiredBy = (requirers[package.name] ?? []).sorted()
            package.savedBytes = savings[package.name] ?? 0
            return package
        }
    }

    /// The packages as the size budget sees them.
    static func sized(_ packages: [Package], _ requests: [Request]) -> SizedPackageGraph {
        let requested = Set(requests.map(\.package))
        return SizedPackageGraph(
            packages.map { package in
                SizedPackage(
                    name: package.name,
                    bytes: package.bytes,
                    dependencies: package.dependencies,
                    isRequested: requested.contains(package.name)
                )
            }
        )
    }

    /// The normalized form of a name (PEP 503); the text itself when it is no name.
    static func normalized(_ text: String) -> String {
        PackageName(text)?.normalized ?? text
    }
}

extension DependencyTree.Request {
    fileprivate init(_ declared: DeclaredRequirement) {
        self.init(
            requirement: declared.requirement.description.redactingCredentials,
            package: declared.requirement.name.normalized,
            file: declared.origin.file,
            line: declared.origin.line,
            function: declared.origin.function,
            place: declared.origin.description
        )
    }
}

extension DependencyTree.Package {
    fileprivate init(_ planned: PlannedPackage, _ segment: PackageSegment?) {
        let isWheelMeasured = planned.wheel.bytes > 0
        self.init(
            name: planned.name.normalized,
            version: "\(planned.version)",
            extras: planned.extras.map(\.normalized),
            wheel: planned.wheel.filename,
            bytes: segment?.segment.bytes ?? planned.wheel.bytes,
            measure: segment != nil ? .archive : isWheelMeasured ? .wheel : .unknown,
            unpackedBytes: segment.map { $0.record?.unpackedBytes ?? $0.files().reduce(0) { $0 + $1.bytes } },
            dependencies: planned.dependencies.map(\.normalized),
            requiredBy: [],
            savedBytes: 0
        )
    }
}
