# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from email.message import EmailMessage

from odoo.tests import BaseCase
from odoo.tools.mail import append_content_to_html

from ..tools.mail import extract_new_words, is_auto_reply, is_automatic

RESPONDERS = (
    ("Auto-Submitted", "auto-replied"),
    ("auto-submitted", "Auto-Replied; owner-email=a@b.example"),
    ("Auto-Submitted", "auto-replied (vacation)"),
    ("Precedence", "auto_reply"),
    ("X-Autoreply", "yes"),
    ("X-Autorespond", "Parcel"),
    ("X-AutoReply-From", "paula@cust.example"),
    ("Subject", "Automatic reply: Parcel"),
    ("Subject", "Out of Office: Parcel"),
    ("Subject", "Automatische Antwort: Paket"),
    ("Subject", "Abwesenheitsnotiz"),
    ("Subject", "Réponse automatique : colis"),
    ("Subject", "Respuesta automática: paquete"),
    ("Subject", "Risposta automatica: pacco"),
    ("Subject", "Odpowiedź automatyczna: paczka"),
    ("Subject", "Resposta automática: pacote"),
    ("Subject", "Автоответ: посылка"),
    ("Subject", "自动回复: 包裹"),
)
MACHINES = (
    ("Auto-Submitted", "auto-generated"),
    ("Auto-Submitted", "auto-notified"),
    ("Precedence", "bulk"),
    ("Precedence", "Junk"),
    ("X-Auto-Response-Suppress", "All"),
    ("X-Auto-Response-Suppress", "DR, All"),
    ("Return-Path", "<>"),
)
PEOPLE = (
    ("Auto-Submitted", "no"),
    ("Auto-Submitted", "No (written by me)"),
    ("X-Autoreply", "no"),
    ("Precedence", "normal"),
    ("X-Auto-Response-Suppress", "OOF, AutoReply"),
    ("Return-Path", "<paula@cust.example>"),
    ("Subject", "Re: Automatic reply: Parcel"),
    ("Subject", "My automatic door is out of order"),
    # A group address passes on what people write.
    ("List-Id", "<support.example.com>"),
    ("Precedence", "list"),
)


class TestAutomatic(BaseCase):
    def mail(self, name, value):
        mail = EmailMessage()
        mail[name] = value
        return mail

    def test_vacation_programs_are_told_by_their_headers(self):
        for header in RESPONDERS:
            with self.subTest(header=header):
                self.assertTrue(is_auto_reply(self.mail(*header)))
                self.assertTrue(is_automatic(self.mail(*header)))

    def test_other_machines_send_no_replies(self):
        for header in MACHINES:
            with self.subTest(header=header):
                self.assertFalse(is_auto_reply(self.mail(*header)))
                self.assertTrue(is_automatic(self.mail(*header)))

    def test_what_people_write_is_not_automatic(self):
        for header in PEOPLE:
            with self.subTest(header=header):
                self.assertFalse(is_automatic(self.mail(*header)))

    def test_a_mail_without_headers_is_of_a_person(self):
        self.assertFalse(is_automatic(EmailMessage()))


class TestNewWords(BaseCase):
    """What somebody added, in the mails of usual programs."""

    def test_plain_text(self):
        for text, new in (
            ("Thanks!\n", "Thanks!"),
            ("Thanks!\n\n-- \nPaula Smith\nACME", "Thanks!"),
            (
                "Thanks!\n\nOn Thu, Nov 26, 2026 at 4:00 AM Support <s@example.com>\n"
                "wrote:\n\n> It is on its way.\n>\n> Anna\n",
                "Thanks!",
            ),
            (
                "Danke!\n\nAm 26.11.2026 um 04:00 schrieb Support:\n> Es kommt",
                "Danke!",
            ),
            (
                "Thanks!\n\n-----Original Message-----\nFrom: S <s@a.example>\n\nIt",
                "Thanks!",
            ),
            ("Still not here!\n> quoted\nreally", "Still not here!\nreally"),
            ("Thanks!\nOrder 4711 is missing:", "Thanks!\nOrder 4711 is missing:"),
        ):
            with self.subTest(text=text):
                body = append_content_to_html("", text, preserve=True)
                self.assertEqual(extract_new_words(body), new)

    def test_words_below_a_quotation_are_new_too(self):
        text = "Danke!\n\nAm 26.11.2026 schrieb S:\n> Es kommt\n\nAber es fehlt etwas"
        body = append_content_to_html("", text, preserve=True)
        self.assertIn("Aber es fehlt etwas", extract_new_words(body))

    def test_gmail(self):
        body = (
            '<div dir="ltr">Thanks!</div><br><div class="gmail_quote"><div '
            'class="gmail_attr">On Thu, Nov 26, 2026 at 4:00 AM Support &lt;s@x.example'
            "&gt; wrote:<br></div><blockquote>It is on its way.</blockquote></div>"
        )
        self.assertEqual(extract_new_words(body), "Thanks!")

    def test_outlook(self):
        body = (
            '<div>Danke!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">'
            "<b>Von:</b> Support &lt;s@x.example&gt;</div><div>Es kommt</div>"
        )
        self.assertEqual(extract_new_words(body), "Danke!")

    def test_apple_mail(self):
        body = (
            '<div>Merci<br><blockquote type="cite"><div>Le 26 nov. 2026 à 04:00, '
            "Support &lt;s@x.example&gt; a écrit :</div>Il arrive</blockquote></div>"
        )
        self.assertEqual(extract_new_words(body), "Merci")

    def test_an_empty_mail_has_none(self):
        for body in ("", "  ", False, "<p></p>"):
            self.assertEqual(extract_new_words(body), "")

    def test_markup_is_text(self):
        self.assertEqual(
            extract_new_words("<p>1 &lt; 2 <script>x()</script></p>"), "1 < 2"
        )
