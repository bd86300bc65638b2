from . import test_access_matrix
from . import test_access_routes
from . import test_access_rpc
from . import test_accessibility
from . import test_answering
from . import test_app
from . import test_asterisk_calls, test_asterisk_check, test_asterisk_outage
from . import test_api_bluesky, test_api_clients, test_api_conversation
from . import test_api_java, test_api_killed, test_api_race
from . import test_api_soap, test_api_usage
from . import test_approval_race
from . import test_attested_phone
from . import test_bad_switch
from . import test_between_channels
from . import test_call_notices
from . import test_channels
from . import test_check_sla
from . import test_concurrent_delivery
from . import test_configuration
from . import test_confirmation_race
from . import test_dark_scheme
from . import test_deletion
from . import test_desk_hour
from . import test_desk_layout
from . import test_discovery
from . import test_extension
from . import test_first_start
from . import test_imports
from . import test_incident_race
from . import test_install
from . import test_killed_phone
from . import test_killed_server
from . import test_killed_workers
from . import test_lead_race
from . import test_link_race
from . import test_leaving_race
from . import test_lease
from . import test_long_backlog
from . import test_hotkeys, test_menus
from . import test_lost_connections
from . import test_one_history
from . import test_peers_phone
from . import test_phone_load
from . import test_polish_refund
from . import test_post_then_call
from . import test_private_form_race
from . import test_queries
from . import test_queue_locks
from . import test_queue_race
from . import test_readme
from . import test_restart
from . import test_slow_networks
from . import test_soak
from . import test_soap_calls
from . import test_social_sla
from . import test_social_unanswered
from . import test_storm
from . import test_time_in_queue
from . import test_tour_agent_queue
from . import test_translation_race
from . import test_translations
from . import test_uninstall
from . import test_update
from . import test_upgrade
from . import test_vacuum
from . import test_views
from . import test_webhook_messages, test_webhooks
from . import test_writing
