import type { App } from 'aws-cdk-lib';
import { catalog } from '../../lambdas/failures/catalog';
import { LedgerStack } from '../../lib/app/ledger-stack';
import { localStage } from '../../lib/app/local-stage';
import { RefundStack } from '../../lib/app/refund-stack';
import type { Stage } from '../../lib/app/stage';
import { checkedStage } from '../../lib/app/stage-config';
import { contextOf } from '../../local/run/start-options';
import { testApp } from './synthesize';

const account = '111111111111';

/** A stage with everything that a stage can have. */
export const prod = {
  stage: 'prod',
  sender: 'care@films.test',
  senderName: 'Films Ltd',
  replyTo: 'help@films.test',
  signatory: 'Zoe Park',
  alarmEmail: 'on-call@films.test',
  publishers: [{ role: `arn:aws:iam::${account}:role/player`, failures: ['VideoPlaybackFailed'] }],
  operators: [{ role: `arn:aws:iam::${account}:role/customer-care`, may: ['look', 'approve'] }],
} as const satisfies Stage;

/** The same, with everything in queues that can be, and with synthetic failures. */
export const queued = {
  ...prod,
  stripeMode: 'test',
  syntheticMailbox: 'synthetic@films.test',
  queued: ['VideoPlaybackFailed', 'Apologies'],
  queuedConcurrency: 10,
  publicConcurrency: 5,
  operatorConcurrency: 2,
} as const satisfies Stage;

/** The same in an account that gives its own key, bounds and names, and lets nothing be reached from outside. */
export const strict = {
  ...prod,
  account,
  region: 'eu-west-1',
  webhook: false,
  operatorVpcEndpoint: 'vpce-0a1b2c',
  encryptionKey: `arn:aws:kms:eu-west-1:${account}:key/1234`,
  permissionsBoundary: `arn:aws:iam::${account}:policy/Bounds`,
  logGroupPrefix: '/films/amends',
} as const satisfies Stage;

/** The same with the console at an address of its own. */
export const consoled = {
  ...prod,
  console: {
    issuer: 'https://login.films.test',
    clientId: 'amends',
    clientSecretName: 'amends/prod/console',
    roles: { claim: 'groups', duties: { 'amends-approvers': ['look', 'approve'] } },
  },
} as const satisfies Stage;

/** The same where people sign in at a user pool. */
export const pooled = {
  ...prod,
  console: { userPoolId: 'eu-west-1_Films0123', groups: { 'amends-approvers': ['look', 'approve'] } },
} as const satisfies Stage;

/** The same with figures of all that happens, which the console asks. */
export const insightful = {
  ...consoled,
  insight: {
    keptDays: 800,
    gigabytesPerQuestion: 5,
    weekly: { 'com.example.video': { email: 'owner@films.test', title: 'Films', locale: 'de' } },
  },
} as const satisfies Stage;

/** The same with failures kept to be rehearsed with. */
export const rehearsed = { ...prod, rehearsal: { archiveDays: 14 } } as const satisfies Stage;

/** The same with pages on which customers report, at a console of its own too. */
export const reporting = {
  ...consoled,
  publicConcurrency: 5,
  shop: { url: 'https://shop.films.test/amends' },
  reports: { perCustomerPerDay: 5 },
} as const satisfies Stage;

/** The same where customers answer. */
export const answered = {
  ...prod,
  replies: { domain: 'replies.films.test', agents: [{ email: 'ann@films.test', name: 'Ann Lee' }] },
} as const satisfies Stage;

/** The same where agents of a contact center call. */
export const calling = {
  ...prod,
  callbacks: 'connect',
  connect: {
    instanceArn: `arn:aws:connect:eu-west-1:${account}:instance/7d1f0c52-9f2a-4a51-8a59-3f6f1b0e5c11`,
    queueId: '2c6b8a3e-0f6d-4c0e-9d55-1f6a2f7f3b10',
    hours: {
      timeZone: 'Europe/London',
      open: { mon: '09:00-17:30', tue: '09:00-17:30' },
      holidays: 'england-and-wales',
    },
  },
} as const satisfies Stage;

