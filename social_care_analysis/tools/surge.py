# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What is a rise of mentions: an incident, perhaps a campaign, or nothing?

A hashtag is a subject by itself, if enough people use it who do not copy each other.

``storm`` counts people, ``subject`` asks what they speak of, ``complaint`` how they
feel; this puts the three together.
"""

from collections import Counter
from dataclasses import dataclass

from . import complaint, storm, subject

INCIDENT, CAMPAIGN = "incident", "campaign"
# A term needs this share of all people, so that not each new hashtag is a storm.
SHARE = 0.05
# A rise belongs to a campaign that has this share of its mentions.
SHARED = 0.25


@dataclass(frozen=True)
class Voice:
    """One mention: its conversation, what it names, its mood (-1, 0, 1), its topic
    (None without one), and whether it has a hashtag of a campaign."""

    talk: object
    words: frozenset
    mood: int
    topic: object = None
    in_campaign: bool = False


@dataclass(frozen=True)
class Background:
    """What a rise is compared with.

    ``voices`` are of the days before, ``troubles`` the topics that people complain
    about.
    """

    voices: tuple
    troubles: frozenset

    def of(self, topic):
        """Voices on a topic; of all where there is none."""
        return [v for v in self.voices if topic is None or v.topic == topic]


def judge(key, evidence, voices, background, share=1.0):
    """INCIDENT, CAMPAIGN, or None for nothing unusual.

    :param key: ``topic:…``, ``term:…`` or ``group:…``
    :param evidence: decades that the number of people is worth
    :param voices: the mentions of the rise
    :param background: a Background
    :param share: of all people of that time
    """
    if evidence < storm.LEAST or (key.startswith("term:") and share < SHARE):
        return None
    topic = find_main_topic(voices)
    if key.startswith("term:#"):
        if len({voice.talk for voice in voices}) < storm.FEWEST:
            return None
    else:
        before = background.of(topic)
        if not subject.is_shared(_words(voices), _words(before)):
            return None
        evidence += subject.decades(_words_of_talks(voices), _words_of_talks(before))
    if evidence < storm.ENOUGH:
        return None
    is_about_trouble = topic in background.troubles and not _are_in_campaign(voices)
    usual = _moods(background.voices)
    is_storm = complaint.is_storm(_moods(voices), usual, is_about_trouble)
    return INCIDENT if is_storm else CAMPAIGN


def find_main_topic(voices):
    """The topic of at least half of them, or None."""
    [(topic, count)] = Counter(voice.topic for voice in voices).most_common(1)
    return topic if 2 * count >= len(voices) else None


def _words(voices):
    return [voice.words for voice in voices]


def _words_of_talks(voices):
    """What each conversation names: what it draws after it is no other evidence."""
    return list({voice.talk: voice.words for voice in voices}.values())


def _are_in_campaign(voices):
    return sum(voice.in_campaign for voice in voices) >= SHARED * len(voices)


def _moods(voices):
    moods = Counter(voice.mood for voice in voices)
    return complaint.Moods(len(voices), moods[-1], moods[1])
