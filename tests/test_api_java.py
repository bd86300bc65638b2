# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care_api_soap.tools.wsdl import PATH
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase

from .test_api_soap import make_key, prepare

CLASSPATH = os.environ.get("JAXWS_CLASSPATH")
SECONDS = 120


@unittest.skipUnless(CLASSPATH and shutil.which("javac"), "needs Java and JAX-WS")
@tagged("post_install", "-at_install")
class TestApiJava(ReplyCase, HttpCase):
    """The stubs that Java's wsimport makes of our WSDL compile, and work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare(cls)
        cls.folder = Path(tempfile.mkdtemp(prefix="social-care-java-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def run_java(self, program, *arguments):
        """:return: what it printed"""
        classpath = os.pathsep.join([CLASSPATH, str(self.folder)])
        done = subprocess.run(
            [program, "-cp", classpath, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            cwd=self.folder,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def make_stubs(self):
        wsdl = self.folder / "care.wsdl"
        wsdl.write_bytes(self.url_open(f"{PATH}?wsdl").content)
        tool = ("com.sun.tools.ws.WsImport", "-Xnocompile", "-p", "care")
        told = self.run_java("java", *tool, "-s", self.folder, "-d", self.folder, wsdl)
        self.assertNotIn("ERROR", told)
        desk = Path(os.environ["JAXWS_PEER"]) / "Desk.java"
        sources = (self.folder / "care").glob("*.java")
        self.run_java("javac", "-nowarn", "-d", self.folder, desk, *sources)

    def test_an_agent_works_a_ticket(self):
        self.make_stubs()
        address = f"{self.base_url()}{PATH}?wsdl"
        login, key = self.agent.login, make_key(self.agent)
        self.cr.flush()
        self.cr.clear()
        # Java has no cookie of the test.
        with self.allow_requests(all_requests=True):
            told = self.run_java("java", "Desk", address, login, key)
        lines = told.split()
        replies = {line for line in lines if line.startswith("reply=")}
        self.assertEqual(len(replies), 1, told)
        reply = self.env["social.care.reply"].browse(int(replies.pop()[6:]))
        self.assertIn("On its way.", reply.text)
        self.assertIn("state=available", lines)
        self.assertIn("message=Where is my parcel?", told)
        self.assertIn("closed=true", lines)
        self.assertIn("refused=forbidden", lines)
        self.assertTrue(self.waiting.ticket_id.closed)
