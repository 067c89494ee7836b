"""aiohttp: handlers that are right, refuse, crash, return, and never answer."""
import asyncio

from aiohttp import web
from announce import listening

PAGE = "http://localhost:3000"


async def accept(request, **more):
    ws = web.WebSocketResponse(**more)
    await ws.prepare(request)
    return ws


async def converse(ws):
    async for message in ws:
        if message.type == web.WSMsgType.TEXT:
            await ws.send_json({"type": "pong"})
    return ws


async def good(request):
    return await converse(await accept(request))


async def origin(request):
    if request.headers.get("Origin") != PAGE:
        raise web.HTTPForbidden()
    return await converse(await accept(request))


async def token(request):
    if request.query.get("token") != "good":
        raise web.HTTPUnauthorized()
    return await converse(await accept(request))


async def role(request):
    if request.query.get("token") != "staff":
        raise web.HTTPForbidden(text="not enough permissions")
    return await converse(await accept(request))


async def query(request):
    if "symbol" not in request.query:
        raise web.HTTPBadRequest(text="symbol is missing")
    return await converse(await accept(request))


async def crash_before(request):
    raise RuntimeError("the database is gone")


async def crash_after(request):
    await accept(request)
    raise RuntimeError("the database is gone")


async def returns(request):
    return await accept(request)


async def never(request):
    await asyncio.sleep(3600)


async def careless(request):
    ws = await accept(request)
    async for message in ws:
        await ws.send_json(message.json())
    return ws


async def small(request):
    return await converse(await accept(request, max_msg_size=16))


async def plain(request):
    return web.json_response({"items": []})


app = web.Application()
app.add_routes(
    [
        web.get("/ws", good),
        web.get("/origin", origin),
        web.get("/token", token),
        web.get("/role", role),
        web.get("/query", query),
        web.get("/crash-before", crash_before),
        web.get("/crash-after", crash_after),
        web.get("/returns", returns),
        web.get("/never", never),
        web.get("/careless", careless),
        web.get("/small", small),
        web.get("/items", plain),
        web.post("/orders", plain),
    ]
)
web.run_app(app, sock=listening(), print=None, access_log=None)
