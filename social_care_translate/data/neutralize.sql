-- a neutralized copy sends no text to the translation service
UPDATE social_care_translator
   SET api_key = NULL,
       database_uuid = NULL;
