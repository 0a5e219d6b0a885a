import type { NetworkRules } from '../rules/network-rules';

export const max: NetworkRules = {
  network: 'max',
  name: 'MAX',
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-27',
  source: { title: 'MAX, API of bots: the customer writes first', url: 'https://dev.max.ru/docs-api' },
};
