# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What script/server, script/test and script/lint have in common.

Python's standard library only: this runs before anything is installed. All that it
makes lies in the ignored folder ``.house`` at the top of the repository.
"""
