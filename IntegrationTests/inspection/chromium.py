"""Drives a headless Chromium through the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/).

With --remote-debugging-pipe the protocol's JSON messages go through two pipes, each ended by a zero byte.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

from shared.cases import Failed, Skipped

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "chrome")


class Page:
    """A page of a browser of its own; `errors` are the console's, the script's and the dialogs' messages."""

    def __init__(self, url, width=1400, height=1000):
        program = next(filter(None, map(shutil.which, NAMES)), None)
        if program is None:
            raise Skipped("no Chromium is installed; scripts/bootstrap --tests does so")
        self.profile = tempfile.TemporaryDirectory(prefix="flash-chromium-")
        for_browser, self.requests = os.pipe()
        self.replies, from_browser = os.pipe()
        # The browser wants them as 3 and 4, so they must not be among these numbers already.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (for_browser, from_browser)]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{ends[0]} 4>&{ends[1]}', program, "--headless", "--no-sandbox", "--disable-gpu",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}", "--force-device-scale-factor=1"],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for end in (for_browser, from_browser, *ends):
            os.close(end)
        self.number, self.pending, self.session = 0, b"", None
        self.errors, self.loaded, self.urls = [], 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.resize(width, height)
        self.go(url)

    def close(self):
        os.close(self.requests)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.replies)
        self.profile.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def call(self, method, **parameters):
        """Calls a method of the protocol and returns its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.requests, json.dumps(message).encode() + b"\0")
        while True:
            reply = self.receive()
            if reply.get("id") == self.number:
                if "error" in reply:
                    raise Failed(f"{method}: {reply['error']}")
                return reply["result"]

    def receive(self, seconds=60):
        """Reads the next message; notes events."""
        limit = time.monotonic() + seconds
        while b"\0" not in self.pending:
            if not select.select([self.replies], [], [], max(limit - time.monotonic(), 0))[0]:
                raise Failed("the browser does not answer")
            piece = os.read(self.replies, 1 << 20)
            if not piece:
                raise Failed("the browser ended")
            self.pending += piece
        text, self.pending = self.pending.split(b"\0", 1)
        message = json.loads(text)
        self.note(message.get("method"), message.get("params", {}))
        return message

    def note(self, method, event):
        """Takes account of an event."""
        if method == "Page.loadEventFired":
            self.loaded += 1
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(event["exceptionDetails"])[:1000])
        elif method == "Runtime.consoleAPICalled":
            self.errors.append(f"console.{event['type']}: {event['args']}"[:1000])
        elif method == "Log.entryAdded":
            self.errors.append(event["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self.errors.append(f"dialog: {event['message']}")
        elif method == "Network.requestWillBeSent":
            self.urls.append(event["request"]["url"])

    def go(self, url):
        """Opens an address and waits until it has loaded."""
        before = self.loaded
        self.call("Page.navigate", url=url)
        while self.loaded == before:
            self.receive()

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, **features):
        """Sets what media queries see, such as prefers_color_scheme="dark"."""
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ])

    def eval(self, expression):
        """The value of a JavaScript expression, after two frames, so that what was changed before is laid out."""
        program = f"new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({expression}))))"
        result = self.call("Runtime.evaluate", expression=program, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise Failed(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def click(self, expression):
        """Clicks with the mouse into the middle of the element an expression gives."""
        x, y = self.eval(
            f"(element => {{ element.scrollIntoView({{block: 'nearest'}}); const box = element.getBoundingClientRect();"
            f" return [box.x + box.width / 2, box.y + Math.min(box.height / 2, 10)]; }})({expression})"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        """Types text into what has the focus."""
        self.call("Input.insertText", text=text)

    def press(self, key, code=0):
        """Presses a key, such as Enter, Escape or ArrowDown."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def screenshot(self, path):
        """Writes a picture of what is to be seen."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def print(self):
        """The page as PDF."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])
