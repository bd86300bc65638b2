-- a neutralized copy knows no password of a phone system
UPDATE social_care_phone_system
   SET ami_secret = NULL,
       ari_password = NULL;
