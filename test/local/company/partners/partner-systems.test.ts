import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { removeTemporaryFolders, writeAssembly } from '../../small-app';

// The company's other systems on a bus of their own: the requests they receive and their responses.

let system: LocalSystem;
const events: SystemEvent[] = [];
beforeAll(async () => {
  const Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } } };
  const assembly = writeAssembly({ stacks: { Only: { Resources } } });
  system = await startLocalSystem({
    assembly,
    basePort: 0,
    companySecondMs: 10,
    listener: (event) => events.push(event),
  });
});
afterAll(async () => {
  await system.stop();
  removeTemporaryFolders();
});
beforeEach(() => events.splice(0));

const dayMs = 24 * 60 * 60 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

const replacement = {
  kind: 'replacement',
  lineId: '1',
  sku: 'boots-42',
  quantity: 1,
  worthMinor: 11_800,
  currency: 'CAD',
  express: false,
  giftWrap: false,
  returnLabel: false,
  answerWithinSeconds: 60,
};
const credit = { kind: 'credit', amountMinor: 1_000, currency: 'EUR', accountId: 'acct_1', basis: 'goodwill' };
const freeDays = { action: 'extend', period: 'P3D', entitlementId: 'svc_1', to: 'service' };
const entitlement = { kind: 'entitlement', ...freeDays, worthMinor: 250, currency: 'EUR', answerWithinSeconds: 60 };
const callback = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };
const failure = { customer: { name: 'Léa Tremblay', phone: '+14165550123' } };

function request(remedyId: string, part: object, change: object = {}): object {
  const key = `${remedyId}_1`;
  const context = { customerId: 'cus_1', failureType: 'ParcelStolen', orderId: 'ord_1' };
  return { schemaVersion: 1, key, remedyId, partNumber: 1, ...context, part, failure, ...change };
}

async function publish(...events: readonly { readonly type: string; readonly detail: object }[]): Promise<void> {
  const { eventbridge, environment } = system.endpoints;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: eventbridge, region: environment['AWS_REGION'], credentials });
  const Entries = events.map(({ type, detail }) => ({
    EventBusName: 'shop',
    Source: 'amends',
    DetailType: type,
    Detail: JSON.stringify(detail),
  }));
  await client.send(new PutEventsCommand({ Entries }));
  client.destroy();
}

async function ask(type: string, ...details: readonly object[]): Promise<void> {
  await publish(...details.map((detail) => ({ type, detail })));
  await system.idle();
}

/** The responses, in order. */
function responses(): { type: string; detail: object }[] {
  return events.flatMap((event) =>
    event.kind === 'event-accepted' && event.source !== 'amends'
      ? [{ type: event.detailType, detail: event.detail }]
      : [],
  );
}

it('a request has a subscriber although no rule of the template matches it', async () => {
  await ask('CreditRequested', request('rem_listen', credit));
  await ask('CreditForgotten', request('rem_nobody', credit));
  const unmatched = events.flatMap((event) => (event.kind === 'event-unmatched' ? event.detailType : []));
  // Without a rule for responses, those are unmatched too.
  expect(unmatched).toEqual(['CreditIssued', 'CreditForgotten']);
});

describe('the order system', () => {
  it('accepts what can arrive in time, then ships it, once per key', async () => {
    const part = { ...replacement, neededBy: inDays(5) };
    await ask('ReplacementRequested', request('rem_ship', part), request('rem_ship', part));
    const about = { remedyId: 'rem_ship', partNumber: 1, customerId: 'cus_1' };
    expect(responses()).toEqual([
      { type: 'ReplacementAccepted', detail: expect.objectContaining(about) },
      { type: 'ReplacementShipped', detail: expect.objectContaining({ ...about, carrier: expect.any(String) }) },
    ]);
    const orders = system.partners.orderSystem.received.filter(({ remedyId }) => remedyId === 'rem_ship');
    expect(orders).toMatchObject([{ sku: 'boots-42', to: 'Léa Tremblay', state: 'shipped' }]);
  });

  it('ships a gift to its recipient', async () => {
    const recipient = { name: 'Ruth Marsh', address: '14 Elm Street' };
    await ask('ReplacementRequested', request('rem_gift', { ...replacement, giftWrap: true }, { recipient }));
    expect(system.partners.orderSystem.received.at(-1)).toMatchObject({
      giftWrap: true,
      to: 'Ruth Marsh, 14 Elm Street',
    });
  });

  it.each([
    ['would arrive too late', { ...replacement, neededBy: inDays(2) }, 'too-late'],
    ['is sold out', { ...replacement, sku: 'sold-out' }, 'out-of-stock'],
  ])('refuses what %s', async (_, part, reason) => {
    system.partners.orderSystem.sellOut('sold-out');
    await ask('ReplacementRequested', request(`rem_${reason}`, part));
    expect(responses()).toEqual([{ type: 'ReplacementRefused', detail: expect.objectContaining({ reason }) }]);
  });

  it('delivers faster by express', async () => {
    await ask('ReplacementRequested', request('rem_express', { ...replacement, express: true, neededBy: inDays(2) }));
    expect(responses().map(({ type }) => type)).toEqual(['ReplacementAccepted', 'ReplacementShipped']);
  });

  it('ships nothing that was withdrawn before', async () => {
    const detail = request('rem_back', replacement);
    // In one request, so that it checks the stock after both.
    await publish({ type: 'ReplacementRequested', detail }, { type: 'ReplacementWithdrawn', detail });
    await system.idle();
    expect(responses()).toEqual([]);
    expect(system.partners.orderSystem.received.at(-1)).toMatchObject({ remedyId: 'rem_back', state: 'withdrawn' });
  });
});

