# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which queues an agent's phone is in, and for which of them it is paused.

Asterisk tells of each queue by itself. A phone is paused when all of its queues are
paused for it: one that still rings it finds an agent who is there.

Source: Asterisk 22, AMI events of app_queue (docs.asterisk.org).
"""

from odoo.addons.social_care_cti.tools.phone_feed import Pause

CHANGES = ("QueueMemberPause", "QueueMemberAdded", "QueueMemberRemoved")


class Members:
    """The phones in the queues of one Asterisk."""

    def __init__(self):
        # {device: {queue: whether it is paused there}}
        self._queues = {}

    def learn(self, entries, devices):
        """Take in all that Asterisk lists after a gap.

        :param entries: events that answer QueueStatus
        :param devices: phones of agents, some of which may be in no queue
        :return: list of ``Pause``, one for each phone
        """
        reasons = dict.fromkeys(sorted(devices), "")
        for entry in entries:
            if entry.get("Event") == "QueueMember":
                device = self._note(entry)
                reasons[device] = reasons.get(device) or entry.get("PausedReason", "")
        return [
            Pause(device, self._is_paused(device), reason, is_found=True)
            for device, reason in reasons.items()
        ]

    def hear(self, event):
        """Take in one event.

        :return: list of ``Pause``; empty if no phone came into the queues, left them,
            or was paused or unpaused by it
        """
        kind = event.get("Event")
        if kind not in CHANGES:
            return []
        before = self._is_paused(_get_device(event))
        device = self._note(event)
        now = self._is_paused(device)
        if now == before:
            return []
        # Whoever comes into a queue has not unpaused anything.
        is_found = kind != "QueueMemberPause"
        return [Pause(device, now, event.get("PausedReason", ""), is_found)]

    def _note(self, event):
        """:return: the device that the event is about"""
        device = _get_device(event)
        queues = self._queues.setdefault(device, {})
        queues[event.get("Queue", "")] = event.get("Paused") == "1"
        if event["Event"] == "QueueMemberRemoved":
            del queues[event.get("Queue", "")]
        return device

    def _is_paused(self, device):
        """:return: whether all of its queues are paused; None if it is in none"""
        queues = self._queues.get(device)
        return all(queues.values()) if queues else None


def _get_device(event):
    return (
        event.get("StateInterface")
        or event.get("Interface")
        or event.get("Location")
        or ""
    )
