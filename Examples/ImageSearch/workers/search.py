from runpod_flash import remote

from workers.resources import api


@remote(api, method="POST", path="/search", dependencies=["numpy>=2,<3"])
async def search(query: list[float], vectors: list[list[float]], limit: int = 10):
    import numpy as np

    matrix = np.asarray(vectors)
    scores = matrix @ np.asarray(query)
    best = np.argsort(-scores)[:limit]
    return {"best": [{"row": int(row), "score": float(scores[row])} for row in best]}


@remote(api, method="GET", path="/version")
async def version():
    return {"version": "1"}
