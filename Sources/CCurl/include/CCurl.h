#ifndef FLASH_CCURL_H
#define FLASH_CCURL_H

#include <curl/curl.h>

// curl's option and info functions are variadic, which Swift cannot call.
CURLcode flash_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode flash_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode flash_curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode flash_curl_set_pointer(CURL *handle, CURLoption option, void *value);
typedef size_t (*flash_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);
CURLcode flash_curl_set_data_callback(CURL *handle, CURLoption option, flash_curl_data_callback callback);
CURLcode flash_curl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode flash_curl_get_string(CURL *handle, CURLINFO info, char **value);
CURLcode flash_curl_get_pointer(CURL *handle, CURLINFO info, void **value);
CURLMcode flash_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);
// Limits the protocols of a handle to HTTP and HTTPS, through whichever option this libcurl has.
CURLcode flash_curl_allow_only_http(CURL *handle);
// curl_url_get takes a constant handle in some versions of libcurl only.
CURLUcode flash_curl_url_get(CURLU *url, CURLUPart part, char **value, unsigned int flags);
void flash_curl_global_init(void);

#endif
