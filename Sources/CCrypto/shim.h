// The low-level SHA-256 interface is the only one whose running state is a plain value that can be stored.
#ifndef OPENSSL_SUPPRESS_DEPRECATED
#define OPENSSL_SUPPRESS_DEPRECATED
#endif
#include <openssl/sha.h>
