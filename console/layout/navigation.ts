import type { Duty } from '../../lambdas/operator-api/duty';

/** Where the console leads to. Who lacks the duty of a page is not led there. */
export const navigation: readonly { readonly name: string; readonly href: string; readonly duty?: Duty }[] = [
  { name: 'Today', href: '/' },
  { name: 'Holds', href: '/holds', duty: 'look' },
  { name: 'Remedies', href: '/remedies', duty: 'look' },
  { name: 'Mails', href: '/notices', duty: 'look' },
  { name: 'Conversations', href: '/conversations', duty: 'look' },
  { name: 'Dead letters', href: '/dead-letters', duty: 'look' },
  { name: 'Customers', href: '/customers', duty: 'look' },
  { name: 'Insight', href: '/insight', duty: 'look' },
  { name: 'Switches', href: '/controls' },
  { name: 'In force', href: '/in-force', duty: 'look' },
  { name: 'Findings', href: '/findings', duty: 'look' },
  { name: 'Unmended', href: '/unmended', duty: 'look' },
  { name: 'Signals', href: '/unjoined', duty: 'look' },
  { name: 'Checks', href: '/checks', duty: 'check' },
  { name: 'Audit', href: '/audit', duty: 'audit' },
];
