-- a neutralized copy notifies nobody
UPDATE social_care_api_subscription
   SET state = 'off',
       secret = NULL,
       old_secret = NULL,
       database_uuid = NULL;
UPDATE social_care_api_delivery
   SET state = 'parked'
 WHERE state = 'waiting';
