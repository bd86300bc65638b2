-- a neutralized copy neither listens nor speaks
UPDATE social_care_account
   SET state = 'draft',
       username = NULL,
       password = NULL,
       credential_values = NULL,
       publish_database_uuid = NULL;
UPDATE social_care_token
   SET access_token = NULL,
       refresh_token = NULL,
       access_expires_at = NULL,
       expires_at = NULL;
UPDATE social_care_app
   SET webhook_token = NULL,
       webhook_secret = NULL,
       webhook_old_secret = NULL,
       verify_token = NULL,
       client_secret = NULL;
DELETE FROM social_care_login;
DELETE FROM social_care_connect;
DELETE FROM social_care_secret;
UPDATE social_care_reply
   SET state = 'cancelled'
 WHERE state IN ('to_approve', 'queued', 'sending', 'unknown');
