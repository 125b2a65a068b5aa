extension FactsScript {
    /// Goes through `paths` and prints a line for each, after `header`.
    static let main = #"""


        def facts(path):
            with open(path, "rb") as file:
                content = file.read()
            result, details = {"digest": sha256(content).hexdigest(), "error": None}, []
            try:
                source = Source(content)
                tree = source.parse()
                try:
                    walker = Walker(source, tree)
                    result.update(walker.facts)
                    details = walker.details
                except RecursionError:
                    raise Unreadable("nesting", "the source is nested too deeply to be read")
                result["comments"] = source.comments()
            except Unreadable as error:
                result["error"] = error.fact
            return result, details


        def run():
            output = sys.stdout.buffer
            output.write(dumps(header) + b"\n")
            for path in paths:
                try:
                    result, details = facts(path)
                except OSError as error:
                    result = {"digest": "", "error": {"kind": "unreadable", "message": str(error.strerror or error), "line": 1, "column": 1}}
                    details = []
                # What is in function bodies comes second, so that a reader can leave it alone.
                details = dumps(details)
                result["detailBytes"] = len(details)
                output.write(dumps(result) + b"\t" + details + b"\n")
                output.flush()


        def main():
            import _thread
            try:
                import _warnings
                _warnings.filters.insert(0, ("ignore", None, Warning, None, 0))
            except Exception:
                import warnings
                warnings.simplefilter("ignore")
            sys.setrecursionlimit(8000)
            # A thread of its own, because deep sources need more stack than the main thread has.
            finished, failure = _thread.allocate_lock(), []
            finished.acquire()

            def body():
                try:
                    run()
                except BaseException as error:
                    failure.append(error)
                finally:
                    finished.release()

            try:
                _thread.stack_size(256 << 20)
                _thread.start_new_thread(body, ())
            except (ValueError, RuntimeError):
                body()
            finished.acquire()
            if failure:
                raise failure[0]


        main()
        """#
}
