"""Points `flash` at an index on loopback that lies, stalls, floods and contradicts itself.

Every case demands the expected exit status within bounded time and memory, text that cannot steer a terminal, and,
unless the case is one that has to succeed, a project directory that is left exactly as it was.
"""

from hostile_index import absurd_metadata, files, floods, graph, metadata, pages, text, transfer, zips
from hostile_index.scratch import HostileScratch
from shared.cases import Suite, marked

SUITE = Suite(
    HostileScratch, marked(floods, pages, text, transfer, files, metadata, absurd_metadata, graph, zips), at_once=2
)
