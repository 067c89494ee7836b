"""A render farm on aiohttp: a login, a token in the Authorization header, jobs that report their progress."""
import asyncio
import json
import os
import re
import secrets
import sys
import threading

from aiohttp import WSMsgType, web

TOKENS = set()


async def login(request):
    try:
        who = await request.json()
    except ValueError:
        return web.json_response({"detail": "no JSON"}, status=400)
    if who != {"user": "ada", "password": "lovelace"}:
        return web.json_response({"detail": "unknown"}, status=401)
    token = secrets.token_urlsafe(24)
    TOKENS.add(token)
    return web.json_response({"token": token})


async def health(_):
    return web.json_response({"status": "up"})


def is_job(message):
    samples = message.get("samples", 1)
    return (
        message.get("type") == "submit"
        and isinstance(message.get("job"), str)
        and re.fullmatch(r"[a-z0-9-]{1,40}", message["job"]) is not None
        and message.get("scene") in ("teapot", "bunny")
        and isinstance(samples, int)
        and not isinstance(samples, bool)
        and 1 <= samples <= 64
    )


async def render(ws, job):
    await ws.send_json({"type": "accepted", "job": job})
    for percent in (25, 50, 75):
        await asyncio.sleep(0.01)
        await ws.send_json({"type": "progress", "job": job, "percent": percent})
    await ws.send_json({"type": "done", "job": job, "bytes": 4096})


async def jobs(request):
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or token not in TOKENS:
        return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    ws = web.WebSocketResponse(heartbeat=20, max_msg_size=1 << 20)
    await ws.prepare(request)
    async for frame in ws:
        message = None
        if frame.type == WSMsgType.TEXT:
            try:
                message = json.loads(frame.data)
            except (ValueError, RecursionError):
                pass
        if isinstance(message, dict) and is_job(message):
            await render(ws, message["job"])
        else:
            await ws.send_json({"type": "problem", "detail": "this is no job"})
    return ws


async def main():
    app = web.Application()
    app.add_routes([web.post("/login", login), web.get("/health", health), web.get("/jobs", jobs)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("ready", runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


# It ends when whoever started it does.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(main())
