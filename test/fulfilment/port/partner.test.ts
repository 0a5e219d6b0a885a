import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgePartner } from '../../../lambdas/fulfilment/eventbridge/eventbridge-partner';
import { HttpPartner } from '../../../lambdas/fulfilment/http/http-partner';
import { StripeCredit } from '../../../lambdas/fulfilment/stripe/stripe-credit';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { serve } from '../../../local/emulator/server/loopback-server';
import { CustomerBalances } from '../../../local/company/provider/customer-balances';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { replacement } from '../../fakes/parts';
import { describePartnerContract } from '../../contract-suites/partner-contract';
import { FakePartner } from '../../fakes/fake-partner';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { ReferencePartner } from '../reference-partner';
import { WeatherProxy } from '../weather';
import { retryAtOnce } from '../stripe/retry-at-once';

beforeAll(retryAtOnce);

const everything = ['credit', 'replacement', 'entitlement', 'callback'] as const;

describePartnerContract("a team's own endpoint", { kinds: everything, looksUp: true, takesBack: true }, async () => {
  const endpoint = await ReferencePartner.start('a-secret-of-both');
  const proxy = await WeatherProxy.before(endpoint.url);
  return {
    partner: new HttpPartner({ key: keyOf('a-secret-of-both'), endpointUrl: `${proxy.url}/amends` }),
    effects: ({ key }) => endpoint.begun.filter((one) => one === key).length,
    turn: (weather) => proxy.turn(weather),
    stop: async () => {
      await proxy.close();
      await endpoint.stop();
    },
  };
});

describePartnerContract('Stripe', { kinds: ['credit'], looksUp: true, takesBack: true }, async () => {
  const balances = new CustomerBalances();
  const server = await serve(0, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = balances.handle(request, Buffer.concat(chunks).toString('utf8'));
      response.writeHead(reply?.status ?? 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply?.body ?? {}));
    });
  });
  const proxy = await WeatherProxy.before(server.url);
  const credits = new StripeCredit({ key: keyOf('sk_test_shop'), apiUrl: proxy.url });
  return {
    partner: credits,
    effects: ({ part, remedyId }) => {
      if (part.kind !== 'credit') return 0;
      return balances
        .transactionsOf(part.accountId)
        .filter(({ amount, metadata }) => amount < 0 && metadata['remedyId'] === remedyId).length;
    },
    turn: (weather) => proxy.turn(weather),
    stop: async () => {
      await proxy.close();
      await server.stop();
    },
  };
});

describePartnerContract('the bus', { kinds: everything, looksUp: false, takesBack: false }, async () => {
  const http = await ScriptedHttp.start();
  const proxy = await WeatherProxy.before(http.url);
  http.answer = () => ({ status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }) });
  const client = new EventBridgeClient({
    ...awsClientConfig,
    endpoint: proxy.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    partner: new EventBridgePartner(client, 'amends-bus'),
    // Whoever listens carries out each key once, as the contract of the events asks.
    effects: ({ key }) => (http.calls.some(({ body }) => body.includes('Requested') && body.includes(key)) ? 1 : 0),
    turn: (weather) => proxy.turn(weather),
    stop: async () => {
      client.destroy();
      await proxy.close();
      await http.stop();
    },
  };
});

describePartnerContract('the fake', { kinds: everything, looksUp: false, takesBack: true }, async () => {
  const fake = new FakePartner();
  return {
    partner: fake,
    effects: ({ key }) => fake.effects(key),
    turn: async (weather) => {
      fake.willAnswer = weather === 'unreachable' ? 'throws' : 'pending';
    },
    stop: async () => undefined,
  };
});

describe('what the bus did not take is certain', () => {
  const request = {
    ...{ key: 'rem_1_1', remedyId: 'rem_1', partNumber: 1, customerId: 'cus_1', failureType: 'ParcelLost' },
    ...{ orderId: 'ord_1', failure: {}, part: replacement, timeoutMs: 10_000 },
  };
  const refusal = JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });

  async function refused(answers: readonly ReturnType<ScriptedHttp['answer']>[]): Promise<unknown> {
    const http = await ScriptedHttp.start();
    http.answer = () => answers[Math.min(http.calls.length, answers.length) - 1] ?? 'hang up';
    const access = { region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    const client = new EventBridgeClient({ ...awsClientConfig, ...access, endpoint: http.url });
    try {
      return await new EventBridgePartner(client, 'amends-bus').carryOut(request).catch((error: unknown) => error);
    } finally {
      client.destroy();
      await http.stop();
    }
  }

  it('where it said so at the first try', async () => {
    const error = await refused([{ status: 200, body: refusal }]);
    expect(error).toBeInstanceOf(NotAttemptedError);
    expect(error).toMatchObject({ isCertain: true });
  });

  it.each([
    ['where it said so at the second, and nobody heard what it said at the first', ['hang up', refusal]],
    ['where it said nothing at all', ['hang up']],
  ] as const)('and not %s', async (_, [first, second]) => {
    const error = await refused([first, ...(second === undefined ? [] : [{ status: 200, body: second }])]);
    expect(error).toBeInstanceOf(NotAttemptedError);
    expect(error).toMatchObject({ isCertain: false });
  });
});
