"""Notifications over a WebSocket: a page fetches a ticket, and connects with it."""

import json
import secrets
import time
from typing import Literal

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel

ORIGINS = ["https://app.example.com", "http://localhost:5173"]
TICKET_SECONDS = 300

app = FastAPI()
# This middleware has a say over HTTP only: a WebSocket passes it by, whatever its Origin is.
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)

tickets: dict[str, float] = {}


class MarkRead(BaseModel):
    type: Literal["mark_read"]
    id: int


@app.post("/api/ticket")
def ticket() -> dict[str, str]:
    value = secrets.token_urlsafe(24)
    tickets[value] = time.monotonic() + TICKET_SECONDS
    return {"ticket": value}


@app.websocket("/ws/notifications")
async def notifications(websocket: WebSocket, ticket: str = "") -> None:
    origin = websocket.headers.get("origin")
    if origin is not None and origin not in ORIGINS:
        return await websocket.close()  # before accept(): the handshake is refused with 403
    if tickets.get(ticket, 0) < time.monotonic():
        return await websocket.close()

    await websocket.accept()
    await websocket.send_json({"type": "unread", "ids": [1, 2, 3]})
    unread = {1, 2, 3}
    try:
        while True:
            try:
                request = MarkRead(**json.loads(await websocket.receive_text()))
            except (TypeError, ValueError):  # no object, no JSON, or not what MarkRead says
                await websocket.send_json({"type": "error", "message": "Not a message of this feed."})
                continue
            unread.discard(request.id)
            await websocket.send_json({"type": "marked", "id": request.id, "left": len(unread)})
    except WebSocketDisconnect:
        pass
