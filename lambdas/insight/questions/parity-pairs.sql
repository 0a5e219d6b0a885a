-- title: Parity: same facts, another remedy
-- answers: Every two ways in which the same facts were treated, with the reasons of both.
-- reckoned: Same facts: the same type, evidence, price and currency, and the same hash of what a policy decides by, in which numbers and times are rounded to one digit. Limits, earlier remedies and a person's word may rightly tell two apart; the reasons say so. Where many were treated alike they are one line, with how many they are.
WITH ways AS (
  SELECT
    failure_type,
    facts,
    coalesce(evidence, '') AS evidence,
    paid_minor,
    currency,
    currency_exponent,
    CASE WHEN kinds IS NULL OR kinds = '' THEN 'nothing' ELSE kinds END AS outcome,
    decided_minor,
    CASE WHEN kinds IS NULL OR kinds = '' THEN 'nothing' ELSE concat(kinds, ' ', CAST(decided_minor AS varchar)) END AS way,
    count(*) AS remedies,
    min(reasons) AS reasons
  FROM failures
  WHERE facts IS NOT NULL AND paid_minor IS NOT NULL AND currency IS NOT NULL
  GROUP BY failure_type, facts, coalesce(evidence, ''), paid_minor, currency, currency_exponent, kinds, decided_minor
)
SELECT
  a.failure_type,
  a.currency,
  a.currency_exponent,
  a.paid_minor,
  a.remedies AS remedies_one,
  a.outcome AS outcome_one,
  a.decided_minor AS decided_one_minor,
  a.reasons AS reasons_one,
  b.remedies AS remedies_other,
  b.outcome AS outcome_other,
  b.decided_minor AS decided_other_minor,
  b.reasons AS reasons_other
FROM ways AS a
JOIN ways AS b
  ON a.failure_type = b.failure_type
  AND a.facts = b.facts
  AND a.evidence = b.evidence
  AND a.paid_minor = b.paid_minor
  AND a.currency = b.currency
  AND a.way < b.way
ORDER BY a.failure_type, a.remedies + b.remedies DESC, a.paid_minor, a.way, b.way
LIMIT 1000
