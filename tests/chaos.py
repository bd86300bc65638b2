# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What goes wrong in a bad night: workers, servers and connections die, and a tool
accepts every call and never answers."""

import os
import random
import signal
import socket
import threading
from http.client import HTTPConnection, HTTPException
from itertools import cycle

import psutil

# What a sender need not repeat: taken, or refused for good.
SETTLED = {200, 202, 400, 401, 413, 422}
# Servers name their connections so; those of the test itself are left alone.
NODES = "soak-node"
TERMINATE = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE %s AND random() < 0.7
"""


class Chaos:
    """Kills in the background, again and again, until it has done so often enough.

    :param nodes: list of ``bench.server.Server`` that are running
    :param connect: makes a context manager of a cursor on their database
    :param rounds: how often to kill
    """

    def __init__(self, nodes, connect, rounds, seed):
        self.nodes, self.connect, self.rounds = nodes, connect, rounds
        self.chance = random.Random(seed)
        self.killed = dict.fromkeys(("worker", "node", "connections"), 0)
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._rage)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        if any(error):
            self.stopped.set()
        self.thread.join()

    def _rage(self):
        kinds = cycle((self._kill_worker, self._kill_connections, self._kill_node))
        for kill, _round in zip(kinds, range(self.rounds), strict=False):
            if self.stopped.wait(self.chance.uniform(0.5, 2)):
                return
            kill(self.chance.choice(self.nodes))

    def _kill_worker(self, node):
        workers = psutil.Process(node.process.pid).children()
        if workers:
            os.kill(self.chance.choice(workers).pid, signal.SIGKILL)
            self.killed["worker"] += 1

    def _kill_connections(self, _node):
        with self.connect() as cr:
            cr.execute(TERMINATE, (f"{NODES}%",))
            self.killed["connections"] += cr.fetchone()[0]

    def _kill_node(self, node):
        """All its processes at once, as when a machine loses power."""
        node.__exit__()
        self.killed["node"] += 1
        node.__enter__()


class Sender:
    """Delivers over several connections to several nodes, and again until answered."""

    def __init__(self, ports, path, connections):
        self.ports, self.path, self.connections = ports, path, connections
        self.answers = []

    def deliver(self, requests):
        """Deliver all of ``requests``, pairs of headers and body."""
        waiting = iter(requests)
        lock = threading.Lock()

        def work(port):
            while True:
                with lock:
                    request = next(waiting, None)
                if request is None:
                    return
                self.answers.append(self._insist(port, *request))

        ports = [self.ports[n % len(self.ports)] for n in range(self.connections)]
        hands = [threading.Thread(target=work, args=(port,)) for port in ports]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

    def _insist(self, first, headers, body):
        """The status with which one node or the other settles a request."""
        others = [port for port in self.ports if port != first]
        for port in cycle((first, *others)):
            status = self._post(port, headers, body)
            if status in SETTLED:
                return status
            threading.Event().wait(0.2)

    def _post(self, port, headers, body):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status


class HangingTool:
    """Accepts every connection and never says a word."""

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self.listener.getsockname()[1]
        self.accepted = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.listener.close()
        for connection in self.accepted:
            connection.close()

    def _accept(self):
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            self.accepted.append(connection)
