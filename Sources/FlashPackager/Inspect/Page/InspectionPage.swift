import Digests

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An inspection as one HTML page that needs nothing else: a treemap, a search and a table.
///
/// Its content security policy (https://www.w3.org/TR/CSP3/) allows the page's own style and script by their digests and
/// nothing from elsewhere. Names of files reach the page as data only.
public struct InspectionPage: Sendable {
    /// The page.
    public let html: String

    /// Lays out an inspection of every file.
    public init(_ inspection: Inspection) {
        let style = Self.text(PackageResources.page_css)
        let script = [
            PackageResources.treemap_js, PackageResources.model_js, PackageResources.map_js, PackageResources.page_js,
        ].map(Self.text).joined(separator: "\n")
        html = Self.filled([
            "title": Self.escaped("\(inspection.project) – artifact"),
            "style": style,
            "style-digest": Self.source(of: style),
            "script": script,
            "script-digest": Self.source(of: script),
            "data": InspectionData(inspection).json,
        ])
    }

    /// The template with its `{{names}}` replaced, in one pass: what is put in is not looked at again.
    private static func filled(_ values: [String: String]) -> String {
        var page = ""
        var rest = text(PackageResources.page_html)[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            page += rest[..<start.lowerBound]
            page += values[String(rest[start.upperBound..<end.lowerBound])] ?? ""
            rest = rest[end.upperBound...]
        }
        return page + rest
    }

    /// A source expression that allows exactly `content` (CSP3, section 2.3.1).
    private static func source(of content: String) -> String {
        "sha256-\(Data(SHA256Digest(of: content).bytes).base64EncodedString())"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
