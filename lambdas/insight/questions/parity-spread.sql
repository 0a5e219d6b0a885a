-- title: Parity: how far remedies are apart
-- answers: Whether customers of the same type, market and price band are treated alike, also from one version of a policy to the next.
-- reckoned: What was decided, given or not, in percent of what had been paid. A price band is from a power of ten of the currency's units to the next. Ways are the different kinds of remedies.
-- chart: bars failure_type spread_percent
SELECT
  failure_type,
  coalesce(policy_version, 'not told') AS policy_version,
  coalesce(market, 'not known') AS market,
  currency,
  price_band,
  count(*) AS remedies,
  count(DISTINCT coalesce(kinds, '')) AS ways,
  min(share_percent) AS least_percent,
  max(share_percent) AS most_percent,
  max(share_percent) - min(share_percent) AS spread_percent
FROM (
  SELECT
    failure_type,
    policy_version,
    market,
    currency,
    kinds,
    CASE
      WHEN paid_minor < power(10, currency_exponent + 1) THEN '1 below 10'
      WHEN paid_minor < power(10, currency_exponent + 2) THEN '2 from 10'
      WHEN paid_minor < power(10, currency_exponent + 3) THEN '3 from 100'
      ELSE '4 from 1000'
    END AS price_band,
    100 * decided_minor / paid_minor AS share_percent
  FROM failures
  WHERE paid_minor > 0 AND currency IS NOT NULL
) AS shares
GROUP BY failure_type, coalesce(policy_version, 'not told'), coalesce(market, 'not known'), currency, price_band
ORDER BY spread_percent DESC, failure_type, policy_version, market, currency, price_band
