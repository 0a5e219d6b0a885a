import type { Stage } from '../lib/app/stage';

/**
 * A stage to copy: `cp stages/example.ts stages/prod.ts`, change what is yours, commit it, and deploy it with
 * `npx cdk deploy --all -c stage=prod`. lib/app/stage.ts describes every setting.
 */
export default {
  stage: 'example',
  account: '111111111111',
  region: 'eu-west-1',

  sender: 'care@example.com',
  senderName: 'Example Films',
  replyTo: 'help@example.com',
  signatory: 'Maya Lindqvist',
  signatoryRole: 'Head of Customer Care',
  executive: 'Henrik Solberg',
  statementName: 'EXAMPLE FILMS',

  publishers: [
    { role: 'arn:aws:iam::111111111111:role/player', failures: ['VideoPlaybackFailed'] },
    { role: 'arn:aws:iam::111111111111:role/warehouse', failures: ['ParcelLost', 'ItemDamaged'] },
  ],
  operators: [
    { role: 'arn:aws:iam::111111111111:role/customer-care', may: ['look', 'approve', 'retry'] },
    { role: 'arn:aws:iam::111111111111:role/on-call', may: ['look', 'switch'] },
  ],

  // Begin by looking on: what would be given is decided, and nothing is given until somebody switches to `auto`.
  firstMode: 'shadow',
  // What goes beyond a limit waits for a person. Amounts by currency stand in place of all default amounts of that
  // limit: with these, whatever is owed in another currency waits too. Name each currency in which you are paid, or
  // leave `perRemedy` out: the defaults know thirty currencies (lambdas/model/limits.ts).
  limits: { perRemedy: { EUR: 3_000, USD: 3_000 }, perDay: { remedies: 200 } },
  policies: {
    VideoPlaybackFailed: { minStalledSeconds: 60 },
    // Hours of a month can be worth a few cents. With this nobody is sent so little with an apology.
    ServiceOutage: { leastShareMinor: { EUR: 100, USD: 100 } },
  },

  alarmEmail: 'on-call@example.com',
  // Where those who are called read docs/runbooks: on your wiki, or in your copy of this repository. Without it an
  // alarm names a page such as docs/runbooks/stuck.md, and no address.
  runbooks: 'https://wiki.example.com/amends/runbooks/',
} satisfies Stage;
