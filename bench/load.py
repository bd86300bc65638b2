# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The client: a process of its own that delivers notices over a few connections.

It reads pickled requests, ``(path, headers, body)``, from its input (a GET where the
body is None) and prints as JSON
how many seconds all took and, for each of them, the status (0: no answer) and its own
seconds. Standard library only.
"""

import json
import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path


def deliver(port, requests, connections=4):
    """Run the client; returns seconds and [(status, seconds)], in their order."""
    done = subprocess.run(
        [sys.executable, Path(__file__), str(port), str(connections)],
        input=pickle.dumps(requests),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def _main(port, connections):
    requests = pickle.load(sys.stdin.buffer)
    waiting = iter(enumerate(requests))
    answers = [None] * len(requests)
    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        hands = [pool.submit(_work, port, waiting, answers) for _ in range(connections)]
    for hand in hands:
        hand.result()
    json.dump((time.perf_counter() - started, answers), sys.stdout)


def _work(port, waiting, answers):
    """One connection: the next request goes out when the last is answered."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for index, (path, headers, body) in waiting:
        started = time.perf_counter()
        status = _ask(connection, path, headers, body)
        answers[index] = status, time.perf_counter() - started


def _ask(connection, path, headers, body):
    try:
        connection.request("GET" if body is None else "POST", path, body, headers)
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        connection.close()
        return 0
    return response.status


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
