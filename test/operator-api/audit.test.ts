import { idInPath } from '../../lambdas/operator-api/path-id';
import { bodySchemas } from '../../lambdas/operator-api/request-schemas';
import { isAudited, operations, type Operation } from '../../lambdas/operator-api/operation';
import { filmFailure } from '../fakes/film-failure';
import { ada, cleo, onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());
beforeEach(() => {
  world.audit.events.splice(0);
  world.audit.takes = Infinity;
});

let customers = 0;

async function held(): Promise<{ customerId: string; remedyId: string; path: string }> {
  const customerId = `cus_audit_${++customers}`;
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor: 250_00 } });
  const { remedyId } = await world.deliver(failure);
  return { customerId, remedyId, path: `/remedies/${customerId}/${remedyId}` };
}

const kill = { target: 'VideoPlaybackFailed', mode: 'off', why: 'the detector is wrong', expectedVersion: 99 };

describe('who did what, why and from where', () => {
  it('is written before it is done, and once more with the answer', async () => {
    const { customerId, remedyId, path } = await held();
    await world.post(`${path}/reject`, { why: 'not owed', message: 'Dear Zoë', expectedVersion: 1 });
    const line = {
      requestId: expect.stringMatching(/^request-/),
      at: world.clock().toISOString(),
      actor: ada,
      person: 'ada',
      operation: 'rejectHold',
      about: { customerId, remedyId, code: 'other', expectedVersion: 1 },
      withheld: ['message'],
      why: 'not owed',
      from: { ip: '192.0.2.7', userAgent: 'amends/1' },
    };
    expect(world.audit.events).toEqual([
      { ...line, answer: 'asked' },
      { ...line, answer: 'done', status: 200 },
    ]);
    expect(world.audit.events[0]?.requestId).toBe(world.audit.events[1]?.requestId);
  });

  it('is written of what is refused, and why it was', async () => {
    const { path } = await held();
    await world.post(`${path}/approve`, { why: 'looked', expectedVersion: 7 });
    expect(world.audit.events.map(({ answer, status }) => [answer, status])).toEqual([
      ['asked', undefined],
      ['refused', 409],
    ]);
    expect(world.audit.events.at(-1)?.refusal).toMatch(/it has changed since you looked at it/);
  });

  it('is written of whoever lacks the duty, and of whoever is nobody, and once', async () => {
    await world.post('/controls', kill, onlyWith('look'));
    await world.get('/holds', onlyWith('switch'));
    await world.ask({ method: 'GET', path: '/holds', actor: 'arn:aws:iam::123456789012:root' });
    expect(world.audit.events).toMatchObject([
      { actor: onlyWith('look'), operation: 'switchMode', answer: 'refused', status: 403, about: {} },
      { actor: onlyWith('switch'), operation: 'listHolds', answer: 'refused', status: 403 },
      { actor: 'arn:aws:iam::123456789012:root', operation: 'listHolds', answer: 'refused', status: 403 },
    ]);
  });

  it('is written of a request that is not valid, without what it said', async () => {
    await world.ask({ method: 'POST', path: '/controls', actor: ada, body: '{"mode":"zoe@example.com"}' });
    expect(world.audit.events).toMatchObject([{ operation: 'switchMode', answer: 'refused', status: 400, about: {} }]);
    expect(JSON.stringify(world.audit.events)).not.toContain('zoe');
  });

  it('names the session where no person is known behind it', async () => {
    await world.post('/controls', kill, cleo);
    expect(world.audit.events.at(-1)).toMatchObject({ actor: cleo });
    expect(world.audit.events.at(-1)).not.toHaveProperty('person', expect.anything());
  });

  it('comes from a VPC endpoint where it did, and no user agent outgrows its line', async () => {
    await world.answerTo({
      httpMethod: 'GET',
      path: '/audit',
      queryStringParameters: { day: '2026-11-20' },
      requestContext: {
        requestId: 'rest-1',
        identity: { userArn: ada, sourceIp: '10.0.0.9', userAgent: `a\n${'b'.repeat(999)}`, vpceId: 'vpce-1' },
      },
    });
    const { from } = world.audit.events[0] ?? {};
    expect(from).toEqual({ ip: '10.0.0.9', userAgent: `a?${'b'.repeat(198)}`, vpcEndpointId: 'vpce-1' });
  });
});

it('an id that is a mail address is in it as a hash, the same each time, and so is the erasure of its customer', async () => {
  const hash = expect.stringMatching(/^sha256:[0-9a-f]{32}$/);
  for (const why of ['asked on the phone', 'asked again']) {
    await world.post(`/customers/${idInPath('anna@example.com')}/erase`, { why });
  }
  const ids = new Set(world.audit.events.map(({ about }) => about['customerId']));
  expect([...ids]).toEqual([hash]);
  expect(world.audit.events).toHaveLength(4);
  expect(JSON.stringify(world.audit.events)).not.toContain('anna');
});

