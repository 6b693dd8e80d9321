"""Sends requests to the painter with a plain HTTP client."""

import base64
import io
import json
from typing import Any

import aiohttp
from PIL import Image

from bot.sandbox.painter import ScriptedAnswer

MODEL = "google/gemini-2.5-flash-image"
SKETCH = ScriptedAnswer(sketch=True, width=64, height=64)


def images_body(**more: object) -> dict[str, Any]:
    return {"model": MODEL, "prompt": "a fox", **more}


def chat_body(**more: object) -> dict[str, Any]:
    messages = [{"role": "user", "content": "a fox"}]
    return {"model": MODEL, "messages": messages, "modalities": ["image", "text"], **more}


async def post(web: aiohttp.ClientSession, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Send a body to the interface that it is meant for; return status and JSON."""
    path = "chat/completions" if "messages" in body else "images"
    async with web.post(path, json=body) as response:
        return response.status, json.loads(await response.read())


def images(answer: dict[str, Any]) -> list[Image.Image]:
    """Decode the images of a successful answer of either interface."""
    if "data" in answer:
        texts = [item["b64_json"] for item in answer["data"]]
    else:
        urls = [i["image_url"]["url"] for i in answer["choices"][0]["message"]["images"]]
        texts = [url.partition("base64,")[2] for url in urls]
    return [Image.open(io.BytesIO(base64.b64decode(text))) for text in texts]


def png(size: tuple[int, int] = (40, 30)) -> str:
    """Return a red PNG as a data URL."""
    file = io.BytesIO()
    Image.new("P", size, "red").save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def reference(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}
