#pragma once

#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>


#ifdef __GLIBC__
#include <malloc.h>
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

/// Waits until everything written to the file system of a descriptor is on disk; -1 and errno on failure.
static inline int flash_synchronize_file_system(int descriptor) {
#ifdef SYS_syncfs
    return (int)syscall(SYS_syncfs, descriptor);
#else
    (void)descriptor;
    sync();
    return 0;
#endif
}

/// Whether nobody else has the file open; false also where the system cannot tell.
static inline bool flash_is_exclusive(int descriptor) {
#ifdef __linux__
    // A lease for writing is granted only then (fcntl_lease(2)): F_SETLEASE is 1024, F_WRLCK 1, F_UNLCK 2. It is given back
    // at once, because whoever opens the file would have to wait for it.
    if (syscall(SYS_fcntl, descriptor, 1024, 1) != 0) return false;
    (void)syscall(SYS_fcntl, descriptor, 1024, 2);
    return true;
#else
    (void)descriptor;
    return false;
#endif
}

/// Makes `target` share the content of `source`; false where the file system cannot.
static inline bool flash_clone_file(int target, int source) {
#ifdef __linux__
    // FICLONE (ioctl_ficlone(2)) is _IOW(0x94, 9, int).
    return syscall(SYS_ioctl, target, 0x40049409UL, source) == 0;
#else
    (void)target;
    (void)source;
    return false;
#endif
}

/// Lets the heap grow in large steps; to be called before there are other threads. Does nothing without glibc.
///
/// By default, glibc gives threads heaps that grow by a few pages at a time, and gives large blocks back to the system
/// at once (mallopt(3)), so that the next one has to be faulted in again. Huge pages (madvise(2)) would make runs in quick
/// succession faster still, but others slower where a virtual machine returns free memory to its host.
static inline void flash_prepare_heap(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}
