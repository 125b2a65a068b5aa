from runpod_flash import CpuInstanceType, CpuLiveServerless, GpuGroup, LiveServerless, remote

cpu = CpuLiveServerless(name="split", instanceIds=[CpuInstanceType.CPU3C_1_2], workersMax=2)
gpu = LiveServerless(name="embed", gpus=[GpuGroup.ADA_24], workersMin=0, workersMax=3)


@remote(resource_config=cpu, dependencies=["beautifulsoup4>=4.12,<5"])
async def split(page: str) -> list[str]:
    from bs4 import BeautifulSoup
    from pipeline.chunks import chunks

    return chunks(BeautifulSoup(page, "html.parser").get_text(" "))


@remote(resource_config=gpu, dependencies=["numpy>=2,<3"])
async def embed(parts: list[str]) -> list[list[float]]:
    import numpy as np

    vectors = np.zeros((len(parts), 256), dtype=np.float32)
    for row, part in enumerate(parts):
        np.add.at(vectors[row], np.frombuffer(part.encode(), dtype=np.uint8), 1)
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)).tolist()
