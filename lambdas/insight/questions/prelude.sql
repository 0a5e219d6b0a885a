-- Two days stand in place of the question marks: the first and the last day, in UTC, on which records arrived.
WITH events AS (
  -- An event may be delivered twice. It counts once, by what it is about and its version.
  SELECT *
  FROM (
    SELECT
      i.*,
      row_number() OVER (PARTITION BY kind, remedy, version, mail, state ORDER BY recorded_at_ms) AS delivery
    FROM insight AS i
    WHERE day BETWEEN ? AND ?
  ) AS delivered
  WHERE delivery = 1
),
every_remedy AS (
  -- Each remedy as it stands last. What one event of it no longer says, because its customer was erased, another may.
  SELECT *
  FROM (
    SELECT
      remedy,
      customer,
      version,
      recorded_at_ms,
      failure_type,
      state,
      day,
      max(source) OVER (PARTITION BY remedy) AS source,
      max(brand) OVER (PARTITION BY remedy) AS brand,
      max(market) OVER (PARTITION BY remedy) AS market,
      max(language) OVER (PARTITION BY remedy) AS language,
      max(evidence) OVER (PARTITION BY remedy) AS evidence,
      max(incident) OVER (PARTITION BY remedy) AS incident,
      max(facts) OVER (PARTITION BY remedy) AS facts,
      max(paid_minor) OVER (PARTITION BY remedy) AS paid_minor,
      min(occurred_at_ms) OVER (PARTITION BY remedy) AS occurred_at_ms,
      detected_at_ms,
      currency,
      currency_exponent,
      kinds,
      decided_minor,
      refunded_minor,
      credited_minor,
      replaced_minor,
      granted_minor,
      cancelled_minor,
      called_back,
      refusal,
      reasons,
      policy_version,
      awaits,
      bearer,
      bearer_party,
      borne_minor,
      refunded_minor + credited_minor + replaced_minor + granted_minor + cancelled_minor AS given_minor,
      min(CASE WHEN state = 'issued' THEN recorded_at_ms END) OVER (PARTITION BY remedy) AS issued_at_ms,
      min(CASE WHEN state = 'held' THEN recorded_at_ms END) OVER (PARTITION BY remedy) AS held_at_ms,
      max(CASE WHEN state = 'held' THEN recorded_at_ms END) OVER (PARTITION BY remedy) AS last_held_at_ms,
      row_number() OVER (PARTITION BY remedy ORDER BY version DESC, recorded_at_ms DESC) AS newness
    FROM events
    WHERE kind = 'outcome'
  ) AS versions
  WHERE newness = 1
),
-- Who was asked whether it was made right, and since when: the question arrived, or was answered.
asked AS (
  SELECT remedy, min(recorded_at_ms) AS asked_at_ms
  FROM events
  WHERE kind = 'feedback' OR (kind = 'mail' AND mail = 'feedback' AND state = 'delivered')
  GROUP BY remedy
),
-- Of each remedy the last answer counts.
answers AS (
  SELECT remedy, state AS said, terms AS spoken
  FROM (
    SELECT remedy, state, terms, row_number() OVER (PARTITION BY remedy ORDER BY version DESC) AS newness
    FROM events
    WHERE kind = 'feedback'
  ) AS versions
  WHERE newness = 1
)
