-- a neutralized copy neither listens nor calls, though it has the ID of the original
UPDATE social_care_phone_system
   SET database_uuid = NULL;
