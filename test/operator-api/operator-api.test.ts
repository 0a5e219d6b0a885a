import { toJSONSchema } from 'zod/v4/core';
import { operations, type Operation, type OperationId } from '../../lambdas/operator-api/operation';
import { idFromPath, idInPath } from '../../lambdas/operator-api/path-id';
import { errorSchema } from '../../lambdas/operator-api/response-schemas';
import { routesAt } from '../../lambdas/operator-api/route';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { withBreaker } from '../../lambdas/model/controls';
import { opened } from '../../lambdas/model/guards/breaker';
import { filmFailure } from '../fakes/film-failure';
import { giving } from '../fakes/giving';
import { tableName } from '../ledger/ledger-table';
import { ada, ben, cleo, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let customers = 0;
/** A remedy that waits for a person: its price is more than a remedy may be by itself. */
async function held(change: { amountMinor?: number; limits?: object; incidentId?: string; customerId?: string } = {}) {
  const { amountMinor = 250_00, limits = {}, incidentId = 'none', customerId = `cus_${++customers}` } = change;
  const failure = filmFailure({ customer: { id: customerId }, purchase: { amountMinor }, incidentId });
  const { result, remedyId } = await world.deliver(failure, limits);
  expect(result).toBe('held');
  return { customerId, remedyId, path: `/remedies/${idInPath(customerId)}/${remedyId}` };
}

/** Everything the table holds, to see that something changed nothing. */
async function everything(): Promise<string> {
  const records: unknown[] = [];
  for await (const record of world.statement.items()) records.push(record);
  return JSON.stringify(records);
}

describe('the caller', () => {
  it('is the identity that IAM verified, with the session of an assumed role', async () => {
    const { path, customerId, remedyId } = await held();
    expect((await world.post(`${path}/approve`, { why: 'looked at it' })).status).toBe(200);
    expect((await world.ledger.readRemedy(customerId, remedyId))?.hold?.approvals).toEqual([
      { actor: ada, person: 'ada', at: world.clock().toISOString(), why: 'looked at it' },
    ]);
  });

  it.each([
    ['nobody signed', undefined],
    ['IAM names nobody', { iam: {} }],
    ['the name is empty', { iam: { userArn: null } }],
    ['the name is no name', { iam: { userArn: '' } }],
  ])('is refused where %s', async (_how, authorizer) => {
    const { path } = await held();
    const before = await everything();
    const requestContext = { requestId: 'request', http: { method: 'POST' }, authorizer };
    const answer = await world.answerTo({ rawPath: `${path}/approve`, body: '{}', requestContext });
    expect(answer.status).toBe(403);
    expect(await everything()).toBe(before);
  });

  it('is the same behind a private REST API', async () => {
    const { path, customerId, remedyId } = await held({ customerId: 'Søren/7' });
    const body = JSON.stringify({ why: 'looked at it', expectedVersion: 1 });
    const request = { httpMethod: 'POST', path: `${path}/approve`, queryStringParameters: null, body };
    const signedBy = (userArn: string | null) => ({
      ...request,
      requestContext: { requestId: 'request', identity: { userArn } },
    });
    expect((await world.answerTo(signedBy(null))).status).toBe(403);
    expect((await world.answerTo(signedBy(ada))).status).toBe(200);
    expect((await world.ledger.readRemedy(customerId, remedyId))?.hold?.approvals).toEqual([
      { actor: ada, person: 'ada', at: world.clock().toISOString(), why: 'looked at it' },
    ]);
  });

  it('is never a field of the request', async () => {
    const { path } = await held();
    const answer = await world.post(`${path}/approve`, { why: 'looked at it', actor: ben });
    expect(answer).toMatchObject({ status: 400, body: { problems: [expect.stringContaining('actor')] } });
  });
});

describe('an id in a path', () => {
  it('is the same id however its letters are composed', async () => {
    const { remedyId } = await held({ customerId: 'zo\u00eb' });
    const answer = await world.get(`/remedies/${idInPath('zoe\u0308')}/${remedyId}`);
    expect(answer).toMatchObject({ status: 200, body: { record: { customerId: 'zo\u00eb' } } });
  });

  it('is refused where it holds what nobody can see', async () => {
    const { remedyId } = await held({ customerId: 'zo\u00eb 2' });
    const answer = await world.get(`/remedies/${idInPath('zo\u200b\u00eb 2')}/${remedyId}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { problems: ['customerId: must not hold control, zero-width or bidi characters'] },
    });
  });
});

describe('holds', () => {
  it('are listed with all that a person needs to find the urgent one, and without personal data', async () => {
    const { customerId, remedyId } = await held();
    const { body, headers } = await world.get('/holds?limit=500');
    expect(body['holds']).toContainEqual({
      remedyId,
      reference: referenceOf(remedyId),
      customerId,
      failureType: 'VideoPlaybackFailed',
      kinds: ['refund'],
      amounts: [{ amountMinor: 250_00, currency: 'GBP' }],
      reasons: [expect.stringContaining('250.00 GBP is more than 200.00 GBP'), expect.any(String)],
      deadline: '2026-11-22T20:45:00.000Z',
      escalations: 0,
      approvals: [],
      approvalsNeeded: 1,
    });
    expect(JSON.stringify(body)).not.toMatch(/example\.com|Zoë/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('are no longer listed once they are decided', async () => {
    const { remedyId, path } = await held();
    await world.post(`${path}/reject`, { why: 'a test account' });
    expect(JSON.stringify((await world.get('/holds')).body)).not.toContain(remedyId);
  });

  it('are shown one by one with their history and the failure, which nobody on the way keeps', async () => {
    const { path, remedyId } = await held();
    const { body, headers } = await world.get(path);
    expect(body).toMatchObject({
      record: { remedyId, state: 'held', history: [{ version: 1 }] },
      envelope: { failure: { customer: { email: 'zoe@example.com' } } },
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('are approved for good, and the sweep finds them', async () => {
    const { path, customerId, remedyId } = await held();
    expect(await world.post(`${path}/approve`, { why: 'looked at it' })).toMatchObject({
      status: 200,
      body: { record: { state: 'approved' } },
    });
    expect(await world.operatorApiPorts().waiting.due(world.clock(), 100)).toContainEqual({
      kind: 'remedy',
      customerId,
      remedyId,
    });
    expect(await world.post(`${path}/reject`, { why: 'changed my mind' })).toMatchObject({
      status: 409,
      body: { why: "it is approved and waits for nobody's decision" },
    });
  });

  it('above the second threshold need two different people', async () => {
    const { path } = await held({ amountMinor: 1001_00 });
    expect(await world.post(`${path}/approve`, { why: 'looked at it' }, ada)).toMatchObject({
      status: 200,
      body: { record: { state: 'held' } },
    });
    expect(await world.post(`${path}/approve`, { why: 'looked at it' }, ada)).toMatchObject({
      status: 409,
      body: { why: expect.stringContaining('another person') },
    });
    expect(await world.post(`${path}/approve`, { why: 'looked at it' }, ben)).toMatchObject({
      body: { record: { state: 'approved' } },
    });
  });

  const session = (role: string, name: string) => `arn:aws:sts::123456789012:assumed-role/${role}/${name}`;

  it.each([
    ['in other letters', session('Operators', 'Ada')],
    ['in another role', session('OnCall', 'ada')],
    ['in another role, whose provider says the address', session('AWSReservedSSO_Desk_0123', 'ADA@example.com')],
    ['in another account', 'arn:aws:sts::210987654321:assumed-role/Operators/ada'],
    ['as a user', 'arn:aws:iam::123456789012:user/desk/Ada'],
  ])('are approved by nobody twice: not %s', async (_how, again) => {
    const { path } = await held({ amountMinor: 1001_00 });
    expect((await world.post(`${path}/approve`, { why: 'looked at it' }, ada)).status).toBe(200);
    expect((await world.post(`${path}/approve`, { why: 'looked at it' }, again)).status).toBe(409);
    expect(await world.get(path)).toMatchObject({ body: { record: { state: 'held', hold: { approvals: [{}] } } } });
  });

  it('are approved by nobody twice who gives another name in a role that lets them', async () => {
    const { path } = await held({ amountMinor: 1001_00 });
    const approve = (actor: string) => world.post(`${path}/approve`, { why: 'looked at it' }, actor);
    expect((await approve(cleo)).status).toBe(200);
    const refusal = { status: 409, body: { why: expect.stringContaining('may have any name') } };
    expect(await approve(session('Contractors', 'dora'))).toMatchObject(refusal);
    expect(await approve(session('Visitors', 'dora'))).toMatchObject(refusal);
    // Cleo may be Ada, so of the two there is one.
    expect(await approve(ada)).toMatchObject({ status: 200, body: { record: { state: 'held' } } });
    expect(await approve(cleo)).toMatchObject({ status: 409 });
    expect(await approve(ben)).toMatchObject({ status: 200, body: { record: { state: 'approved' } } });
  });

  it('that one may approve are approved by anybody of the granted roles', async () => {
    const { path } = await held();
    const answer = await world.post(`${path}/approve`, { why: 'looked at it' }, cleo);
    expect(answer).toMatchObject({ body: { record: { state: 'approved' } } });
  });

  it('are not approved twice by one person who asks twice at once', async () => {
    const { path, customerId, remedyId } = await held({ amountMinor: 1001_00 });
    await Promise.all([1, 2, 3].map(() => world.post(`${path}/approve`, { why: 'looked at it' }, ada)));
    expect(await world.ledger.readRemedy(customerId, remedyId)).toMatchObject({
      state: 'held',
      hold: { approvals: [{ actor: ada }] },
    });
  });

  it('are rejected with a message to the customer, which is kept in no record; the rejection is published', async () => {
    const { path, customerId, remedyId } = await held();
    const body = { why: 'not our film', message: 'It was shown by somebody else, who has been told.' };
    expect(await world.post(`${path}/reject`, body)).toMatchObject({
      status: 200,
      body: { record: { state: 'rejected' } },
    });
    expect(world.outcomes.published.at(-1)).toMatchObject({ remedyId, state: 'rejected' });
    expect(await world.get(path)).toMatchObject({ body: { envelope: { message: body.message } } });
    const entry = JSON.stringify(await world.ledger.readRemedy(customerId, remedyId));
    expect(entry).toContain(
      `rejected by ${ada}, with a message to the customer: Another reason, as written – not our film`,
    );
    expect(entry).not.toContain(body.message);
  });

  it('get more time', async () => {
    const { path } = await held();
    const answer = await world.post(`${path}/extend`, { hours: 100, why: 'waiting for the cinema' });
    expect(answer).toMatchObject({ status: 200, body: { record: { hold: { deadline: '2026-11-25T00:45:00.000Z' } } } });
  });
});

describe('an incident', () => {
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };

  it('is listed and shown with what waits because of it, and decided once for all', async () => {
    const incidentId = 'cdn/eu 7';
    const one = await held({ incidentId, limits, amountMinor: 399 });
    await held({ incidentId, limits, amountMinor: 399 });
    expect((await world.get('/holds')).body['incidents']).toContainEqual(expect.objectContaining({ incidentId }));
    const path = `/incidents/${idInPath(incidentId)}`;
    expect((await world.get(path)).body).toMatchObject({
      incident: { incidentId, escalations: 0 },
      cohort: { remedies: 2, amounts: [{ amountMinor: 798, currency: 'GBP' }] },
      approvalsNeeded: 1,
      isComplete: true,
      examples: expect.arrayContaining([expect.objectContaining({ remedyId: one.remedyId })]),
    });
    const none = { why: 'the CDN was down', seen: { remedies: 1, amounts: [{ amountMinor: 399, currency: 'GBP' }] } };
    expect(await world.post(`${path}/approve`, none)).toMatchObject({
      status: 409,
      body: {
        why: expect.stringContaining('2 remedies, 7.98 GBP'),
        cohort: { remedies: 2, amounts: [{ amountMinor: 798, currency: 'GBP' }] },
      },
    });
    const seen = { remedies: 2, amounts: [{ amountMinor: 798, currency: 'GBP' }] };
    expect(await world.post(`${path}/approve`, { why: 'the CDN was down', seen })).toMatchObject({
      status: 200,
      body: { incident: { decided: { verdict: 'approved', actor: ada, why: 'the CDN was down' } } },
    });
    expect(await world.post(`${path}/reject`, { why: 'too late' }, ben)).toMatchObject({
      status: 409,
      body: { why: expect.stringContaining('the CDN was down') },
    });
    expect(JSON.stringify((await world.get('/holds')).body['incidents'])).not.toContain(incidentId);
    expect(await world.post(`${path}/withdraw`, { why: 'a wrong rule' }, ben)).toMatchObject({
      status: 200,
      body: { incident: { earlier: [{ verdict: 'approved', withdrawn: { actor: ben, why: 'a wrong rule' } }] } },
    });
    expect((await world.get('/holds')).body['incidents']).toContainEqual(expect.objectContaining({ incidentId }));
  });

  it('that nothing waits for is unknown', async () => {
    expect((await world.get('/incidents/INC-404')).status).toBe(404);
    expect((await world.post('/incidents/INC-404/reject', { why: 'no' })).status).toBe(404);
  });
});

describe('what happens automatically', () => {
  it('is switched with a reason, which stays with all the switches before', async () => {
    await world.post('/controls', {
      target: 'VideoPlaybackFailed',
      mode: 'shadow',
      autoShare: 0.05,
      why: 'a new policy',
    });
    world.now += 1000;
    const answer = await world.post('/controls', { target: 'all', mode: 'off', why: 'it pays too much' }, ben);
    expect(answer).toMatchObject({
      status: 200,
      body: { controls: { all: { mode: 'off' }, types: { VideoPlaybackFailed: { mode: 'shadow', autoShare: 0.05 } } } },
    });
    const { body } = await world.get('/controls');
    expect(body).toMatchObject({
      controls: { all: { mode: 'off' } },
      history: [
        { lastSwitch: { actor: ada, why: 'a new policy' } },
        { lastSwitch: { actor: ben, why: 'it pays too much' } },
      ],
      failureTypes: ['VideoPlaybackFailed', 'source:com.example.video'],
    });
    world.now += 1000;
    await world.post('/controls', { target: 'all', mode: 'auto', why: 'mended' });
    world.now += 1000;
    await world.post('/controls', { target: 'VideoPlaybackFailed', mode: 'auto', why: 'mended' });
  });

  it('is switched for what one source publishes, and for none that nobody has', async () => {
    const target = 'source:com.example.video';
    const { body } = await world.post('/controls', { target, mode: 'approve', why: 'a new player' });
    expect(body).toMatchObject({ controls: { types: { [target]: { mode: 'approve' } }, lastSwitch: { actor: ada } } });
    await world.post('/controls', { target, mode: 'auto', why: 'mended' });
    const misspelt = { target: 'source:com.example.vidoe', mode: 'off', why: 'stop' };
    expect((await world.post('/controls', misspelt)).status).toBe(400);
  });

  it('is not switched for a failure type that nobody has', async () => {
    expect(await world.post('/controls', { target: 'VideoPlaybackFialed', mode: 'off', why: 'stop' })).toMatchObject({
      status: 400,
      body: { problems: [expect.stringMatching(/^target: .*VideoPlaybackFailed/)] },
    });
  });
});

describe('erasure', () => {
  it('empties all envelopes of one customer, leaves the ledger, and logs nobody', async () => {
    const { path, customerId, remedyId } = await held();
    const other = await held();
    const before = (await world.ledger.readRemedy(customerId, remedyId))?.version;
    const steps = world.observer.steps.length;
    const erase = `/customers/${idInPath(customerId)}/erase`;
    expect(await world.post(erase, { why: 'asked for it' })).toMatchObject({ status: 200, body: { erased: 1 } });
    expect(await world.post(erase, { why: 'asked for it' })).toMatchObject({ body: { erased: 0 } });
    expect((await world.get(path)).body).toMatchObject({ record: { remedyId }, envelope: null });
    expect(await world.ledger.readEnvelope(other.customerId, other.remedyId)).toBeDefined();
    expect((await world.ledger.readRemedy(customerId, remedyId))?.version).toBe(before);
    const logged = world.observer.steps.slice(steps);
    expect(logged[0]).toMatchObject({ step: 'erased', count: 1, actor: ada, why: 'asked for it' });
    expect(JSON.stringify(logged)).not.toContain(customerId);
  });

  it('leaves nobody to send a message to', async () => {
    const { path, customerId } = await held();
    await world.post(`/customers/${customerId}/erase`, { why: 'asked for it' });
    expect(await world.post(`${path}/reject`, { why: 'no', message: 'Sorry.' })).toMatchObject({ status: 409 });
    expect(await world.post(`${path}/reject`, { why: 'no' })).toMatchObject({ status: 200 });
  });
});

describe('a request that is not valid', () => {
  it('changes nothing, and gets every problem with its path', async () => {
    const { path } = await held();
    const before = await everything();
    const { status, body } = await world.post(`${path}/extend`, { hours: 0.5, wyh: 'typo' });
    expect(status).toBe(400);
    expect(body['problems']).toEqual([
      expect.stringMatching(/^hours: /),
      expect.stringMatching(/^why: /),
      expect.stringContaining('wyh'),
    ]);
    expect(await world.post('/controls', '{')).toMatchObject({ body: { problems: ['(body): is not valid JSON'] } });
    expect(await world.post('/controls', '[]')).toMatchObject({ status: 400 });
    expect((await world.get('/holds?limit=many')).status).toBe(400);
    expect((await world.get('/holds?limti=5')).status).toBe(400);
    expect(await everything()).toBe(before);
  });

  it('is one whose reason, which is kept for ever, names an address', async () => {
    const { path } = await held();
    const answer = await world.post(`${path}/reject`, { why: 'zoe@example.com wrote again' });
    expect(answer).toMatchObject({ status: 400, body: { problems: [expect.stringMatching(/^why: .*mail address/)] } });
  });

  it.each(['/', '/hold', '/holds/x', '/remedies/cus_1', '/remedies/cus_1/rem_1/pay', '/customers', '/controls/all'])(
    'has nothing at %s',
    async (path) => {
      expect((await world.get(path)).status).toBe(404);
      expect((await world.post(path, {})).status).toBe(404);
    },
  );

  it.each([
    ['DELETE', '/remedies/cus_1/rem_1', 'GET'],
    ['GET', '/remedies/cus_1/rem_1/approve', 'POST'],
    ['GET', '/customers/cus_1/erase', 'POST'],
    ['POST', '/holds', 'GET'],
    ['PUT', '/controls', 'GET, POST'],
  ])('%s %s is not there: only %s', async (method, path, allow) => {
    expect(await world.ask({ method, path, actor: ada, body: '{"why":"x"}' })).toMatchObject({
      status: 405,
      headers: { allow },
    });
  });

  it('knows no remedy of another customer', async () => {
    const { remedyId } = await held();
    expect((await world.get(`/remedies/cus_other/${remedyId}`)).status).toBe(404);
    expect((await world.post(`/remedies/cus_other/${remedyId}/approve`, { why: 'looked at it' })).status).toBe(404);
  });
});

describe('the contract of an operation', () => {
  const all = Object.entries(operations) as [OperationId, Operation][];

  it.each(all)('of %s is found by its path and method, and by nothing else', (operationId, { path, method }) => {
    expect(routesAt(path)?.[method]).toMatchObject({ operationId });
    expect(routesAt(`${path}/more`)?.[method]?.operationId).not.toBe(operationId);
  });

  it.each(all)('of %s is JSON Schema, so that an API document can be generated from it', (_, operation) => {
    for (const schema of [operation.params, operation.query, operation.body]) {
      expect(toJSONSchema(schema, { io: 'input' })).toMatchObject({ type: 'object' });
    }
    for (const schema of [operation.response, errorSchema]) {
      expect(toJSONSchema(schema, { io: 'output' })).toMatchObject({ type: 'object' });
    }
    const names = [...operation.path.matchAll(/{(\w+)}/g)].map(([, name = '']) => name);
    const { properties = {} } = toJSONSchema(operation.params, { io: 'input' });
    expect(Object.keys(properties)).toEqual(names);
  });
});

describe('an id in a path', () => {
  it.each(['cus_1', 'a/b', '..', '.', '', '100 %', '%41', 'Zoë', '~x', 'a.b-c', '\u202e'])(
    'comes back as it was: %j',
    (id) => {
      expect(idInPath(id)).toMatch(/^[A-Za-z0-9._~-]+$/);
      expect(idFromPath(idInPath(id))).toBe(id);
      expect(['.', '..']).not.toContain(idInPath(id));
    },
  );

  it('is written in one way only', () => {
    expect(['~Y3VzXzE', '~!', 'a%2Fb', 'a b', ''].map(idFromPath)).toEqual(Array(5).fill(undefined));
  });

  it('of any customer leads to the remedy', async () => {
    const { path, customerId } = await held({ customerId: 'kunde/ä 1%2F' });
    expect((await world.get(path)).body).toMatchObject({ record: { customerId } });
    expect((await world.get('/remedies/a%2Fb/rem_1')).status).toBe(400);
  });
});

describe('a credit that was not used', () => {
  async function credited() {
    const customerId = `cus_credit_${++customers}`;
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'cr_1' };
    const credit = { kind: 'credit', amountMinor: 100, currency: 'GBP', accountId: 'acct', basis: 'goodwill' } as const;
    const { remedyId } = await world.deliver(filmFailure({ customer: { id: customerId } }), {}, giving(credit));
    return { customerId, remedyId, path: `/remedies/${idInPath(customerId)}/${remedyId}/void-credit` };
  }

  it('is withdrawn in the name of the caller', async () => {
    const { customerId, remedyId, path } = await credited();
    const answer = await world.post(path, { why: 'the parcel came' }, ben);
    expect(answer).toMatchObject({ status: 200, body: { isCertain: true } });
    expect((await world.ledger.readRemedy(customerId, remedyId))?.parts).toMatchObject([
      { withdrawal: { actor: ben }, outcome: { state: 'declined', reason: 'cancelled' } },
    ]);
  });

  it('is not withdrawn without a reason, nor where there is none', async () => {
    const { path } = await credited();
    expect(await world.post(path, {})).toMatchObject({
      status: 400,
      body: { problems: [expect.stringMatching(/^why/)] },
    });
    const { path: withoutCredit } = await held();
    expect(await world.post(`${withoutCredit}/void-credit`, { why: 'a test' })).toMatchObject({ status: 409 });
    expect(await world.post('/remedies/cus_nobody/rem_none/void-credit', { why: 'a test' })).toMatchObject({
      status: 404,
    });
  });
});

describe('an account in trouble', () => {
  it('is shown with its reason and since when, and a person can let everything go on that waits for it', async () => {
    const controlsStore = new DynamoControls(world.client, tableName);
    const before = await controlsStore.readControls();
    const trouble = { account: 'stripe', why: 'the API key has expired' };
    const breaker = opened(undefined, trouble, world.clock());
    if (breaker) await controlsStore.saveControls(withBreaker(before, 'stripe', breaker), before);
    expect((await world.get('/controls')).body).toMatchObject({
      controls: { breakers: { stripe: { state: 'open', why: trouble.why, since: world.clock().toISOString() } } },
    });
    expect(await world.post('/breakers/stripe/close', { why: 'a new key' }, ben)).toMatchObject({
      status: 200,
      body: {
        controls: {
          breakers: { stripe: { state: 'closed', closing: { by: 'person', actor: ben, why: 'a new key' } } },
        },
      },
    });
    expect(await world.post('/breakers/stripe/close', { why: 'again' })).toMatchObject({
      status: 409,
      body: { why: 'the breaker of stripe is not open' },
    });
  });
});
