import type { NetworkRules } from '../../rules/network-rules';

const common = {
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  asOf: '2026-11-30',
} as const;

/** Replies to posts: whoever mentions or quotes an account may be replied to by it, and nobody else by a program. */
export const x: NetworkRules = {
  ...common,
  network: 'x',
  name: 'X',
  isPublic: true,
  cost: { kind: 'per-message', usdMicros: 10_000 },
  source: {
    title: 'X API, pricing (summoned posts) and restrictions of replies since 23 February 2026',
    url: 'https://docs.x.com/x-api/getting-started/pricing',
  },
};

/** Direct messages that are not encrypted: whoever wrote to the account may be answered. */
export const xMessages: NetworkRules = {
  ...common,
  network: 'x-messages',
  name: 'messages on X',
  isPublic: false,
  cost: { kind: 'per-message', usdMicros: 15_000 },
  source: {
    title: 'X API, manage direct messages, and pricing (DM interaction)',
    url: 'https://docs.x.com/x-api/direct-messages/manage/introduction',
  },
};
