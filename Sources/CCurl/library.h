#ifndef FLASH_CURL_LIBRARY_H
#define FLASH_CURL_LIBRARY_H

#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#ifdef __linux__
// Finds a function of libcurl, which is loaded at the first call; ends the process if it is not installed.
void *flash_curl_find(const char *name);
#define CURL_FUNCTION(name) ((__typeof__(&name))flash_curl_find(#name))
#else
#define CURL_FUNCTION(name) name
#endif

#endif
