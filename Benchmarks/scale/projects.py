"""Projects of any size: one worker, Python modules, and small data files."""

import os
import random

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="scale")


@remote(resource_config=config)
async def work(data):
    return data
"""
FILES_PER_DIRECTORY = 100


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(content)


def make(directory, files, requirements=()):
    """Writes a project with so many files, every tenth of them a module."""
    write(os.path.join(directory, "main.py"), WORKER)
    if requirements:
        write(os.path.join(directory, "requirements.txt"), "".join(f"{line}\n" for line in requirements))
    generator = random.Random(files)
    for number in range(files - 1):
        folder = os.path.join(directory, "data", f"{number // FILES_PER_DIRECTORY:04}")
        if number % 10 == 0:
            write(os.path.join(folder, f"m{number}.py"), f"VALUE = {number}\n\n\ndef value():\n    return VALUE\n")
        else:
            write(os.path.join(folder, f"d{number}.txt"), f"{generator.getrandbits(800):x} {number}\n")


def edit(directory, revision):
    """Changes one source."""
    with open(os.path.join(directory, "main.py"), "a") as file:
        file.write(f"# {revision}\n")


def age(directory):
    """Makes every file look as if it had been written some time ago, as in a project that is worked on."""
    for folder, _, names in os.walk(directory):
        for name in names:
            os.utime(os.path.join(folder, name), (1_700_000_000, 1_700_000_000))
