import type { NetworkRules } from '../../rules/network-rules';

/** Comments on the public posts of a page, and posts that mention it. There are no direct messages for companies. */
export const linkedin: NetworkRules = {
  network: 'linkedin',
  name: 'LinkedIn comments',
  isPublic: true,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-30',
  source: {
    title: 'LinkedIn, Community Management API, comments: on application, a version lives a year',
    url: 'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api',
  },
};
