"""Wheels that are not kept once their segments are there."""

from shared.cases import case, expect, expect_equal
from store.scratch import flip

USED = ["base-2.0-py3-none-any.whl", "other-1.0-py3-none-any.whl"]


@case
def kept(case):
    """Wheels stay unless asked otherwise."""
    case.built()
    expect_equal(case.stored_wheels(), USED)
    case.built("--refresh", FLASH_CACHE_WHEELS="keep")
    expect_equal(case.stored_wheels(), USED)


@case
def dropped_by_the_build(case):
    """FLASH_CACHE_WHEELS=drop: later builds need no wheel, even offline."""
    case.built(FLASH_CACHE_WHEELS="drop")
    expect_equal(case.stored_wheels(), [])
    case.downloads()
    case.change(1)
    case.built("--offline", FLASH_CACHE_WHEELS="drop")
    case.rebuilt(2, FLASH_CACHE_WHEELS="drop")
    expect(case.cache("verify")["isSound"] is True, "the store is damaged")


@case
def dropped_by_prune(case):
    """`flash cache prune --wheels` removes wheels with segments, and nothing else."""
    case.built()
    before = case.cache("info")
    report = case.cache("prune", "--wheels")
    expect_equal((report["removedBlobs"], report["removedResults"]), (2, 0))
    expect_equal(case.stored_wheels(), [])
    after = case.cache("info")
    expect_equal(after["stages"], before["stages"])
    expect_equal(after["bytes"], before["bytes"] - report["removedBytes"])
    expect_equal(case.cache("prune", "--wheels")["removedBlobs"], 0)
    case.downloads()
    case.rebuilt(1)


@case
def made_again(case):
    """A segment that is damaged or lost, its wheel dropped: one wheel is downloaded again, and dropped again."""
    case.built(FLASH_CACHE_WHEELS="drop")
    for number, change in enumerate([lambda path: flip(path, 0.5), lambda path: path.unlink()]):
        segment = max((case.store / "blobs").glob("*/*"), key=lambda path: path.stat().st_size)
        change(segment)
        case.downloads()
        case.change(number)
        case.built(FLASH_CACHE_WHEELS="drop")
        expect_equal(case.downloads(), USED[:1])
        expect_equal(case.stored_wheels(), [])
    case.rebuilt(9)


@case
def unknown_word(case):
    """A policy that is none."""
    case.fails(65, "bad-input", "FLASH_CACHE_WHEELS", "sometimes", FLASH_CACHE_WHEELS="sometimes")
