"""Python websockets by itself: any path, an Origin list, subprotocols."""
import asyncio
import json
import sys
from http import HTTPStatus

import websockets
from announce import listening

OPTIONS = {
    "any": {},
    "origins": {"origins": ["http://localhost:3000"]},
    "small": {"max_size": 16},
    "busy": {"process_request": lambda path, headers: busy()},
}


async def busy():
    return (HTTPStatus.SERVICE_UNAVAILABLE, [("Retry-After", "5")], b"Too many connections\n")


async def converse(ws):
    async for message in ws:
        await ws.send(json.dumps({"type": "pong"}))


async def main():
    async with websockets.serve(converse, sock=listening(), **OPTIONS[sys.argv[1]]):
        await asyncio.Future()


asyncio.run(main())
