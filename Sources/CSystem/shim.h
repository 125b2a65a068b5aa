#pragma once

#include <sys/syscall.h>
#include <unistd.h>

/// Begins to write a file's dirty pages to disk and does not wait; does nothing on other systems than Linux.
static inline void flash_start_writing(int descriptor) {
#ifdef SYS_sync_file_range
    // SYNC_FILE_RANGE_WRITE (sync_file_range(2)) is 2; its declaration needs _GNU_SOURCE, which module maps cannot set.
    (void)syscall(SYS_sync_file_range, descriptor, 0L, 0L, 2U);
#else
    (void)descriptor;
#endif
}
