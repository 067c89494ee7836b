"""FastAPI: one route for each way in which a WebSocket of FastAPI is refused, or dies. ZOO chooses what is around them."""
import asyncio
import json
import os
import sys
import time

from announce import listening
from fastapi import APIRouter, Depends, FastAPI, Query, Request, WebSocket
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse
from fastapi.security import HTTPBearer
from starlette.middleware.httpsredirect import HTTPSRedirectMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

PAGE = "http://localhost:3000"
AROUND = set(os.environ.get("ZOO", "").split())
app = FastAPI(title="Zoo", version="1.0.0")
api = APIRouter(prefix="/api/v1")


async def converse(ws: WebSocket):
    """A handler as it is meant: answers everything, and what it does not understand with an error."""
    while True:
        try:
            message = await ws.receive()
            if message["type"] == "websocket.disconnect":
                return
            said = json.loads(message.get("text") or "")
        except ValueError:
            await ws.send_json({"type": "error", "text": "That is no JSON."})
            continue
        await ws.send_json({"type": "pong" if said.get("type") == "ping" else "error"})


def unless_hidden(route, path):
    return (lambda handler: handler) if "hidden" in AROUND else route(path)


@unless_hidden(app.websocket, "/ws")
async def good(ws: WebSocket):
    await ws.accept()
    await converse(ws)


@api.get("/items")
def items():
    return []


@unless_hidden(api.websocket, "/ws/events")
async def events(ws: WebSocket):
    await ws.accept()
    await converse(ws)


@app.websocket("/origin")
async def origin(ws: WebSocket):
    if ws.headers.get("origin") != PAGE:
        await ws.close(1008)
        return
    await ws.accept()
    await converse(ws)


@app.websocket("/token")
async def token(ws: WebSocket):
    if ws.query_params.get("token") != "good":
        await ws.close(4401)
        return
    await ws.accept()
    await converse(ws)


@app.websocket("/token-unchecked")
async def token_unchecked(ws: WebSocket):
    if "token" not in ws.query_params:
        await ws.close(4401)
        return
    await ws.accept()
    await converse(ws)


@app.websocket("/origin-and-token")
async def origin_and_token(ws: WebSocket):
    if ws.headers.get("origin") != PAGE or ws.query_params.get("token") != "good":
        await ws.close(4401)
        return
    await ws.accept()
    await converse(ws)


@app.websocket("/token-after")
async def token_after(ws: WebSocket):
    await ws.accept()
    if ws.query_params.get("token") != "good":
        await ws.close(4401, "token please")
        return
    await converse(ws)


async def known(user):
    """A database that is asked who that is."""
    await asyncio.sleep(0.02)
    return user == "good"


@app.websocket("/looked-up")
async def looked_up(ws: WebSocket):
    """Refused for a reason that no flip of a diagnosis finds: whoever asks is unknown."""
    if not await known(None):
        await ws.close(4403)
        return
    await ws.accept()
    await converse(ws)


@app.websocket("/refused")
async def refused(ws: WebSocket):
    """The same, without a look at anything: as quick as no route."""
    await ws.close(4403)


@app.websocket("/cookie")
async def cookie(ws: WebSocket):
    await ws.accept()
    if ws.cookies.get("session") != "good":
        await ws.close(4401, "no session")
        return
    await converse(ws)


@app.websocket("/role-after")
async def role_after(ws: WebSocket):
    await ws.accept()
    await ws.close(4403, "staff only")


@app.websocket("/query")
async def query(ws: WebSocket, symbol: str = Query(...)):
    await ws.accept()
    await converse(ws)


@app.websocket("/room/{number}")
async def room(ws: WebSocket, number: int):
    await ws.accept()
    await converse(ws)


@app.websocket("/crash-before")
async def crash_before(ws: WebSocket):
    raise RuntimeError("the database is gone")


@app.websocket("/bearer")
async def bearer(ws: WebSocket, user=Depends(HTTPBearer())):
    await ws.accept()


@app.websocket("/crash-after")
async def crash_after(ws: WebSocket):
    await ws.accept()
    raise RuntimeError("the database is gone")


@app.websocket("/returns")
async def returns(ws: WebSocket):
    await ws.accept()


@app.websocket("/never")
async def never(ws: WebSocket):
    await asyncio.sleep(3600)


@app.websocket("/code/{code}")
async def code(ws: WebSocket, code: int):
    await ws.accept()
    await ws.close(code)


@app.websocket("/json")
async def careless(ws: WebSocket):
    await ws.accept()
    while True:
        await ws.send_json({"type": "pong", "to": await ws.receive_json()})


@app.websocket("/chat")
async def chat(ws: WebSocket):
    if "chat.v1" not in ws.scope["subprotocols"]:
        await ws.close(1002)
        return
    await ws.accept(subprotocol="chat.v1")
    await converse(ws)


@app.websocket("/chat-any")
async def chat_any(ws: WebSocket):
    """Selects chat.v1 where it is offered, and takes clients without."""
    await ws.accept(subprotocol="chat.v1" if "chat.v1" in ws.scope["subprotocols"] else None)
    await converse(ws)


@app.websocket("/silent")
async def silent(ws: WebSocket):
    await ws.accept()
    while True:
        await ws.receive()


@app.websocket("/other-reply")
async def other_reply(ws: WebSocket):
    await ws.accept()
    while True:
        await ws.receive_text()
        await ws.send_json({"type": "error", "text": "unknown action"})


here = 0


@app.websocket("/one-at-a-time")
async def one_at_a_time(ws: WebSocket):
    global here
    if here >= 1:
        await ws.close(1013)
        return
    here += 1
    try:
        await ws.accept()
        await converse(ws)
    finally:
        here -= 1


@app.websocket("/one-at-a-time-after")
async def one_at_a_time_after(ws: WebSocket):
    global here
    await ws.accept()
    if here >= 1:
        await ws.close(1013, "full")
        return
    here += 1
    try:
        await converse(ws)
    finally:
        here -= 1


@app.post("/orders")
def orders():
    return {}


@app.get("/status")
def status():
    return {"websocket_enabled": "hidden" not in AROUND}


@app.get("/places")
def places():
    return {"active_connections": here}


@app.get("/stuck")
async def stuck():
    time.sleep(3600)


@app.get("/ws-token")
def ws_token(request: Request):
    if "no-tokens" in AROUND:
        return PlainTextResponse("the issuer is down", 503)
    return {"token": "good"}


app.include_router(api)
if "cors" in AROUND:
    app.add_middleware(CORSMiddleware, allow_origins=[PAGE], allow_credentials=True)
if "hosts" in AROUND:
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["example.com", "localhost"])
if "https" in AROUND:
    app.add_middleware(HTTPSRedirectMiddleware)
if "static" in AROUND:
    app.mount("/", StaticFiles(directory=os.path.dirname(__file__), html=True))


def serve(how):
    if how == "hypercorn":
        from hypercorn.asyncio import serve as run
        from hypercorn.config import Config

        config = Config()
        sock = listening()
        config.bind = [f"fd://{sock.fileno()}"]
        config.accesslog = config.errorlog = None
        asyncio.run(run(app, config))
        return
    import uvicorn

    config = uvicorn.Config(app, ws=how, log_level="critical")
    uvicorn.Server(config).run(sockets=[listening()])


if __name__ == "__main__":
    serve(sys.argv[1])
