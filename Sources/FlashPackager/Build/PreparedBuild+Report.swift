import ManifestGen
import PythonPackaging

extension PreparedBuild {
    /// What the build has to tell; without `packages` nothing was fetched and sizes are those of the wheels.
    func report(
        _ plan: DependencyPlan,
        packages: (fetched: [FetchedPackage], findings: [Diagnostic])?,
        warnings: [String],
        clock: BuildClock
    ) -> BuildReport {
        let statistics = client.statistics
        var bytes: [String: UInt64] = [:]
        for fetched in packages?.fetched ?? [] {
            bytes[fetched.package.name.normalized] = fetched.segment.segment.bytes
        }
        var resources = scan.scanned.resources.map { resource in
            BuildReport.Resource(
                name: resource.name,
                type: resource.type.rawValue,
                functions: scan.scanned.functions.filter { $0.resource == resource.name }.map(\.name)
            )
        }
        if let mothership = scan.scanned.mothership {
            resources.append(
                BuildReport.Resource(name: mothership.name, type: mothership.resourceType, functions: [])
            )
        }
        return BuildReport(
            project: project.name,
            lockPath: nil,
            sizeLimit: target.sizeLimit,
            projectFiles: project.files.count,
            resources: resources,
            packages: plan.packages.map { package in
                BuildReport.Package(
                    name: package.name.normalized,
                    version: "\(package.version)",
                    bytes: bytes[package.name.normalized] ?? package.wheel.bytes,
                    reason: package.reason
                )
            },
            excluded: plan.excluded.map { BuildReport.Excluded(name: $0.name, reason: $0.reason) },
            slimmed: slimmed(packages?.fetched ?? []),
            diagnostics: packages?.findings ?? diagnostics(declaredPackages),
            warnings: warnings,
            cache: BuildReport.Cache(
                hits: statistics.hits,
                misses: statistics.misses,
                bytesFetched: statistics.bytesFetched
            ),
            timings: clock.timings
        )
    }

    private func slimmed(_ packages: [FetchedPackage]) -> [BuildReport.Slimmed] {
        var savings = SlimSavings()
        for package in packages { savings.add(package.savings) }
        return SlimCategory.allCases.filter(target.form.slim.contains).map { category in
            let saving = savings.categories[category] ?? SlimSavings.Saving()
            return BuildReport.Slimmed(
                category: category.rawValue,
                files: saving.files,
                bytes: saving.bytes,
                compressedBytes: saving.compressedBytes
            )
        }
    }
}
