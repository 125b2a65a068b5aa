"""Two builds at a time, and builds that are stopped."""

import os
import shutil
import signal
import subprocess
import time

from shared.cases import case, expect


@case
def two_builds(case):
    """A build that starts while another downloads says so and ends; the other one is not disturbed."""
    case.index.add("slow", "1", files={"slow/data.bin": os.urandom(20_000)})
    case.index.fault["slow-1-py3-none-any.whl"] = "held"
    case.write("requirements.txt", "slow\n")
    first = subprocess.Popen(case.build_command(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        deadline = time.monotonic() + 20
        while not any(path.endswith("slow-1-py3-none-any.whl") for path in case.index.requests) and time.monotonic() < deadline:
            time.sleep(0.02)
        status, report = case.build()
        expect((status, report["error"]["kind"]) == (75, "try-again"), f"{status} {report}")
    finally:
        case.index.released.set()
        output, _ = first.communicate(timeout=120)
    expect(first.returncode == 0, f"the first build failed: {output}")


@case
def interrupted(case):
    """Stops a build after more and more time, by each signal, until one runs to its end."""
    for number in range(6):
        case.index.add(f"part{number}", "1", files={f"part{number}/data.bin": os.urandom(200_000)})
    case.write("requirements.txt", "".join(f"part{number}\n" for number in range(6)))
    before = case.outputs()
    stopped = 0
    for step in range(400):
        shutil.rmtree(case.store, ignore_errors=True)
        signal_number = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL][step % 3]
        process = subprocess.Popen(
            case.build_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            # A shell starts background jobs with the interrupt ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        time.sleep(step * 0.006)
        process.send_signal(signal_number)
        status = process.wait(timeout=30)
        if status == 0:
            break
        stopped += 1
        expect(status in (130, 143, -signal_number), f"exit status {status} after signal {signal_number}")
        if case.outputs() != before and not os.path.exists(case.project / ".flash" / ".publishing"):
            after = case.outputs()
            changed = {after[name] != before[name] for name in before}
            expect(len(changed) == 1, f"only one of the outputs changed after {step * 6} ms")
    expect(stopped >= 3, f"only {stopped} builds were stopped")
    status, report = case.build()
    expect(status == 0, f"the next build failed: {report.get('error')}")
