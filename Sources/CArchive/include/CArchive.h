#ifndef FLASH_CARCHIVE_H
#define FLASH_CARCHIVE_H

#ifdef __linux__

#include <archive.h>
#include <archive_entry.h>

#else

// macOS has libarchive, but not its headers.
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ARCHIVE_EOF 1
#define ARCHIVE_OK 0

struct archive;
struct archive_entry;
typedef int archive_open_callback(struct archive *, void *context);
typedef ssize_t archive_read_callback(struct archive *, void *context, const void **piece);
typedef int archive_close_callback(struct archive *, void *context);

struct archive *archive_read_new(void);
int archive_read_free(struct archive *);
int archive_read_support_format_tar(struct archive *);
int archive_read_open(
    struct archive *,
    void *context,
    archive_open_callback *,
    archive_read_callback *,
    archive_close_callback *
);
int archive_read_next_header(struct archive *, struct archive_entry **);
ssize_t archive_read_data(struct archive *, void *bytes, size_t count);
int64_t archive_read_header_position(struct archive *);
int64_t archive_filter_bytes(struct archive *, int filter);
const char *archive_error_string(struct archive *);
mode_t archive_entry_filetype(struct archive_entry *);
const char *archive_entry_hardlink(struct archive_entry *);
time_t archive_entry_mtime(struct archive_entry *);
const char *archive_entry_pathname(struct archive_entry *);
mode_t archive_entry_perm(struct archive_entry *);
const char *archive_entry_symlink(struct archive_entry *);

#endif

#endif
