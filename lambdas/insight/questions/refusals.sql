-- title: What providers and partners refuse
-- answers: Why a part of a remedy was refused, how often, and whether its customer got something all the same.
-- reckoned: By the last news of each remedy and the first part of it that was refused. Reasons are those of the provider or the partner.
-- chart: bars refusal remedies
SELECT
  refusal,
  failure_type,
  count(*) AS remedies,
  sum(CASE WHEN state = 'issued' THEN 1 ELSE 0 END) AS given_all_the_same,
  sum(CASE WHEN state IN ('needs-attention', 'held') THEN 1 ELSE 0 END) AS with_a_person,
  currency,
  currency_exponent,
  sum(decided_minor) AS decided_minor
FROM remedies
WHERE refusal IS NOT NULL
GROUP BY refusal, failure_type, currency, currency_exponent
ORDER BY remedies DESC, refusal, failure_type, currency
