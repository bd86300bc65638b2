# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import os
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import requests

from odoo.addons.social_care_api.tools.openapi import BASE

from ..bench.server import Server
from .api_clients import CLIENTS, generate_client, make_desk, run_client
from .race import RaceCase

# Requests by schemathesis: about 2,000 here, 20,000 by script/soak.
EXAMPLES = 250 if os.environ.get("SOAK") else 16
# What a cursor or an ID means is not in a schema: valid ones may be refused.
LEFT_OUT = "positive_data_acceptance"
# A stranger's program on the client that was generated from our document.
STRANGER = """
import sys
from desk import AuthenticatedClient
from desk.api.agent import get_agent, set_agent_state, take_next_work
from desk.api.tickets import add_note, close_ticket, get_work
from desk.models import (
    AddNoteBody, CloseTicketBody, SetAgentStateBody, SetAgentStateBodyState,
    TakeNextWorkBody,
)

client = AuthenticatedClient(base_url=sys.argv[1], token=sys.argv[2])
state = SetAgentStateBody(state=SetAgentStateBodyState.AVAILABLE)
set_agent_state.sync(client=client, body=state)
taken = take_next_work.sync(client=client, body=TakeNextWorkBody())
ticket = get_work.sync(taken.ticket_id, client=client)
add_note.sync(ticket.ticket_id, client=client, body=AddNoteBody(text="By a stranger"))
closed = close_ticket.sync(ticket.ticket_id, client=client, body=CloseTicketBody())
print(get_agent.sync(client=client).name, ticket.title, closed.is_closed)
"""


@unittest.skipUnless(CLIENTS, "without a network there are no other clients")
class TestApiClients(RaceCase):
    """Clients that nobody here wrote, and a real server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            cls.key, _ticket = make_desk(env, "Olga Outside", "supervisor")
            parameters = env["ir.config_parameter"]
            parameters.set_param("social_care_api.requests_per_minute", "999999")
        cls.log = cls.enterClassContext(TemporaryFile("w+"))
        config = cls.config.fget(cls)
        nothing = {"ODOO_QUEUE_JOB_CHANNELS": "root:0"}
        server = Server(config, cls.database, cls.log, **nothing)
        cls.server = cls.enterClassContext(server)
        cls.address = f"http://127.0.0.1:{cls.server.port}{BASE}"

    def test_a_client_that_was_generated_from_the_document_works_a_ticket(self):
        document = requests.get(f"{self.address}/openapi.json", timeout=60).json()
        with TemporaryDirectory() as folder:
            desk = generate_client(Path(folder), document)
            (desk / "stranger.py").write_text(STRANGER)
            said = run_client(
                "python", "stranger.py", self.address, self.key, folder=desk
            )
        self.assertEqual(said.strip(), "Olga Outside Parcel True")

    def test_no_request_gets_an_answer_that_is_not_documented(self):
        folder = self.enterContext(TemporaryDirectory())
        run_client(
            "schemathesis",
            *("run", f"{self.address}/openapi.json"),
            *("--header", f"Authorization: Bearer {self.key}"),
            *("--max-examples", str(EXAMPLES), "--seed", "16"),
            *("--checks", "all", "--exclude-checks", LEFT_OUT),
            *("--phases", "examples,coverage,fuzzing", "--workers", "1", "--no-color"),
            *("--generation-database", "none"),
            folder=folder,
        )
        self.log.seek(0)
        lines = self.log.readlines()
        errors = [line for line in lines if " ERROR " in line or "Traceback" in line]
        self.assertEqual(errors, [])
