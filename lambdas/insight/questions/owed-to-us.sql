-- title: What merchants and carriers owe us
-- answers: Who else bears what was given, and how much.
-- reckoned: Of remedies that are given. What failed afterwards is not owed any more and stands apart. What a party has paid back is told to finance and not to this system: nothing here says what came back.
-- chart: bars bearer_party owed_minor
SELECT
  bearer,
  coalesce(bearer_party, 'not named') AS bearer_party,
  currency,
  currency_exponent,
  sum(CASE WHEN state = 'issued' THEN 1 ELSE 0 END) AS remedies,
  sum(CASE WHEN state = 'issued' THEN borne_minor ELSE 0 END) AS owed_minor,
  sum(CASE WHEN state = 'late-failed' THEN borne_minor ELSE 0 END) AS no_longer_owed_minor
FROM remedies
WHERE bearer IN ('merchant', 'carrier') AND state IN ('issued', 'late-failed')
GROUP BY bearer, coalesce(bearer_party, 'not named'), currency, currency_exponent
ORDER BY currency, owed_minor DESC, bearer, bearer_party
