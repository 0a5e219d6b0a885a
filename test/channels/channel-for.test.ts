import fc from 'fast-check';
import {
  channelFor as channelAmong,
  type MessageToSend,
  type ReachableCustomer,
  type ReachedOn,
} from '../../lambdas/channels/choice/channel-for';
import { networks, rulesOf } from '../../lambdas/channels/networks';
import { mayWrite } from '../../lambdas/channels/rules/may-write';
import { hourMs } from '../../lambdas/model/durations';

const now = new Date('2026-11-29T12:00:00Z');
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * hourMs).toISOString();

const email = 'aylin@example.com';
const channelFor = (customer: ReachableCustomer, message: MessageToSend, at: Date, among = networks) =>
  channelAmong(customer, message, at, among);
const answer: MessageToSend = { answers: 'messenger', isPersonal: true, by: 'person' };
const apology: MessageToSend = { isPersonal: true, by: 'machine' };
const onMessenger = (hours: number): ReachedOn => ({
  network: 'messenger',
  handle: '7001',
  lastWroteAt: hoursAgo(hours),
});

describe('where a message is written', () => {
  it('is where the customer wrote, as long as its window is open, with the end of the window', () => {
    expect(channelFor({ email, channels: [onMessenger(2)] }, answer, now)).toEqual({
      network: 'messenger',
      handle: '7001',
      as: 'answer',
      passedOver: [],
      until: new Date(now.getTime() + (7 * 24 - 2) * hourMs),
    });
  });

  it('is by mail once the window has closed, and says so', () => {
    expect(channelFor({ email, channels: [onMessenger(7 * 24)] }, answer, now)).toEqual({
      network: 'mail',
      handle: email,
      as: 'begin',
      passedOver: [{ network: 'messenger', why: expect.stringMatching(/more than 168 hours ago/) }],
    });
  });

  it('is by mail after a day where a machine writes, and still there where a person does', () => {
    const customer = { email, channels: [onMessenger(25)] };
    expect(channelFor(customer, { ...answer, by: 'machine' }, now)).toMatchObject({
      network: 'mail',
      passedOver: [{ why: expect.stringMatching(/^after 24 hours only a person may answer/) }],
    });
    expect(channelFor(customer, answer, now)).toMatchObject({ network: 'messenger' });
  });

  it('is the next network that the customer allowed where the mail came back', () => {
    const customer: ReachableCustomer = {
      email,
      emailFailed: true,
      channels: [
        { network: 'x', handle: 'aylin', lastWroteAt: hoursAgo(1) },
        { network: 'whatsapp', handle: '+4930', optedIn: true },
        { network: 'sms', handle: '+4930', optedIn: true },
      ],
    };
    expect(channelFor(customer, apology, now)).toMatchObject({
      network: 'sms',
      passedOver: [
        { network: 'mail', why: 'a mail to this address came back' },
        { network: 'x', why: 'everybody reads X, and this is personal' },
        { network: 'whatsapp', why: expect.stringMatching(/approved/) },
      ],
    });
    const approved = { ...apology, templates: ['whatsapp'] };
    expect(channelFor(customer, approved, now)).toMatchObject({ network: 'whatsapp' });
  });

  it('is nowhere where nothing may be written, and a person reads why', () => {
    const customer = { channels: [{ network: 'sms', handle: '+4930' }] };
    expect(channelFor(customer, apology, now)).toEqual({
      network: undefined,
      passedOver: [
        { network: 'mail', why: 'there is no mail address' },
        { network: 'sms', why: 'the customer has not agreed to SMS' },
      ],
    });
  });

  it('counts what was written since the customer wrote last', () => {
    const wechat = { network: 'wechat', handle: 'o1', lastWroteAt: hoursAgo(1) };
    const toWechat = { ...answer, answers: 'wechat' };
    expect(channelFor({ channels: [{ ...wechat, sentSince: 4 }] }, toWechat, now)).toMatchObject({ network: 'wechat' });
    const full = channelFor({ channels: [{ ...wechat, sentSince: 5 }] }, toWechat, now);
    expect(full).toMatchObject({ network: undefined });
    expect(full.passedOver[0]?.why).toMatch(/takes 5 messages for each/);
  });
});

