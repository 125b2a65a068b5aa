#include <sqlite3.h>

/// Tells SQLite to copy the bound bytes; the macro itself is a cast Swift cannot import.
static inline sqlite3_destructor_type flash_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// Leaves the write-ahead log as it is when the connection closes; the function itself is variadic, which Swift cannot call.
static inline void flash_sqlite_keep_log(sqlite3 *connection) {
    (void)sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
