-- a neutralized copy asks nobody for a rating, and its page takes none
UPDATE social_care_rating_request
   SET state = CASE state WHEN 'sent' THEN 'expired' ELSE 'skipped' END,
       skip_reason = CASE state WHEN 'sent' THEN NULL ELSE 'copy' END
 WHERE state IN ('scheduled', 'sending', 'sent');
UPDATE social_care_rating_request
   SET key = NULL,
       token_hash = NULL;
