"""python-socketio: on WSGI without a WebSocket library (polling only), or on aiohttp with an allowed origin."""
import sys

import socketio
from announce import listening

if sys.argv[1] == "polling":
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    def page(_, start):
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"Not found"]

    sio = socketio.Server(async_mode="threading")
    sock = listening()
    server = WSGIServer(sock.getsockname(), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = sock
    server.server_name, server.server_port = "zoo", sock.getsockname()[1]
    server.setup_environ()
    server.set_app(socketio.WSGIApp(sio, page))
    server.serve_forever()
else:
    from aiohttp import web

    sio = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins=["http://localhost:3000"])
    app = web.Application()
    sio.attach(app)
    web.run_app(app, sock=listening(), print=None, access_log=None)
