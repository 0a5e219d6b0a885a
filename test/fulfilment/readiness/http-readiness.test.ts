import { HttpReadiness } from '../../../lambdas/fulfilment/readiness/http-readiness';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';

let endpoint: ScriptedHttp;
beforeAll(async () => (endpoint = await ScriptedHttp.start()));
afterAll(() => endpoint.stop());

const inspect = (payments = true) =>
  new HttpReadiness({ key: keyOf('whsec_1'), endpointUrl: endpoint.url, payments }).inspect(undefined);

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
