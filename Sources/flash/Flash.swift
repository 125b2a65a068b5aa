import ArgumentParser

@main struct Flash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "flash")
}
