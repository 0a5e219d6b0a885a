import type { Stage } from './stage';

/**
 * The stage of `npm start`, and of a synthesis that names none. It is complete, belongs to nobody, and is bound to an
 * account that does not exist, so that it cannot be deployed by mistake.
 */
export const localStage = {
  stage: 'local',
  account: '000000000000',
  sender: 'care@example.com',
  senderName: 'Example Films',
  replyTo: 'help@example.com',
  signatory: 'Maya Lindqvist',
  signatoryRole: 'Head of Customer Care',
  executive: 'Henrik Solberg',
  executiveRole: 'Chief Executive',
  runbooks: 'https://example.com/amends/runbooks/',
} as const satisfies Stage;
