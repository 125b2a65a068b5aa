import PackagePlugin

@main struct FlashBuild: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {}
}
