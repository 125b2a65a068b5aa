public import ArgumentParser
public import ArtifactArchive
import PythonPackaging

extension Compression: ExpressibleByArgument {}

extension SlimCategory {
    /// Reads categories with commas between them.
    static func list(_ text: String) throws -> [SlimCategory] {
        try text.split(separator: ",").map { part in
            let name = part.filter { !$0.isWhitespace }
            guard let category = SlimCategory(rawValue: name) else {
                let names = allCases.map(\.rawValue)
                let advice = name.nearest(among: names).map { "; did you mean '\($0)'?" } ?? "."
                throw ValidationError("'\(name)' is none of \(names.joined(separator: ", "))\(advice)")
            }
            return category
        }
    }
}
