import Foundation
import PackagePlugin

/// `swift package flash-build`: describes the package to the `flash` executable, runs it, and shows what it says.
///
/// The plugin has no options of its own; every argument reaches `flash build` as it was typed.
@main struct FlashBuild: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let workDirectory = context.pluginWorkDirectoryURL
        let executable = try Helper(workDirectory: workDirectory).locate(
            environment: ProcessInfo.processInfo.environment,
            compiler: try context.tool(named: "swiftc").url,
            resolvedVersions: context.package.directoryURL.appending(path: "Package.resolved"),
            build: { try packageManager.build(.product(Helper.product), parameters: .release) }
        )
        let graph = workDirectory.appending(path: "package-graph.json")
        try PackageGraph(root: context.package).write(to: graph)

        let outcome = try HelperProcess(executable: executable).run(
            ["build", context.package.directoryURL.filePath, "--package-graph", graph.filePath] + arguments
        )
        if let failure = outcome.failure {
            Diagnostics.error("\(Helper.product) \(failure)")
        }
    }
}

extension PackageManager.BuildParameters {
    /// An optimised build that is silent unless it fails.
    fileprivate static var release: Self { .init(configuration: .release, logging: .concise) }
}
