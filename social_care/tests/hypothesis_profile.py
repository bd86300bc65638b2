# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The same examples in each run, however busy the machine."""

from hypothesis import settings

settings.register_profile("social_care", deadline=None, derandomize=True)
settings.load_profile("social_care")
