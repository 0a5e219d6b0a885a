import type { Stage } from './stage';

/** What a customer writes who has waited for too long, in some of the languages in which the local company sells. */
const listed = {
  counts: 'listed-phrases',
  phrases: ['no answer', 'never again', 'keine Antwort', 'нет ответа'],
} as const;

/** Few people write on a network of this machine. */
const amplification = { people: 3, withinMinutes: 60 } as const;

/** Nobody is written to at night, by the clock of where they are. */
const begins = { dayBudgetUsd: 20, quietHours: { from: 21, until: 8, timeZone: 'Europe/London' } } as const;

/** Nobody is sent a few pennies with an apology. */
const leastShareMinor = { EUR: 1_00, GBP: 1_00, USD: 1_00 } as const;

/** The customers' endpoint of the local company: no server listens on port 0. */
const customers = { url: 'http://localhost:0/customers' } as const;

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
  policies: { ServiceOutage: { leastShareMinor } },
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
  // The local company's networks answer, at addresses that the local system puts in.
  channels: {
    facebook: {
      page: '103871',
      verifyToken: 'a-token-that-we-made-up',
      complaints: listed,
      amplification,
      customers,
    },
    instagram: {
      account: '17841',
      verifyToken: 'a-token-that-we-made-up',
      complaints: listed,
      customers,
    },
    x: { user: '1716450569358098432', complaints: listed, customers },
    linkedin: { organization: '96072893', complaints: listed, customers },
    wechat: {
      appId: 'wxba5fad812f8e6fb9',
      serviceTemplates: {
        'zh-CN': {
          id: 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY',
          company: 'thing1',
          gist: 'thing2',
          reference: 'character_string3',
        },
      },
      begins: {},
      complaints: listed,
      customers,
    },
    vk: { group: '2210', confirmation: '693d0ba9', complaints: listed, customers },
    sms: {
      origination: 'arn:aws:sms-voice:eu-west-1:000000000000:pool/pool-local',
      optOutList: 'arn:aws:sms-voice:eu-west-1:000000000000:opt-out-list/local',
      begins,
      complaints: listed,
      customers,
    },
    whatsapp: {
      phoneNumber: 'arn:aws:social-messaging:eu-west-1:000000000000:phone-number-id/local',
      // Russian is not approved yet: whoever reads it is not begun with by a template.
      approvedTemplates: { en: '8412001', de: '8412002', fr: '8412003', es: '8412004', ja: '8412005' },
      begins,
      complaints: listed,
      customers,
    },
    odnoklassniki: { group: '70000001', complaints: listed, customers },
    chatwoot: { url: 'http://localhost:0/chatwoot', account: '3', complaints: listed, customers },
    http: { answers: { url: 'http://localhost:0/own' }, complaints: { counts: 'every-message' }, customers },
  },
  sentMails: true,
  search: ['reference', 'order', 'payment'],
  runbooks: 'https://example.com/amends/runbooks/',
} as const satisfies Stage;
