"""A listening socket on a free port of loopback, said on stdout so that the zoo knows it."""
import socket
import sys


def listening(host="127.0.0.1"):
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((host, 0))
    sock.listen(128)
    announce(sock.getsockname()[1])
    return sock


def announce(port):
    print(f"PORT {port}", file=sys.stderr, flush=True)
