import { HttpReadiness } from '../../../lambdas/fulfilment/readiness/http-readiness';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { ReferenceEndpoint } from '../reference-endpoint';

let endpoint: ScriptedHttp;
beforeAll(async () => (endpoint = await ScriptedHttp.start()));
afterAll(() => endpoint.stop());

const inspect = (payments = true, onlyReads = false) =>
  new HttpReadiness({ key: keyOf('whsec_1'), endpointUrl: endpoint.url, payments, onlyReads }).inspect(undefined);

it('an endpoint that answers about its books and does not know a payment is ready, and nothing is posted', async () => {
  endpoint.answer = ({ path }) => ({ status: path.startsWith('/payments') ? 404 : 200, body: '{}' });
  const { key, rights } = await inspect();
  expect(key.state).toBe('accepted');
  expect(rights.map(({ right, state }) => [right, state])).toEqual([
    ['GET /refunds', 'given'],
    ['GET /disputes', 'given'],
    ['GET /payments/ID', 'given'],
  ]);
  expect(endpoint.calls.every(({ body }) => body === '')).toBe(true);
});

it('one that does not accept our signature is said to refuse the key', async () => {
  endpoint.answer = () => ({ status: 401, body: '{}' });
  expect(await inspect()).toMatchObject({ key: { state: 'refused' }, rights: [] });
});

it('one that does not have its disputes is named, and is not asked for payments where it cannot be', async () => {
  endpoint.answer = ({ path }) => ({ status: path.startsWith('/disputes') ? 501 : 200, body: '{}' });
  const { rights } = await inspect(false);
  expect(rights.filter(({ state }) => state !== 'given')).toEqual([
    expect.objectContaining({ right: 'GET /disputes', state: 'lacking', why: 'it answers with 501' }),
  ]);
  expect(rights.map(({ right }) => right)).not.toContain('GET /payments/ID');
});

describe('with a secret that should only read', () => {
  it.each([
    ['refuses the signature', 401, 'lacking'],
    ['refuses the permission', 403, 'lacking'],
    ['finds that nothing is asked for', 400, 'given'],
    ['would have paid', 201, 'given'],
    ['asks for fewer requests', 429, 'not-seen'],
  ])('an endpoint is asked for a refund of nothing, and one that %s says so', async (_, status, state) => {
    endpoint.calls.splice(0);
    endpoint.answer = ({ body }) => ({ status: body === '' ? 200 : status, body: '{}' });
    const { key, rights } = await inspect(true, true);
    expect(key.state).toBe('accepted');
    expect(rights.at(-1)).toMatchObject({ right: 'POST /refunds', reader: 'should-not', state });
    expect(endpoint.calls.filter(({ body }) => body !== '')).toEqual([
      expect.objectContaining({ path: '/refunds', body: '{}' }),
    ]);
  });

  it('the documented endpoint lets it read, and refuses it every refund', async () => {
    const own = await ReferenceEndpoint.start('secret', 'reading-secret');
    const rightsWith = async (secret: string) => {
      const props = { key: keyOf(secret), endpointUrl: own.url, payments: true, onlyReads: true };
      const { rights } = await new HttpReadiness(props).inspect(undefined);
      return Object.fromEntries(rights.map(({ right, state }) => [right, state]));
    };
    const reads = { 'GET /refunds': 'given', 'GET /disputes': 'given', 'GET /payments/ID': 'given' };
    expect(await rightsWith('reading-secret')).toEqual({ ...reads, 'POST /refunds': 'lacking' });
    expect(own.kept.size).toBe(0);
    expect(await rightsWith('secret')).toEqual({ ...reads, 'POST /refunds': 'given' });
    expect([...own.kept.values()]).toMatchObject([{ answer: { status: 'declined' } }]);
    await own.stop();
  });
});
