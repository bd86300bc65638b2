from . import test_concurrent_delivery
from . import test_incident_race
from . import test_install
from . import test_killed_server
from . import test_killed_workers
from . import test_queries
from . import test_storm
