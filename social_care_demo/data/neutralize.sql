-- a neutralized copy does not know the app of the demo network, nor what it may do
DELETE FROM ir_config_parameter WHERE key = 'social_care_demo.client_secret';
DELETE FROM social_care_demo_grant;
