"""Digests as the formats state them: SHA-256, in lower-case hexadecimal."""

import hashlib


def sha256(data):
    """The digest of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path):
    """The digest of a file's content."""
    with open(path, "rb") as file:
        return sha256(file.read())
