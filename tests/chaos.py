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

from .nodes import terminate
from .pushing import signed

# What a sender need not repeat: taken, or refused for good.
SETTLED = {200, 202, 400, 401, 413, 422}
# Of all connections to the database so many end at a time.
SHARE = 0.7


class Chaos:
    """Kills in the background, again and again, until it has done so often enough; at
    its end it waits for that.

    :param nodes: list of ``bench.server.Server`` that are running
    :param connect: makes a context manager of a cursor on their database
    :param rounds: how often to kill
    """

    def __init__(self, nodes, connect, rounds, seed):
        self.nodes, self.connect, self.rounds = nodes, connect, rounds
        self.chance = random.Random(seed)
        self.killed = dict.fromkeys(("worker", "node", "connections"), 0)
        self.stopped, self.faults = threading.Event(), []
        self.thread = threading.Thread(target=self._try)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        if any(error):
            self.stopped.set()
        self.thread.join()
        if self.faults and not any(error):
            raise self.faults[0]

    def _try(self):
        try:
            self._rage()
        except Exception as fault:
            self.faults.append(fault)

    def _rage(self):
        kinds = cycle((self._kill_worker, self._kill_connections, self._kill_node))
        for kill, _round in zip(kinds, range(self.rounds), strict=False):
            if self.stopped.wait(self.chance.uniform(0.5, 2)):
                return
            kill()

    def _kill_worker(self):
        workers = [
            worker
            for node in self.nodes
            for worker in psutil.Process(node.process.pid).children()
        ]
        os.kill(self.chance.choice(workers).pid, signal.SIGKILL)
        self.killed["worker"] += 1

    def _kill_connections(self):
        with self.connect() as cr:
            self.killed["connections"] += terminate(cr, SHARE)

    def _kill_node(self):
        """All its processes at once, as when a machine loses power."""
        node = self.chance.choice(self.nodes)
        node.__exit__()
        self.killed["node"] += 1
        node.__enter__()


class Sender:
    """Delivers over several connections to several nodes, and again until answered.

    ``answers``: pairs of a notice and the status that settled it.
    """

    def __init__(self, ports, path, connections):
        self.ports, self.path, self.connections = ports, path, connections
        self.answers = []

    def deliver(self, deliveries):
        """:param deliveries: pairs of a notice and the secret that it is signed with"""
        waiting = iter(deliveries)
        lock = threading.Lock()

        def work(port):
            while True:
                with lock:
                    delivery = next(waiting, None)
                if delivery is None:
                    return
                self.answers.append((delivery[0], self._insist(port, *delivery)))

        ports = [self.ports[n % len(self.ports)] for n in range(self.connections)]
        hands = [threading.Thread(target=work, args=(port,)) for port in ports]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

    def _insist(self, first, notice, secret):
        """The status with which one node or the other settles a delivery. It is signed
        each time: a signature is valid for some minutes."""
        others = [port for port in self.ports if port != first]
        for port in cycle((first, *others)):
            status = self._post(port, *signed(notice, secret))
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
