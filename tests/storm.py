# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Deliveries as networks make them and, as plain values, what must be there after."""

from collections import Counter
from datetime import datetime, timedelta

from .pushing import SECRET, post, signed

DELIVERIES = 5000
BEGINNING = datetime(2026, 1, 1)
# Answers come while people still remember what they answer.
REMEMBERED = 200


class Storm:
    """Deliveries: 10 % duplicates (half of them right behind the original, on
    another connection), 5 % disorder, 2 % edits, 1 % deletions, 1 % of an unknown
    kind, 1 % badly signed. Two of five posts answer an earlier one; in every second
    conversation an answer names its parent alone, as some networks do.

    ``mentions``: {id: (text, first post of the conversation)}; ``earlier``: {id: text
    before the edit}; ``unknown``: ids; ``statuses``: how often the webhook answers so;
    ``deliveries``: pairs of a notice and the secret that it is signed with.

    :param chance: a ``random.Random``
    :param count: number of deliveries
    """

    def __init__(self, chance, count=DELIVERIES):
        self.chance, self.count = chance, count
        self.mentions, self.earlier, self.unknown = {}, {}, set()
        posts = self._posts(self._part(84))
        notices = posts + self._edits(posts, self._part(2))
        notices += self._deletions(posts, self._part(1))
        notices += self._strange(self._part(1))
        notices = self._repeated(
            self._disordered(notices, self._part(5)), self._part(10)
        )
        answers = [202 if notice["id"] in self.unknown else 200 for notice in notices]
        self.statuses = Counter(answers) + Counter({401: self._part(1)})
        genuine = [(notice, SECRET) for notice in notices]
        self.deliveries = self._with_forged(genuine, self._part(1))

    @property
    def requests(self):
        """Headers and body of each, signed now."""
        return [signed(*delivery) for delivery in self.deliveries]

    def _part(self, percent):
        return self.count * percent // 100

    # -- what people do --------------------------------------------------------

    def _posts(self, count):
        posts = []
        for number in range(count):
            answered = self.chance.random() < 0.4 and posts[-REMEMBERED:]
            parent = self.chance.choice(answered) if answered else None
            posts.append(self._post(number, parent))
        return posts

    def _post(self, number, parent):
        notice = post(number, posted_at=at(number))
        root = self.mentions[parent["id"]][1] if parent else notice["id"]
        self.mentions[notice["id"]] = notice["text"], root
        if parent:
            notice |= {"kind": "comment", "parent_id": parent["id"]}
        if int(root.removeprefix("post-")) % 2:
            notice["thread_id"] = root
        return notice

    def _edits(self, posts, count):
        return [self._edit(notice) for notice in self.chance.sample(posts, count)]

    def _edit(self, notice):
        text, root = self.mentions[notice["id"]]
        self.earlier[notice["id"]] = text
        self.mentions[notice["id"]] = f"{text}, or is it", root
        number = int(notice["id"].removeprefix("post-"))
        return notice | {
            "kind": "edit",
            "of": notice["kind"],
            "text": f"{text}, or is it",
            "edited_at": at(number + self.count),
        }

    def _deletions(self, posts, count):
        """Of answers only: a conversation that begins with a deletion has no ticket
        where the deletion is read first, and one where it is not."""
        answers = [notice["id"] for notice in posts if notice["kind"] == "comment"]
        return [self._delete(eid) for eid in self.chance.sample(answers, count)]

    def _delete(self, external_id):
        self.mentions[external_id] = False, self.mentions[external_id][1]
        self.earlier.pop(external_id, None)
        return {"id": external_id, "kind": "deletion", "deleted_at": at(2 * self.count)}

    def _strange(self, count):
        strange = [post(f"s{n}", kind="poll_vote") for n in range(count)]
        self.unknown = {notice["id"] for notice in strange}
        return strange

    # -- what the network makes of it ------------------------------------------

    def _disordered(self, notices, count):
        for _ in range(count):
            notice = notices.pop(self.chance.randrange(len(notices)))
            notices.insert(self.chance.randrange(len(notices)), notice)
        return notices

    def _repeated(self, notices, count):
        for index in sorted(
            self.chance.sample(range(len(notices)), count), reverse=True
        ):
            at_once = self.chance.random() < 0.5
            second = index + 1 if at_once else self.chance.randrange(len(notices))
            notices.insert(second, notices[index])
        return notices

    def _with_forged(self, deliveries, count):
        for number in range(count):
            forged = post(f"forged-{number}"), "not the secret"
            deliveries.insert(self.chance.randrange(len(deliveries)), forged)
        return deliveries


def at(seconds):
    return (BEGINNING + timedelta(seconds=seconds)).isoformat()
