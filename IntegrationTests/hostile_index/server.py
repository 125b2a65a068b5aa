"""An index on loopback that answers whatever a case wants."""

import threading

from shared import loopback


class HostileServer:
    """Answers each path with what a case put there: bytes, or a function that gets the request handler.

    The path `*` stands for all that have no answer, other than those of metadata files.
    """

    def __init__(self):
        self.answers = {}
        self.requests = []
        self.is_closing = threading.Event()
        server = self

        class Handler(loopback.Handler):
            def do_HEAD(self):
                self.reply(b"", status=405)

            def do_GET(self):
                server.requests.append(self.path)
                answer = server.answers.get(self.path)
                if answer is None and not self.path.endswith(".metadata"):
                    answer = server.answers.get("*")
                if answer is None:
                    return self.reply(b"", status=404)
                if callable(answer):
                    return answer(self)
                self.reply(*answer) if isinstance(answer, tuple) else self.reply(answer)

            def sleep(self, seconds):
                server.is_closing.wait(seconds)

        self.server = loopback.Server(Handler)
        self.origin = self.server.origin

    def close(self):
        self.is_closing.set()
        self.server.close()
