#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension PackageIndex {
    /// The URL with the credentials in it, for programs that ask the index themselves; never to be shown.
    package var credentialedURL: String {
        guard let authorization, authorization.hasPrefix("Basic "), let scheme = url.firstRange(of: "://"),
            let data = Data(base64Encoded: String(authorization.dropFirst("Basic ".count)))
        else { return url }
        let parts = String(decoding: data, as: UTF8.self).split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let user = parts.map { Self.encoded($0) }.joined(separator: ":")
        return url[..<scheme.upperBound] + user + "@" + url[scheme.upperBound...]
    }

    /// Encodes all but unreserved characters (RFC 3986, section 2.3).
    private static func encoded(_ text: Substring) -> String {
        var result = ""
        for byte in text.utf8 {
            let isPlain = byte.isAlphanumeric || "-._~".utf8.contains(byte)
            let hex = String(byte, radix: 16, uppercase: true)
            result += isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.utf8.count == 1 ? "0" : "") + hex
        }
        return result
    }
}
