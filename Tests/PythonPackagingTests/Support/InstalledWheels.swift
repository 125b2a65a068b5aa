import Digests
import Foundation
import PythonPackaging
import Testing

/// Real wheels and what pip installs from them; made once by `Scripts/wheel_oracle.py`.
struct InstalledWheel: Decodable, Sendable, CustomTestStringConvertible {
    struct Entry: Decodable, Sendable {
        var name: String
        var bytes: UInt64
        var isDirectory: Bool
        var isExecutable: Bool
        var isSymbolicLink: Bool
        var content: Data
    }

    struct Installed: Decodable, Sendable {
        var path: String
        var isExecutable: Bool
        var sha256: String
        var content: Data?
    }

    var filename: String
    var entries: [Entry]
    var installed: [Installed]

    var testDescription: String { filename }

    /// Pure, with commands, with data files, with scripts, with headers.
    static let names = [
        "requests==2.32.3", "fastapi-cli==0.0.7", "jupyterlab-widgets==3.0.13", "docutils==0.18.1", "greenlet==3.1.1",
    ]

    /// The wheels; none when they cannot be fetched.
    static let all: [InstalledWheel] = {
        guard let directory = try? TestFiles.cache("wheels-v1") else { return [] }
        let file = directory.appendingPathComponent("wheels.json")
        if !FileManager.default.fileExists(atPath: file.path) {
            let script = TestFiles.directory.appendingPathComponent("Scripts/wheel_oracle.py")
            _ = try? TestFiles.python([script.path, directory.path] + names)
        }
        let decoder = JSONDecoder()
        decoder.dataDecodingStrategy = .base64
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? decoder.decode([InstalledWheel].self, from: data)) ?? []
    }()

    var plannedEntries: [WheelInstallation.Entry] {
        entries.map { entry in
            WheelInstallation.Entry(
                name: entry.name,
                bytes: entry.bytes,
                isDirectory: entry.isDirectory,
                isExecutable: entry.isExecutable,
                isSymbolicLink: entry.isSymbolicLink
            )
        }
    }
}