it('the credit system books a credit', async () => {
  await ask('CreditRequested', request('rem_credit', credit), request('rem_credit', credit));
  expect(responses().map(({ type }) => type)).toEqual(['CreditIssued']);
  expect(system.partners.creditSystem.received.at(-1)).toMatchObject({ accountId: 'acct_1', state: 'booked' });
});

describe('the entitlement system', () => {
  const { kind, worthMinor, currency, answerWithinSeconds } = entitlement;
  const part = (change: object) => ({ kind, worthMinor, currency, answerWithinSeconds, to: 'title', ...change });
  beforeAll(() => {
    system.partners.entitlementSystem.sell('svc_1', { customerId: 'cus_1', state: 'valid' });
    system.partners.entitlementSystem.sell('title_1', { customerId: 'cus_1', state: 'taken-away', isForEver: true });
  });

  it('extends what runs, says until when it runs now, and does so once per key', async () => {
    const detail = request('rem_longer', entitlement);
    await ask('EntitlementRequested', detail, detail);
    expect(responses()).toEqual([
      { type: 'EntitlementGranted', detail: expect.objectContaining({ remedyId: 'rem_longer', customerId: 'cus_1' }) },
    ]);
    const [first] = system.partners.entitlementSystem.received;
    expect(first).toMatchObject({ entitlementId: 'svc_1', period: 'P3D', state: 'given' });
    const days = (Date.parse(first?.validUntil ?? '') - Date.now()) / dayMs;
    expect(Math.round(days)).toBe(33);
  });

  it('restores what was taken away, and nothing that is the customer’s', async () => {
    const restored = part({ action: 'restore', entitlementId: 'title_1' });
    await ask('EntitlementRequested', request('rem_title', restored));
    await ask('EntitlementRequested', request('rem_title_again', restored));
    expect(responses()).toEqual([
      { type: 'EntitlementGranted', detail: expect.objectContaining({ remedyId: 'rem_title' }) },
      { type: 'EntitlementRefused', detail: expect.objectContaining({ reason: 'not-available' }) },
    ]);
    expect(responses()[0]?.detail).not.toHaveProperty('validUntil');
  });

  it('refuses what was never sold, or was sold to somebody else', async () => {
    const another = part({ action: 'grant', count: 1, entitlementId: 'none' });
    await ask('EntitlementRequested', request('rem_nothing', another));
    await ask('EntitlementRequested', request('rem_other', entitlement, { customerId: 'cus_2' }));
    const refused = {
      type: 'EntitlementRefused',
      detail: expect.objectContaining({ reason: 'entitlement-not-found' }),
    };
    expect(responses()).toEqual([refused, refused]);
  });

  it('gives nothing that was withdrawn before it acted, and nothing whose withdrawal came first', async () => {
    const [before, after] = [request('rem_before', entitlement), request('rem_after', entitlement)];
    await publish({ type: 'EntitlementRequested', detail: before }, { type: 'EntitlementWithdrawn', detail: before });
    await publish({ type: 'EntitlementWithdrawn', detail: after }, { type: 'EntitlementRequested', detail: after });
    await system.idle();
    expect(responses()).toEqual([]);
    const states = system.partners.entitlementSystem.received.slice(-2).map(({ state }) => state);
    expect(states).toEqual(['withdrawn', 'withdrawn']);
  });
});

it('the callback team says by when it calls, and calls the number in the request within the deadline', async () => {
  await ask('CallbackRequested', request('rem_call', callback));
  expect(responses().map(({ type }) => type)).toEqual(['CallbackAccepted', 'CallbackCompleted']);
  const { callBy } = responses()[0]?.detail as { callBy: string };
  expect(Date.parse(callBy) - Date.now()).toBeLessThanOrEqual(60_000);
  const call = system.partners.callbackTeam.received.at(-1);
  expect(call).toMatchObject({ at: '+14165550123', name: 'Léa Tremblay', deadlineSeconds: 60, state: 'done' });
  expect(call?.tookMs).toBeLessThan(60_000);
});

it.each([
  ['CreditRequested', credit, 'creditSystem', 'CreditRefused', 'account-not-found'],
  ['CallbackRequested', callback, 'callbackTeam', 'CallbackMissed', 'other'],
  ['EntitlementRequested', entitlement, 'entitlementSystem', 'EntitlementRefused', 'not-available'],
  ['ReplacementRequested', replacement, 'orderSystem', 'ReplacementRefused', 'out-of-stock'],
] as const)('%s is refused once after refuseNext', async (type, part, who, answer, reason) => {
  system.partners[who].refuseNext(reason);
  await ask(type, request(`rem_${who}_1`, part));
  expect(responses()).toEqual([{ type: answer, detail: expect.objectContaining({ reason }) }]);
  events.splice(0);
  await ask(type, request(`rem_${who}_2`, part));
  expect(responses().map((given) => given.type)).not.toContain(answer);
});

it('whoever could not reach a customer had accepted to call', async () => {
  system.partners.callbackTeam.refuseNext('customer-not-reached');
  await ask('CallbackRequested', request('rem_unreached', callback));
  expect(responses().map(({ type }) => type)).toEqual(['CallbackAccepted', 'CallbackMissed']);
});

it('a silent partner receives requests and does not respond', async () => {
  system.partners.callbackTeam.silence();
  await ask('CallbackRequested', request('rem_silent', callback));
  system.partners.callbackTeam.silence(false);
  expect(responses()).toEqual([]);
  expect(system.partners.callbackTeam.received.at(-1)).toMatchObject({ remedyId: 'rem_silent', state: 'received' });
});
