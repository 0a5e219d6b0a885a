import type { NetworkRules } from '../rules/network-rules';

/** Messages to a group, through its bot. */
export const odnoklassniki: NetworkRules = {
  network: 'odnoklassniki',
  name: 'Odnoklassniki',
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-30',
  source: { title: 'OK, messages of groups (Bot API)', url: 'https://apiok.ru/dev/graph_api/bot_api' },
};
