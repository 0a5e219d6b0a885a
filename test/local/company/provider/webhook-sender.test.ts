import Stripe from 'stripe';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

/** Fails the first time, and hands back what it got the second time. */
const hook = `
  let asked = 0;
  exports.handler = async ({ headers, body }) => {
    console.log(JSON.stringify({ signature: headers['stripe-signature'], body }));
    return { statusCode: ++asked === 1 ? 500 : 200 };
  };`;

const mayAll = (Action: string, more: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: 'Hook' }, Action, Principal: '*', ...more },
});

const assembly = (): string =>
  writeAssembly({
    functions: { hook },
    stacks: {
      Only: {
        Resources: {
          Hook: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Handler: 'index.handler',
              Runtime: 'nodejs24.x',
              Code: code('hook'),
              Environment: { Variables: { STRIPE_WEBHOOK_SECRET_NAME: 'amends/webhook' } },
            },
          },
          HookUrl: {
            Type: 'AWS::Lambda::Url',
            Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Hook', 'Arn'] } },
          },
          May: mayAll('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' }),
          MayToo: mayAll('lambda:InvokeFunction', { InvokedViaFunctionUrl: true }),
        },
      },
    },
  });

describe('the webhook of the provider', () => {
  let system: LocalSystem;
  const seen: SystemEvent[] = [];
  const all = <Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] =>
    seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);

  beforeAll(async () => {
    system = await startLocalSystem({ assembly: assembly(), basePort: 0 });
    system.on((event) => seen.push(event));
  });
  afterAll(async () => {
    await system.stop();
    removeTemporaryFolders();
  });

  it('gets a refund event, signed as Stripe signs, and again after an error', async () => {
    const { hostname, port } = new URL(system.endpoints.provider);
    const shop = new Stripe('sk_test_shop', { host: hostname, port, protocol: 'http', telemetry: false });
    const charge = await shop.charges.create({ amount: 500, currency: 'gbp', source: 'tok_visa' });
    const refund = await shop.refunds.create({ charge: charge.id, amount: 100, metadata: { remedyId: 'rm_1' } });
    await system.idle();
    expect(all('webhook-sent')).toMatchObject([
      { functionName: 'Hook', eventType: 'refund.created', attempt: 1, status: 500 },
      { functionName: 'Hook', eventType: 'refund.created', attempt: 2, status: 200 },
    ]);
    const events = all('log').map(({ content }) => {
      if (content.format !== 'json') throw new Error('The webhook wrote something else.');
      const { body, signature } = content.value;
      return shop.webhooks.constructEvent(String(body), String(signature), 'whsec_local');
    });
    expect(events).toMatchObject([
      { type: 'refund.created', data: { object: { id: refund.id, amount: 100, metadata: { remedyId: 'rm_1' } } } },
      { id: events[0]?.id },
    ]);
  });
});
