import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Owns one easy handle and everything libcurl borrows for it.
final class CurlHandle {
    private(set) var easy: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var file: UnsafeMutablePointer<FILE>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    deinit {
        close()
        errorText.deallocate()
    }

    /// Creates the handle; returns it, or `nil` when out of memory.
    func open() -> UnsafeMutableRawPointer? {
        errorText.pointee = 0
        easy = curl_easy_init()
        if let easy {
            _ = flash_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        }
        return easy
    }

    /// Releases the handle; it must not be part of a multi handle any more.
    func close() {
        if let easy { curl_easy_cleanup(easy) }
        easy = nil
        curl_slist_free_all(headerList)
        headerList = nil
        if let file { fclose(file) }
        file = nil
    }

    /// What curl said about `code`, at length if it did.
    func message(for code: CURLcode) -> String {
        errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    }

    func setHeaders(_ lines: [String]) -> CURLcode {
        for line in lines {
            guard let longer = curl_slist_append(headerList, line) else { return CURLE_OUT_OF_MEMORY }
            headerList = longer
        }
        guard let easy, let headerList else { return CURLE_OK }
        return flash_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
    }

    func setUpload(path: String) -> CURLcode {
        guard let easy, let stream = fopen(path, "rb") else { return CURLE_READ_ERROR }
        file = stream
        guard fseeko(stream, 0, SEEK_END) == 0 else { return CURLE_READ_ERROR }
        let length = ftello(stream)
        guard length >= 0, fseeko(stream, 0, SEEK_SET) == 0 else { return CURLE_READ_ERROR }
        _ = flash_curl_set_long(easy, CURLOPT_UPLOAD, 1)
        _ = flash_curl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(length))
        return flash_curl_set_pointer(easy, CURLOPT_READDATA, stream)
    }
}
