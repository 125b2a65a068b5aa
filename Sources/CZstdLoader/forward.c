#ifdef __linux__

// The functions are defined here, and need not be seen by other libraries.
#define ZSTDLIB_VISIBLE
#define ZSTDLIB_VISIBILITY

#include <CLibrary.h>
#include <zstd.h>

static flash_library library = {"libzstd.so.1", 0};

#define FORWARD(type, name, parameters, arguments) FLASH_FORWARD(&library, type, name, parameters, arguments)

FORWARD(const char *, ZSTD_versionString, (void), ())
FORWARD(unsigned, ZSTD_isError, (size_t code), (code))
FORWARD(size_t, ZSTD_compressBound, (size_t bytes), (bytes))
FORWARD(ZSTD_CCtx *, ZSTD_createCCtx, (void), ())
FORWARD(size_t, ZSTD_freeCCtx, (ZSTD_CCtx * context), (context))
FORWARD(size_t, ZSTD_CCtx_setParameter, (ZSTD_CCtx * context, ZSTD_cParameter parameter, int value),
        (context, parameter, value))
FORWARD(size_t, ZSTD_compress2,
        (ZSTD_CCtx * context, void *target, size_t capacity, const void *source, size_t bytes),
        (context, target, capacity, source, bytes))
FORWARD(ZSTD_DCtx *, ZSTD_createDCtx, (void), ())
FORWARD(size_t, ZSTD_freeDCtx, (ZSTD_DCtx * context), (context))
FORWARD(size_t, ZSTD_DCtx_reset, (ZSTD_DCtx * context, ZSTD_ResetDirective directive), (context, directive))
FORWARD(size_t, ZSTD_decompressStream, (ZSTD_DCtx * context, ZSTD_outBuffer *output, ZSTD_inBuffer *input),
        (context, output, input))

#endif
