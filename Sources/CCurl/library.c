// libcurl brings some thirty libraries with it, which would take longer to load than most commands run. On Linux it is
// therefore loaded at the first use: the functions that are called from Swift are defined here under their own names.
#ifdef __linux__

#include "library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

static void *library;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
}

void *flash_curl_find(const char *name) {
    pthread_once(&once, load);
    void *function = library ? dlsym(library, name) : NULL;
    if (!function) {
        fprintf(stderr, "error: libcurl cannot be used: %s\n", dlerror());
        _exit(EX_OSERR);
    }
    return function;
}

#define HIDDEN __attribute__((visibility("hidden")))
#define FORWARD(type, name, parameters, arguments) \
    HIDDEN type name parameters { \
        static __typeof__(&name) known; \
        __typeof__(&name) function = __atomic_load_n(&known, __ATOMIC_ACQUIRE); \
        if (!function) { \
            function = CURL_FUNCTION(name); \
            __atomic_store_n(&known, function, __ATOMIC_RELEASE); \
        } \
        return function arguments; \
    }

FORWARD(CURL *, curl_easy_init, (void), ())
FORWARD(void, curl_easy_cleanup, (CURL * handle), (handle))
FORWARD(const char *, curl_easy_strerror, (CURLcode code), (code))
FORWARD(void, curl_free, (void *memory), (memory))
FORWARD(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text))
FORWARD(void, curl_slist_free_all, (struct curl_slist * list), (list))
FORWARD(CURLM *, curl_multi_init, (void), ())
FORWARD(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi))
FORWARD(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *handle), (multi, handle))
FORWARD(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *handle), (multi, handle))
FORWARD(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running))
FORWARD(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *remaining), (multi, remaining))
FORWARD(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi))
FORWARD(CURLMcode, curl_multi_poll,
        (CURLM * multi, struct curl_waitfd extra[], unsigned int count, int timeout, int *ready),
        (multi, extra, count, timeout, ready))
FORWARD(CURLU *, curl_url, (void), ())
FORWARD(void, curl_url_cleanup, (CURLU * url), (url))
FORWARD(CURLUcode, curl_url_set, (CURLU * url, CURLUPart part, const char *value, unsigned int flags),
        (url, part, value, flags))

#endif
