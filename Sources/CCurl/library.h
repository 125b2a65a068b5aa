#ifndef FLASH_CURL_LIBRARY_H
#define FLASH_CURL_LIBRARY_H

#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#ifdef __linux__
#include <CLibrary.h>
extern flash_library flash_libcurl __attribute__((visibility("hidden")));
#define CURL_FUNCTION(name) ((__typeof__(&name))flash_library_find(&flash_libcurl, #name))
#else
#define CURL_FUNCTION(name) name
#endif

#endif
