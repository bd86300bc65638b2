# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import HttpCase

from odoo.addons.social_care_api.models import social_care_api_usage
from odoo.addons.social_care_api.tests.api_common import ServiceCase

from ..tools.credentials import WSU
from ..tools.envelope import WSSE
from ..tools.schema import NAMESPACE
from ..tools.versions import SOAP_11, SOAP_12
from ..tools.wsdl import PATH

GET_AGENT = f'<GetAgent xmlns="{NAMESPACE}"/>'


def make_token(login, key, nonce="", created="", kind="PasswordText"):
    """Return the header with a UsernameToken.

    :param nonce: with ``created``, or ''
    """
    more = f"<w:Nonce>{nonce}</w:Nonce><u:Created>{created}</u:Created>"
    return (
        f'<e:Header><w:Security xmlns:w="{WSSE}" xmlns:u="{WSU}"><w:UsernameToken>'
        f'<w:Username>{login}</w:Username><w:Password Type="urn:x#{kind}">{key}'
        f"</w:Password>{more if nonce else ''}</w:UsernameToken></w:Security>"
        "</e:Header>"
    )


def make_envelope(body=GET_AGENT, version=SOAP_11, header=""):
    return (
        f'<e:Envelope xmlns:e="{version.namespace}">{header}'
        f"<e:Body>{body}</e:Body></e:Envelope>"
    )


class SoapCase(HttpCase, ServiceCase):
    """Messages to the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.make_key(cls.anna.user_id)
        cls.login = cls.anna.user_id.login

    def setUp(self):
        super().setUp()
        social_care_api_usage._shares.clear()
        self.env.registry._login_failures = None

    @classmethod
    def make_key(cls, user):
        keys = cls.env["res.users.apikeys"].with_user(user)
        expires = fields.Datetime.now() + timedelta(days=1)
        return keys._generate(None, "Desktop", expires)

    def post(self, envelope, version=SOAP_11, auth=None, **headers):
        """:return: response"""
        if isinstance(envelope, str):
            envelope = envelope.encode()
        headers.setdefault("Content-Type", f"{version.media_type}; charset=utf-8")
        if auth is None:
            headers["Authorization"] = f"Bearer {self.key}"
        return self.opener.post(
            self.base_url() + PATH, data=envelope, headers=headers, auth=auth or None
        )

    def call_soap(self, name, version=SOAP_11, **values):
        """:return: response"""
        texts = "".join(f"<{key}>{value}</{key}>" for key, value in values.items())
        body = f'<{name} xmlns="{NAMESPACE}">{texts}</{name}>'
        return self.post(make_envelope(body, version), version)

    def assert_answered(self, response):
        """:return: {name of a simple field of the result: text}"""
        self.assertEqual(response.status_code, 200, response.text)
        result = etree.fromstring(response.content)[0][0][0]
        return {etree.QName(child).localname: child.text for child in result}

    def assert_fault(self, response, code, status=500, version=SOAP_11):
        """:return: words of the fault"""
        self.assertEqual(response.status_code, status, response.text)
        media_type, *_more = response.headers["Content-Type"].split(";")
        self.assertEqual(media_type, version.media_type)
        root = etree.fromstring(response.content)
        self.assertEqual(root.tag, version.qualify("Envelope"))
        self.assertEqual(root[0][0].tag, version.qualify("Fault"))
        problem = root.find(f".//{{{NAMESPACE}}}Problem")
        self.assertEqual(problem[0].text, code, response.text)
        self.assertNotIn("Traceback", response.text)
        kind = version.server if code == "internal_error" else version.client
        if version is SOAP_12 or "Mismatch" not in response.text:
            self.assertIn(f"soap:{kind}<", response.text)
        return problem[1].text
