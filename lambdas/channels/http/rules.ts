import type { NetworkRules } from '../rules/network-rules';

/** A desk of the company's own: what it may do is the company's matter. */
export const ownEndpoint: NetworkRules = {
  network: 'http',
  name: "the company's own endpoint",
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
  source: {
    title: 'The contract of the endpoint',
    url: 'docs/channels/http.md',
  },
};
