#include "library.h"

CURLcode flash_curl_set_long(CURL *handle, CURLoption option, long value) {
    return CURL_FUNCTION(curl_easy_setopt)(handle, option, value);
}
CURLcode flash_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return CURL_FUNCTION(curl_easy_setopt)(handle, option, value);
}
CURLcode flash_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return CURL_FUNCTION(curl_easy_setopt)(handle, option, value);
}
CURLcode flash_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return CURL_FUNCTION(curl_easy_setopt)(handle, option, value);
}
CURLcode flash_curl_set_data_callback(CURL *handle, CURLoption option, flash_curl_data_callback callback) {
    return CURL_FUNCTION(curl_easy_setopt)(handle, option, callback);
}
CURLcode flash_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return CURL_FUNCTION(curl_easy_getinfo)(handle, info, value);
}
CURLcode flash_curl_get_string(CURL *handle, CURLINFO info, char **value) {
    return CURL_FUNCTION(curl_easy_getinfo)(handle, info, value);
}
CURLcode flash_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return CURL_FUNCTION(curl_easy_getinfo)(handle, info, value);
}
CURLMcode flash_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return CURL_FUNCTION(curl_multi_setopt)(multi, option, value);
}
CURLcode flash_curl_allow_only_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return CURL_FUNCTION(curl_easy_setopt)(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return CURL_FUNCTION(curl_easy_setopt)(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}
CURLUcode flash_curl_url_get(CURLU *url, CURLUPart part, char **value, unsigned int flags) {
    return CURL_FUNCTION(curl_url_get)(url, part, value, flags);
}
void flash_curl_global_init(void) {
    CURL_FUNCTION(curl_global_init)(CURL_GLOBAL_DEFAULT);
}
