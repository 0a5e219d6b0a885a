import type { NetworkRules } from '../rules/network-rules';

/** Mail: what everybody has, and what is used where nothing else may be. */
export const mail: NetworkRules = {
  network: 'mail',
  name: 'mail',
  isPublic: false,
  mayBegin: true,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'per-message', usdMicros: 100 },
  asOf: '2026-11-29',
  source: { title: 'Amazon SES pricing', url: 'https://aws.amazon.com/ses/pricing/' },
};
