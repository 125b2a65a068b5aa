"""What builds keep in the artifact store: wheels, segments and unpacked packages; damaged, dropped and made again."""

from shared.cases import Suite, marked
from store import damage, limits, trees, wheels
from store.scratch import StoreScratch

SUITE = Suite(StoreScratch, marked(damage, wheels, trees, limits))
