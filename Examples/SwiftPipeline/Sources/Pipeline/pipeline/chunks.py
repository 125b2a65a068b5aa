"""Shared by all workers; travels with the library target."""


def chunks(text: str, words: int = 200) -> list[str]:
    parts = text.split()
    return [" ".join(parts[start : start + words]) for start in range(0, len(parts), words)]
