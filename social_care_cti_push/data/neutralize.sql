-- a neutralized copy has no address that somebody else's phone system posts to
UPDATE social_care_phone_system
   SET push_token = NULL,
       push_password = NULL;
DELETE FROM social_care_phone_notice;
