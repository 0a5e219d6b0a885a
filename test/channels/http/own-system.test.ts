import { HttpAnswers } from '../../../lambdas/channels/http/http-answers';
import { CustomersUnansweredError, HttpKnownCustomers } from '../../../lambdas/channels/customers/http-known-customers';
import { OwnDoor } from '../../../lambdas/channels/http/own-door';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { OwnSystem } from '../../../local/company/networks/own/own-system';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce } from '../rotating-key';
import { ownBody } from './own-body';

const options = { secret: 'signs-messages', requestSecret: 'signs-requests', clock: () => new Date() };

async function startOwn(): Promise<ChannelUnderTest> {
  const system = await OwnSystem.start(options);
  const key = keyThatIsReadOnce(options.requestSecret);
  const secret = new SigningSecret({ read: async () => options.secret, forget: () => undefined });
  let messages = 0;
  return {
    door: new OwnDoor(secret),
    sender: new HttpAnswers({ settings: { endpointUrl: system.url }, key }),
    now: options.clock,
    write: (text) =>
      system.passOn({ ...ownBody, text, messageId: `rev_${++messages}`, writtenAt: options.clock().toISOString() }),
    seen: () => system.answers.map(({ text }) => text),
    turn: (weather) => void (system.weather = weather),
    rotateKey: () => {
      system.requestSecret = 'signs-requests-2';
      key.replace('signs-requests-2');
    },
    stop: () => system.stop(),
  };
}

describeChannel("a system of the company's own", startOwn, { answersTo: 'public' });

describe('who wrote', () => {
  let system: OwnSystem;
  let customers: HttpKnownCustomers;
  const handle = { network: 'facebook', account: '103871', handle: '7001&x=y' };
  beforeEach(async () => {
    system = await OwnSystem.start(options);
    customers = new HttpKnownCustomers({ endpointUrl: system.url, key: keyThatIsReadOnce(options.requestSecret) });
  });
  afterEach(() => system.stop());

  it('is whoever gave this very handle, with the purchase that is meant', async () => {
    const { customer, purchase } = ownBody;
    system.customers.set(handle.handle, { customer, purchase });
    await expect(customers.whoIs(handle)).resolves.toMatchObject({ customer, purchase });
    await expect(customers.whoIs({ ...handle, handle: '7001' })).resolves.toBeUndefined();
  });

  it('is not known before the endpoint has said so', async () => {
    for (const weather of ['broken', 'busy', 'lost'] as const) {
      system.weather = weather;
      await expect(customers.whoIs(handle)).rejects.toThrow(CustomersUnansweredError);
    }
    system.weather = 'fine';
    system.customers.set(handle.handle, { customer: ownBody.customer, purchase: {} });
    await expect(customers.whoIs(handle)).rejects.toThrow(CustomersUnansweredError);
  });

  it('is not asked of an endpoint that answers 404 without saying that it knows nobody', async () => {
    const elsewhere = new HttpKnownCustomers({
      endpointUrl: `${system.url}/elsewhere`,
      key: keyThatIsReadOnce(options.requestSecret),
    });
    await expect(elsewhere.whoIs(handle)).rejects.toThrow(/no usable answer \(404\)/);
  });
});
