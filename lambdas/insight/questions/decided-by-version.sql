-- title: Decided, by version of the policy
-- answers: How much was decided on each day under each version of a policy, and what came of it.
-- reckoned: A failure, a gesture or a request for a call counts on the day, in UTC, on which it was first decided on, under the version by which it was decided last. The version names the failure type, the code and a hash of its options; the page of what is in force says which options these were. Events of before outcomes named it are not told.
SELECT
  d.day,
  r.failure_type,
  coalesce(r.policy_version, 'not told') AS policy_version,
  count(*) AS decided,
  sum(CASE WHEN r.kinds IS NULL OR r.kinds = '' THEN 1 ELSE 0 END) AS earned_nothing,
  sum(CASE WHEN r.state = 'shadowed' THEN 1 ELSE 0 END) AS only_watched,
  sum(CASE WHEN r.held_at_ms IS NOT NULL THEN 1 ELSE 0 END) AS were_held,
  sum(CASE WHEN r.state = 'issued' THEN 1 ELSE 0 END) AS issued,
  sum(CASE WHEN r.state = 'rejected' THEN 1 ELSE 0 END) AS rejected
FROM remedies AS r
JOIN (
  SELECT remedy, min(day) AS day
  FROM events
  WHERE kind = 'outcome'
  GROUP BY remedy
) AS d ON d.remedy = r.remedy
GROUP BY d.day, r.failure_type, coalesce(r.policy_version, 'not told')
ORDER BY d.day DESC, r.failure_type, decided DESC, policy_version
