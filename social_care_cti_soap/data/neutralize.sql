-- a neutralized copy knows no password of a switch
UPDATE social_care_phone_system
   SET soap_password = NULL;
