#include "CArchive.h"

#ifdef __linux__

#include <CLibrary.h>

static flash_library library = {"libarchive.so.13", 0};

#define FORWARD(type, name, parameters, arguments) FLASH_FORWARD(&library, type, name, parameters, arguments)

FORWARD(struct archive *, archive_read_new, (void), ())
FORWARD(int, archive_read_free, (struct archive * archive), (archive))
FORWARD(int, archive_read_support_format_tar, (struct archive * archive), (archive))
FORWARD(int, archive_read_open,
        (struct archive * archive, void *context, archive_open_callback *open, archive_read_callback *read,
         archive_close_callback *close),
        (archive, context, open, read, close))
FORWARD(int, archive_read_next_header, (struct archive * archive, struct archive_entry **entry), (archive, entry))
FORWARD(la_ssize_t, archive_read_data, (struct archive * archive, void *bytes, size_t count), (archive, bytes, count))
FORWARD(la_int64_t, archive_read_header_position, (struct archive * archive), (archive))
FORWARD(la_int64_t, archive_filter_bytes, (struct archive * archive, int filter), (archive, filter))
FORWARD(const char *, archive_error_string, (struct archive * archive), (archive))
FORWARD(mode_t, archive_entry_filetype, (struct archive_entry * entry), (entry))
FORWARD(const char *, archive_entry_hardlink, (struct archive_entry * entry), (entry))
FORWARD(time_t, archive_entry_mtime, (struct archive_entry * entry), (entry))
FORWARD(const char *, archive_entry_pathname, (struct archive_entry * entry), (entry))
FORWARD(mode_t, archive_entry_perm, (struct archive_entry * entry), (entry))
FORWARD(const char *, archive_entry_symlink, (struct archive_entry * entry), (entry))

#endif
