from runpod_flash import remote

from workers.resources import cpu

PACKAGES = ["pillow", "requests"]


@remote(resource_config=cpu, dependencies=[*PACKAGES, "numpy>=2,<3"])
async def prepare(urls: list[str]) -> list[dict]:
    import io

    import numpy as np
    import requests
    from PIL import Image

    side = 224
    pictures = []
    for url in urls:
        body = requests.get(url, timeout=30).content
        image = Image.open(io.BytesIO(body)).convert("RGB").resize((side, side))
        pictures.append({"url": url, "pixels": np.asarray(image).tolist()})
    return pictures
