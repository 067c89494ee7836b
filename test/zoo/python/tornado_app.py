"""tornado: checks the Origin against Host by itself."""
import asyncio
import json
import logging

from announce import listening
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

logging.disable(logging.CRITICAL)


class Good(WebSocketHandler):
    def on_message(self, message):
        self.write_message({"type": "pong"})


class Listed(Good):
    def check_origin(self, origin):
        return origin == "http://localhost:3000"


class Token(Good):
    def check_origin(self, origin):
        return True

    def prepare(self):
        if self.get_query_argument("token", "") != "good":
            raise HTTPError(401)


class CrashBefore(WebSocketHandler):
    def prepare(self):
        raise RuntimeError("the database is gone")


class CrashAfter(WebSocketHandler):
    def open(self):
        raise RuntimeError("the database is gone")


class Careless(WebSocketHandler):
    def on_message(self, message):
        self.write_message(json.loads(message))


class Closes(WebSocketHandler):
    def open(self):
        self.close(1008, "not you")


class Never(WebSocketHandler):
    async def prepare(self):
        await asyncio.sleep(3600)


class Items(RequestHandler):
    def get(self):
        self.write({"items": []})


async def main():
    app = Application(
        [
            ("/ws", Good),
            ("/listed", Listed),
            ("/token", Token),
            ("/crash-before", CrashBefore),
            ("/crash-after", CrashAfter),
            ("/careless", Careless),
            ("/closes", Closes),
            ("/never", Never),
            ("/items", Items),
        ]
    )
    sock = listening()
    sock.setblocking(False)
    HTTPServer(app).add_sockets([sock])
    await asyncio.Event().wait()


asyncio.run(main())
