"""Bits that flip in stored wheels and segments: found, and made again."""

from shared.cases import case, expect
from store.scratch import flip

POSITIONS = (0.0, 0.2, 0.5, 0.9, 1.0)


def blobs(case):
    return [path for path in (case.store / "blobs").rglob("*") if path.is_file()]


@case
def segments(case):
    """Each segment at several places: the artifact is right all the same, and the wheel need not be downloaded again."""
    case.built()
    wheels = set(case.wheels().values())
    number = 0
    for segment in [path.name for path in blobs(case) if path.name not in wheels]:
        for position in POSITIONS:
            number += 1
            flip(case.blob(segment), position)
            case.downloads()
            case.rebuilt(number)
    expect(number >= 2 * len(POSITIONS), f"{number} flips")
    expect(case.cache("verify")["isSound"] is True, "the store is damaged")


@case
def wheels(case):
    """Each wheel whose segment is gone as well: it is downloaded again."""
    case.built()
    wheels = case.wheels()
    used = [name for name in case.stored_wheels()]
    segments = [path.name for path in blobs(case) if path.name not in wheels.values()]
    number = 0
    for name in used:
        for position in POSITIONS:
            number += 1
            for segment in segments:
                if case.blob(segment).exists():
                    case.blob(segment).unlink()
            flip(case.blob(wheels[name]), position)
            case.downloads()
            case.rebuilt(number)
            expect(name in case.downloads(), f"{name} was not downloaded again")
    expect(case.cache("verify")["isSound"] is True, "the store is damaged")


@case
def shortened_and_removed(case):
    """Blobs that are cut off, empty or gone."""
    case.built()
    for number, change in enumerate([lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b"", None]):
        for path in blobs(case):
            content = path.read_bytes()
            path.unlink()
            if change is not None:
                path.write_bytes(change(content))
        case.rebuilt(number)