describe('whoever reads what is known of a person', () => {
  it('is written down before it is answered', async () => {
    const { customerId, remedyId, path } = await held();
    expect((await world.get(path)).body['envelope']).not.toBeNull();
    expect(world.audit.events).toMatchObject([
      { operation: 'showRemedy', about: { customerId, remedyId }, answer: 'done', status: 200 },
    ]);
  });

  it('gets nothing where that cannot be written', async () => {
    const { path } = await held();
    world.audit.takes = 0;
    await expect(world.get(path)).rejects.toThrow('the audit trail takes nothing');
  });

  it('is whoever asks for anything that holds a name or an address', async () => {
    const { customerId, remedyId } = await held();
    await world.giveAndBounce(`cus_audit_${++customers}`);
    const gets = Object.values<Operation>(operations).filter(({ method }) => method === 'GET');
    for (const operation of gets.filter((one) => !isAudited(one))) {
      const path = operation.path.replace('{customerId}', customerId).replace('{remedyId}', remedyId);
      const { body } = await world.get(path.replaceAll(/\{\w+\}/g, 'any'));
      expect([path, JSON.stringify(body)]).toEqual([path, expect.not.stringMatching(/example\.com|Zoë/)]);
    }
    expect(gets.filter(isAudited).map(({ path }) => path)).toEqual([
      '/customers/{customerId}/orders',
      '/customers/{customerId}/orders/{orderId}/lines/{lineId}',
      '/customers/{customerId}/gesture',
      '/amplified/{incidentId}',
      '/remedies/{customerId}/{remedyId}',
      '/audit',
      '/customers/{customerId}',
      '/conversations/{customerId}/{remedyId}',
    ]);
  });
});

it('nothing is done that could not be written down first', async () => {
  const { customerId, remedyId, path } = await held();
  world.audit.takes = 0;
  await expect(world.post(`${path}/reject`, { why: 'no', expectedVersion: 1 })).rejects.toThrow('takes nothing');
  expect((await world.ledger.readRemedy(customerId, remedyId))?.state).toBe('held');
});

it('nobody is told that something is done whose answer could not be written down', async () => {
  const { path } = await held();
  world.audit.takes = 1;
  await expect(world.post(`${path}/reject`, { why: 'no', expectedVersion: 1 })).rejects.toThrow('takes nothing');
  expect(world.audit.events).toMatchObject([{ operation: 'rejectHold', answer: 'asked' }]);
});

it('the trail is read by whoever has that duty, page by page, and each reading is in it', async () => {
  await world.post('/controls', kill);
  const auditor = onlyWith('audit');
  const first = await world.get('/audit?day=2026-11-20&limit=1', auditor);
  expect(first.body).toMatchObject({ events: [{ operation: 'switchMode', answer: 'asked' }], next: '1' });
  const second = await world.get(`/audit?day=2026-11-20&after=1`, auditor);
  expect(second.body).toMatchObject({ events: [{ answer: 'refused' }, { actor: auditor, operation: 'listAudit' }] });
  expect(world.audit.events.at(-1)).toMatchObject({ actor: auditor, about: { day: '2026-11-20', after: '1' } });
  expect((await world.get('/audit?day=2026-11-20', onlyWith('look'))).status).toBe(403);
  expect((await world.get('/audit?day=yesterday', auditor)).status).toBe(400);
});

it('every field that a person can give is kept by its value or by its name: text for customers and addresses by their names', () => {
  const fields = new Set(Object.values(bodySchemas).flatMap((schema) => Object.keys(schema.shape)));
  expect([...fields].toSorted()).toEqual([
    'amount',
    'asks',
    'autoShare',
    'code',
    'customerId',
    'email',
    'expectedVersion',
    'filter',
    'hours',
    'locale',
    'message',
    'messageIds',
    'messages',
    'mode',
    'othersRead',
    'part',
    'question',
    // What a customer has quoted, by which they are found: an order, a payment or a reference.
    'quoted',
    'remedyId',
    'seen',
    'seenAt',
    // Which mail was shown: its kind.
    'sent',
    'should',
    'signedBy',
    'signedRole',
    'tailHours',
    'takesOver',
    'target',
    // What somebody searched for: a name is never found by it, and ids are kept.
    'text',
    'to',
    'why',
    // Which wording was shown: a hash of it.
    'wording',
  ]);
});
