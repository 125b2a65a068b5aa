"""Feeds `flash build` everything that can go wrong and checks message, exit status, and that nothing is lost.

Every case starts from a project with a good artifact and demands afterwards that artifact and manifest are untouched.
"""

from failures import continued, disk, index, lock_file, moving, processes, project, report, requirements
from failures.scratch import FailureScratch
from shared.cases import Suite, marked

SUITE = Suite(FailureScratch, marked(project, requirements, index, lock_file, report, disk, processes, moving, continued))
