#include <sqlite3.h>

/// Tells SQLite to copy the bound bytes; the macro itself is a cast Swift cannot import.
static inline sqlite3_destructor_type flash_sqlite_transient(void) { return SQLITE_TRANSIENT; }
