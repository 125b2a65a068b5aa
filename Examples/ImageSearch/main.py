"""An image search service: a CPU worker prepares pictures, a GPU worker embeds them, an API ties both together."""

from fastapi import FastAPI

from workers.embed import embed
from workers.prepare import prepare

app = FastAPI(title="Image search")


@app.post("/index")
async def index(urls: list[str]):
    prepared = await prepare(urls)
    return await embed(prepared)


@app.get("/ping")
def ping():
    return {"status": "healthy"}
