import type { NetworkRules } from '../rules/network-rules';

/** Replies to mentions: whoever mentions an account may be replied to. */
export const x: NetworkRules = {
  network: 'x',
  name: 'X',
  isPublic: true,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'per-message', usdMicros: 15_000, withLinkUsdMicros: 200_000 },
  asOf: '2026-11-27',
  source: { title: 'X API, pay per use since February 2026', url: 'https://docs.x.com/x-api/getting-started/pricing' },
};
