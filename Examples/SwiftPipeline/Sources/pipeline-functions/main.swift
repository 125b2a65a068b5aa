import Foundation
import Pipeline

let path = CommandLine.arguments.dropFirst().first ?? ".flash/flash_manifest.json"
do {
    let manifest = try Data(contentsOf: URL(fileURLWithPath: path))
    for function in try DeployedFunction.functions(inManifest: manifest) {
        print(function.resource, function.name)
    }
} catch {
    FileHandle.standardError.write(Data("\(path): \(error.localizedDescription)\n".utf8))
    exit(1)
}
