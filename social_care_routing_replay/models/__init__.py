# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_replay_recording
from . import social_care_replay
from . import social_care_replay_change
from . import social_care_replay_measure
from . import social_care_replay_result
