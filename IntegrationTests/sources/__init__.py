"""Packages projects whose wheels come from everywhere: find-links places, pinned indexes, local files, URLs, remote
requirement files, and servers behind passwords, redirects, proxies and certificates of their own.

Every server is a real one on loopback, which notes each request with the credentials that came with it.
"""

from shared.cases import Suite, marked
from sources import (
    credentials, find_links, local_wheels, pinned_indexes, references, requirement_files, transport,
)
from sources.scratch import SourcesScratch

SUITE = Suite(
    SourcesScratch,
    marked(find_links, local_wheels, references, pinned_indexes, requirement_files, credentials, transport),
)
