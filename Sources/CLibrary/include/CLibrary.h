#ifndef FLASH_CLIBRARY_H
#define FLASH_CLIBRARY_H

// Libraries that bring many others with them take longer to load than most commands run. On Linux they are therefore
// loaded at the first use: the functions that are called from Swift are defined by our targets under their own names.
#ifdef __linux__

typedef struct {
    const char *file;
    void *handle;
} flash_library;

// Finds a function of a library, which is loaded at the first call; ends the process if it is not installed.
void *flash_library_find(flash_library *library, const char *function);

// Defines a function of a library under its own name, to be found at the first call.
#define FLASH_FORWARD(library, type, name, parameters, arguments) \
    __attribute__((visibility("hidden"))) type name parameters { \
        static __typeof__(&name) known; \
        __typeof__(&name) function = __atomic_load_n(&known, __ATOMIC_ACQUIRE); \
        if (!function) { \
            function = (__typeof__(&name))flash_library_find(library, #name); \
            __atomic_store_n(&known, function, __ATOMIC_RELEASE); \
        } \
        return function arguments; \
    }

#endif

#endif
