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
  statementName: 'EXAMPLE FILMS',
  checkedShare: 0.5,
  followUps: { refund: true, replacement: true, mended: true },
  look: {
    legal: ['Example Films Ltd, 1 Example Street, London EC1A 1AA', 'Registered in England and Wales, No. 00000000'],
  },
  brands: {
    parcels: {
      senderName: 'Example Parcels',
      sender: 'care@parcels.example.com',
      signatory: 'Ben Moss',
      signatoryRole: 'Head of Deliveries',
      statementName: 'EXAMPLE PARCELS',
      words: 'stages/parcels-words',
      look: { accent: '#7a2e12', legal: ['Example Parcels Ltd, 2 Example Street, London EC1A 1AA'] },
      senderIdentity: 'example.com',
    },
  },
  // The shop of the local company: no server listens on port 0.
  shop: { url: 'http://localhost:0/shop' },
  detectors: {
    parcels: {},
    playback: {},
    health: {
      options: {
        services: [
          {
            service: 'streaming',
            cloudwatch: ['streaming-*'],
            statuspage: ['component_streaming'],
            pagerduty: ['PSTREAM'],
          },
        ],
        // Nobody who looks wants to wait for the pace.
        eventsPerSecond: 50,
      },
    },
    tickets: {
      options: {
        kinds: [
          { tag: 'film_would_not_play', mishap: 'unplayable', answer: 'nothing' },
          { tag: 'parcel_never_came', mishap: 'neverCame' },
        ],
      },
    },
  },
  search: ['reference', 'order', 'payment'],
  runbooks: 'https://example.com/amends/runbooks/',
} as const satisfies Stage;
