#ifdef __linux__

#include "CLibrary.h"

#include <dlfcn.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

void *flash_library_find(flash_library *library, const char *function) {
    void *handle = __atomic_load_n(&library->handle, __ATOMIC_ACQUIRE);
    if (!handle) {
        // Threads that come here at the same time get the same handle.
        handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
        __atomic_store_n(&library->handle, handle, __ATOMIC_RELEASE);
    }
    void *found = handle ? dlsym(handle, function) : NULL;
    if (!found) {
        fprintf(stderr, "error: %s cannot be used: %s\n", library->file, dlerror());
        _exit(EX_OSERR);
    }
    return found;
}

#endif
