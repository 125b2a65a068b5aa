"""Projects whose files come, go, grow and are renamed while builds run."""

import json
import os
import random
import shutil
import threading

from shared.cases import case, expect


class Restlessness(threading.Thread):
    """Changes files of a directory until told to stop."""

    def __init__(self, directory):
        super().__init__(daemon=True)
        self.directory = directory
        self.stopped = threading.Event()
        self.random = random.Random(4)
        self.changes = 0

    def run(self):
        while not self.stopped.is_set():
            try:
                self.change()
                self.changes += 1
            except OSError:
                # What is to change may just have been removed.
                continue

    def change(self):
        folder = self.directory / f"d{self.random.randrange(6)}"
        path = folder / f"f{self.random.randrange(40)}.{self.random.choice(['py', 'bin', 'txt'])}"
        match self.random.randrange(7):
            case 0:
                shutil.rmtree(folder, ignore_errors=True)
            case 1:
                path.unlink()
            case 2:
                path.rename(folder / f"renamed{self.random.randrange(9)}.txt")
            case 3:
                with open(path, "ab") as file:
                    file.write(b"# more\n" * self.random.randrange(20_000))
            case 4:
                os.truncate(path, 3)
            case _:
                folder.mkdir(exist_ok=True)
                path.write_bytes(b"# text\n" * self.random.randrange(20_000))


@case
def restless(case):
    """Every build ends well or names a file, and a build that fails leaves the outputs as they were."""
    mover = Restlessness(case.project / "data")
    mover.directory.mkdir()
    mover.start()
    try:
        for attempt in range(40):
            case.write("attempt.txt", f"{attempt}\n")
            before = case.outputs()
            status, report = case.build()
            expect(status in (0, 65, 74, 75), f"exit status {status}: {report}")
            if status == 0:
                continue
            told = json.dumps([report["error"], report.get("diagnostics")])
            expect("data/" in told, f"no file is named: {told}")
            expect(case.outputs() == before, f"the outputs changed although {told}")
    finally:
        mover.stopped.set()
        mover.join()
    expect(mover.changes > 100, f"only {mover.changes} changes")
    case.good_build()
