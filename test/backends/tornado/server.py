"""Thermometers on tornado: a stream for each sensor that a client watches."""
import asyncio
import json
import os
import sys
import threading

import tornado.ioloop
import tornado.web
import tornado.websocket

SENSORS = {"cellar": 11.5, "attic": 24.0}


class Readings(tornado.websocket.WebSocketHandler):
    def check_origin(self, origin):
        return origin == "http://localhost:3000"

    def open(self):
        self.streams = {}
        self.sequence = 0

    def on_message(self, message):
        try:
            wish = json.loads(message)
            action, sensor = wish["action"], wish["sensor"]
            celsius = SENSORS[sensor]
            if action not in ("watch", "unwatch"):
                raise KeyError(action)
        except (ValueError, KeyError, TypeError, RecursionError):
            self.close(1011, "not understood")
            return
        self.stop(sensor)
        if action == "unwatch":
            self.write_message({"event": "unwatched", "sensor": sensor})
            return
        self.write_message({"event": "watching", "sensor": sensor})
        stream = tornado.ioloop.PeriodicCallback(lambda: self.read(sensor, celsius), 200)
        self.streams[sensor] = stream
        self.read(sensor, celsius)
        stream.start()

    def read(self, sensor, celsius):
        try:
            self.write_message(
                {"event": "reading", "sensor": sensor, "celsius": celsius, "sequence": self.sequence}
            )
            self.sequence += 1
        except tornado.websocket.WebSocketClosedError:
            self.stop(sensor)

    def stop(self, sensor):
        stream = self.streams.pop(sensor, None)
        if stream is not None:
            stream.stop()

    def on_close(self):
        for sensor in list(self.streams):
            self.stop(sensor)


async def main():
    app = tornado.web.Application([(r"/readings", Readings)])
    server = app.listen(0, "127.0.0.1")
    [socket] = server._sockets.values()
    print("ready", socket.getsockname()[1], flush=True)
    await asyncio.Event().wait()


# It ends when whoever started it does.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(main())
