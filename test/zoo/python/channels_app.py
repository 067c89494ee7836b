"""Django Channels on daphne, with the validator of origins that its template has."""
import json
import os
import sys

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["localhost"] if os.environ.get("ZOO") == "hosts" else ["127.0.0.1", "localhost"],
    ROOT_URLCONF="urls",
    DEBUG=False,
    SECRET_KEY="zoo",
    INSTALLED_APPS=["channels"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
)
urls = type(sys)("urls")
urls.urlpatterns = []
sys.modules["urls"] = urls
django.setup()

from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator  # noqa: E402
from daphne.server import Server  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.urls import path  # noqa: E402

from announce import announce  # noqa: E402


class Good(AsyncJsonWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None, **_):
        try:
            said = json.loads(text_data or "")
        except ValueError:
            said = {}
        await self.send_json({"type": "pong" if said.get("type") == "ping" else "error"})


class Token(Good):
    async def connect(self):
        if b"token=good" in self.scope["query_string"]:
            await self.accept()
        else:
            await self.close(4401)


class CrashBefore(Good):
    async def connect(self):
        raise RuntimeError("the database is gone")


class CrashAfter(Good):
    async def connect(self):
        await self.accept()
        raise RuntimeError("the database is gone")


class Careless(AsyncJsonWebsocketConsumer):
    """What Channels does by itself with a frame that is no JSON."""


class Closes(Good):
    async def connect(self):
        await self.accept()
        await self.close(4403)


routes = URLRouter(
    [
        path("ws/", Good.as_asgi()),
        path("token/", Token.as_asgi()),
        path("crash-before/", CrashBefore.as_asgi()),
        path("crash-after/", CrashAfter.as_asgi()),
        path("careless/", Careless.as_asgi()),
        path("closes/", Closes.as_asgi()),
    ]
)
guard = {
    "hosts": lambda: AllowedHostsOriginValidator(routes),
    "origins": lambda: OriginValidator(routes, ["http://localhost:3000"]),
}.get(os.environ.get("ZOO", ""), lambda: routes)
protocols = {"http": get_asgi_application(), "websocket": guard()}
if os.environ.get("ZOO") == "no-websocket":
    del protocols["websocket"]


class Announcing(Server):
    def listen_success(self, port):
        super().listen_success(port)
        announce(port.getHost().port)


Announcing(ProtocolTypeRouter(protocols), endpoints=["tcp:port=0:interface=127.0.0.1"], verbosity=0).run()
