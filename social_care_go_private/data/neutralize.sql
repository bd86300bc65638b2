-- links of the original neither open a form here nor take anything
UPDATE social_care_private_form
   SET state = CASE WHEN state IN ('waiting', 'sent') THEN 'cancelled' ELSE state END,
       key = NULL,
       token_hash = NULL;
