from runpod_flash import remote

from workers.resources import gpu


@remote(gpu, dependencies=["numpy>=2,<3"])
async def embed(pictures: list[dict]) -> list[dict]:
    import numpy as np

    vectors = []
    for picture in pictures:
        pixels = np.asarray(picture["pixels"], dtype=np.float32) / 255
        vectors.append({"url": picture["url"], "vector": pixels.mean(axis=(0, 1)).tolist()})
    return vectors
