#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#endif

/// Begins to write a file's dirty pages to disk and does not wait; does nothing on other systems than Linux.
static inline void flash_start_writing(int descriptor) {
#ifdef SYS_sync_file_range
    // SYNC_FILE_RANGE_WRITE (sync_file_range(2)) is 2; its declaration needs _GNU_SOURCE, which module maps cannot set.
    (void)syscall(SYS_sync_file_range, descriptor, 0L, 0L, 2U);
#else
    (void)descriptor;
#endif
}

/// Lets the heap grow in large steps; to be called before there are other threads. Does nothing without glibc.
///
/// By default, glibc gives threads heaps that grow by a few pages at a time (mallopt(3)), each of which has to be faulted
/// in. One heap that may use huge pages (madvise(2)) spares a resolution a fifth of its processor time.
static inline void flash_prepare_heap(void) {
#ifdef __GLIBC__
    // Room for the heap of a resolution with some hundred packages; what is not used costs address space only.
    const int room = 64 << 20;
    const long page = sysconf(_SC_PAGESIZE);
    char *start = sbrk(0);
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, room);
    // More than the heap has left, so that it grows now; the compiler may leave out a mere malloc(3).
    void *block = NULL;
    if (posix_memalign(&block, page, 1 << 20) == 0) free(block);
    mallopt(M_TOP_PAD, 4 << 20);
    char *end = sbrk(0);
    char *first = (char *)(((size_t)start + page - 1) / page * page);
    if (end > first) (void)madvise(first, end - first, MADV_HUGEPAGE);
#endif
}