const ids = [...networks.map(({ network }) => network), 'pigeon'];
const contact = fc.record(
  {
    network: fc.constantFrom(...ids),
    handle: fc.string({ minLength: 1, maxLength: 8 }),
    lastWroteAt: fc.integer({ min: -48, max: 400 }).map(hoursAgo),
    sentSince: fc.nat(7),
    optedIn: fc.boolean(),
  },
  { requiredKeys: ['network', 'handle'] },
);
const customers: fc.Arbitrary<ReachableCustomer> = fc.record(
  {
    email: fc.constant(email),
    emailFailed: fc.boolean(),
    channels: fc.uniqueArray(contact, { selector: ({ network }) => network, maxLength: 6 }),
  },
  { requiredKeys: ['channels'] },
);
const messages: fc.Arbitrary<MessageToSend> = fc.record(
  {
    answers: fc.constantFrom(...ids),
    isPersonal: fc.boolean(),
    by: fc.constantFrom('person', 'machine'),
    templates: fc.subarray(['whatsapp', 'wechat']),
  },
  { requiredKeys: ['isPersonal', 'by'] },
);

describe('whatever the customer and the message are', () => {
  it('the rules of the chosen network allow it, and nothing personal is said in public', () => {
    fc.assert(
      fc.property(customers, messages, (customer, message) => {
        const choice = channelFor(customer, message, now);
        if (choice.network === undefined) return;
        const rules = rulesOf(choice.network);
        const known = customer.channels.find(({ network }) => network === choice.network);
        const verdict = rules && mayWrite(rules, known ?? { optedIn: true }, message, now);
        expect(verdict?.may).toBe(true);
        expect(message.isPersonal && rules?.isPublic).toBe(false);
        expect(choice.handle).toBe(choice.network === 'mail' ? email : known?.handle);
      }),
    );
  });

  it('every way is tried before none is found, each with its reason', () => {
    fc.assert(
      fc.property(customers, messages, (customer, message) => {
        const choice = channelFor(customer, message, now);
        expect(choice.passedOver.every(({ why }) => why.length > 10)).toBe(true);
        if (choice.network !== undefined) return;
        const ways = new Set(['mail', ...customer.channels.map(({ network }) => network)]);
        expect(new Set(choice.passedOver.map(({ network }) => network))).toEqual(ways);
      }),
    );
  });

  it('a mail that arrives is passed over only for the network that the message answers', () => {
    fc.assert(
      fc.property(customers, messages, (customer, message) => {
        const choice = channelFor({ ...customer, email, emailFailed: false }, message, now);
        expect(['mail', message.answers]).toContain(choice.network);
      }),
    );
  });

  it('waiting opens no window', () => {
    fc.assert(
      fc.property(contact, messages, fc.nat(500), ({ network, ...known }, message, hours) => {
        const rules = rulesOf(network);
        if (!rules) return;
        const later = new Date(now.getTime() + hours * hourMs);
        const [before, after] = [now, later].map((at) => mayWrite(rules, known, message, at));
        const hasBegun = known.lastWroteAt === undefined || Date.parse(known.lastWroteAt) <= now.getTime();
        if (hasBegun && after?.may) expect(before?.may).toBe(true);
      }),
    );
  });

  it('what may be written until a time may be written just before it, and not answered at it', () => {
    fc.assert(
      fc.property(contact, messages, ({ network, ...known }, message) => {
        const rules = rulesOf(network);
        const verdict = rules && mayWrite(rules, known, message, now);
        if (!rules || !verdict?.may || verdict.until === undefined) return;
        const hasBegun = known.lastWroteAt === undefined || Date.parse(known.lastWroteAt) <= now.getTime();
        if (!hasBegun) return;
        const just = new Date(verdict.until.getTime() - 1);
        expect(mayWrite(rules, known, message, just)).toMatchObject({ may: true, as: 'answer' });
        expect(mayWrite(rules, known, message, verdict.until)).not.toMatchObject({ as: 'answer' });
      }),
    );
  });
});