const signedOn = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Desk_0123456789abcdef`;

/**
 * The same with a provider of its own, several partners and sources, roles of elsewhere, and an alarm for each
 * function.
 */
export const wide = {
  ...prod,
  account,
  region: 'eu-west-1',
  senderIdentity: 'films.test',
  refundEndpoint: 'https://payments.films.test/amends',
  credits: 'endpoint',
  replacements: 'endpoint',
  partnerEndpoint: 'https://shop.films.test/amends',
  partners: [
    { role: `arn:aws:iam::${account}:role/rights`, kinds: ['entitlement'] },
    { role: 'arn:aws:iam::222222222222:role/call-center', kinds: ['callback'] },
  ],
  sources: {
    ParcelStolen: { 'com.films.carrier': { expectedEveryHours: 24 }, 'com.films.desk': { evidence: 'reported' } },
  },
  publishers: [
    ...prod.publishers,
    {
      role: 'arn:aws:iam::222222222222:role/carrier',
      failures: [{ type: 'ParcelStolen', source: 'com.films.carrier' }],
    },
    { role: signedOn, failures: [{ type: 'ParcelStolen', source: 'com.films.desk' }, 'DeliveryLate'] },
  ],
  operators: [...prod.operators, { role: signedOn, may: ['look', 'switch', 'erase', 'retry'] }],
  alarms: 'detailed',
  auditLock: { mode: 'governance', days: 400 },
  ledgerTrail: true,
  costBudgetUsd: 100,
} as const satisfies Stage;

/** What is heard of parcels and films, by whoever sees them. */
const detecting = {
  ...prod,
  shop: { url: 'https://shop.films.test/amends' },
  detectors: { parcels: { signalsEveryHours: 6 }, playback: { options: { minStalledSeconds: 45 } } },
} as const satisfies Stage;

/** The local stage as `npm start` has it. */
export const started = { ...localStage, ...contextOf({}) };

/** The same where a visitor is the agent who calls. */
export const phoned = { ...localStage, ...contextOf({ phone: true }) };

/** Every option that a stage may be given. */
const options = {
  shop: { url: 'https://shop.films.test/amends' },
  detectors: localStage.detectors,
  reports: { letters: true },
  gestures: true,
  insight: insightful.insight,
  console: consoled.console,
  replies: answered.replies,
  rehearsal: rehearsed.rehearsal,
  search: localStage.search,
  feedback: true,
  feed: { allowedOrigins: ['https://shop.films.test'] },
  followUps: localStage.followUps,
  sentMails: { expireAfterDays: 400 },
  callbacks: calling.callbacks,
  // With flows of the team's own: Amazon Connect is in fewer regions than these stages are looked at in.
  connect: { ...calling.connect, taskFlowId: 'flow-of-tasks', callFlowId: 'flow-of-calls' },
  publicConcurrency: 5,
  operatorConcurrency: 2,
} as const satisfies Partial<Stage>;

/** The same with every option that a stage has, at once. */
export const everything = { ...wide, ...options } as const satisfies Stage;

/** Likewise, and customers write and are answered on every network that a stage can have. */
export const connected = {
  ...everything,
  channels: {
    facebook: {
      page: '103871',
      verifyToken: 'a-text-of-our-own-1f9c',
      complaints: { counts: 'listed-phrases', phrases: ['no answer'] },
      amplification: { people: 20, withinMinutes: 60 },
      customers: { url: 'https://shop.films.test/amends' },
    },
    instagram: { account: '17841', verifyToken: 'a-text-of-our-own-1f9c' },
    x: { user: '1716450569358098432' },
    linkedin: { organization: '96072893' },
    wechat: { appId: 'wxba5fad812f8e6fb9' },
    vk: { group: '2210', confirmation: '693d0ba9' },
    sms: {
      origination: `arn:aws:sms-voice:eu-west-1:${account}:pool/pool-1f9c`,
      optOutList: `arn:aws:sms-voice:eu-west-1:${account}:opt-out-list/customers`,
      begins: { dayBudgetUsd: 50, quietHours: { from: 21, until: 8, timeZone: 'Europe/Berlin' } },
      complaints: { counts: 'listed-phrases', phrases: ['no answer'] },
      amplification: { people: 20, withinMinutes: 60 },
      customers: { url: 'https://shop.films.test/amends' },
    },
    whatsapp: {
      phoneNumber: `arn:aws:social-messaging:eu-west-1:${account}:phone-number-id/976c72a7`,
      approvedTemplates: { en: '8412' },
      begins: {},
    },
    odnoklassniki: { group: '70000001' },
    chatwoot: { url: 'https://chat.films.test', account: '3' },
    http: { answers: { url: 'https://desk.films.test/amends' } },
  },
  answeringRoles: [`arn:aws:iam::${account}:role/contact-center`],
} as const satisfies Stage;

/** The largest stage that there is: all of it behind queues, with an API for operators and failures of our own. */
export const largest = {
  ...everything,
  refundEndpoint: undefined,
  stripeMode: 'test',
  syntheticMailbox: 'synthetic@films.test',
  operatorVpcEndpoint: 'vpce-0a1b2c',
  queued: [...catalog.map(({ type }) => type), 'Apologies'],
  queuedConcurrency: 10,
} as const satisfies Stage;

/** The stages that differ in what is deployed. What one of them is checked for, all are. */
export const wholeStages: readonly (readonly [string, Stage])[] = [
  ['local', localStage],
  ['prod', prod],
  ['prod with queues', queued],
  ['prod with a console', consoled],
  ['prod with a console and a user pool', pooled],
  ['prod with insight', insightful],
  ['prod with detectors', detecting],
  ['prod with an archive to rehearse with', rehearsed],
  ['prod with reports of customers', reporting],
  ['prod where customers answer', answered],
  ['prod where a contact center calls', calling],
  ['prod with every option and channels', connected],
  ['prod in an account with rules of its own', strict],
  ['prod with partners, sources and roles of every kind', wide],
  ['local as npm start has it', started],
  ['local as npm start has it with calls', phoned],
  ['prod with every option', everything],
  ['the largest', largest],
];

/** Our own app, as it would deploy that stage. */
export function wholeApp(stage: Stage): App {
  const app = testApp();
  const config = checkedStage(stage, 'This stage');
  const { ledger, audit } = new LedgerStack(app, 'Ledger', config);
  new RefundStack(app, 'Refunds', { config, ledger, audit });
  return app;
}
