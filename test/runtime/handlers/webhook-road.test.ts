import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';
import { HttpWebhook } from '../../../lambdas/fulfilment/http/http-webhook';
import type { WebhookEvent, WebhookScope } from '../../../lambdas/fulfilment/port/webhook-event';
import { messageOf } from '../../../lambdas/received/received-update';
import type { QueuedEvent } from '../../../lambdas/runtime/delivery/record-batch';
import { partUpdateHandler } from '../../../lambdas/runtime/handlers/part-update-handler';
import { webhookHandler } from '../../../lambdas/runtime/handlers/webhook-handler';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';
import { silent } from '../../fakes/silent-telemetry';

const paid = { state: 'succeeded', providerRef: 're_1' } as const;
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

function call(body: string, change: { method?: string; isBase64Encoded?: boolean; headers?: object } = {}) {
  const { method = 'POST', isBase64Encoded = false, headers = { 'x-signature': 'signed' } } = change;
  const request = { headers, body, isBase64Encoded, requestContext: { http: { method } } };
  return request as unknown as APIGatewayProxyEventV2;
}

/** A webhook whose sender signs everything with the same word, and says what the body says. */
class Webhook {
  readonly world = new World();
  readonly messages: string[] = [];
  readonly verified: string[] = [];
  isFull = false;

  async pending(): Promise<this> {
    this.world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
    await this.world.deliver(filmFailure());
    return this;
  }

  report(change: Parameters<World['newsOf']>[1] = {}): string {
    return JSON.stringify(this.world.newsOf(paid, change));
  }

  receive(request: APIGatewayProxyEventV2) {
    const { observer } = this.world;
    const verifier = {
      signatureHeader: 'x-signature',
      verify: async ({ rawBody, signature }: { rawBody: string; signature: string | undefined }) => {
        this.verified.push(rawBody);
        if (signature === 'signed' && rawBody.startsWith('{')) return JSON.parse(rawBody) as WebhookEvent;
        return { type: 'invalid-signature', why: 'the signature does not match the body' } as const;
      },
    };
    const keep = async (...event: Parameters<typeof messageOf>): Promise<void> => {
      const message = messageOf(...event);
      if (this.isFull) throw new Error('the queue takes nothing');
      this.messages.push(message);
    };
    const ports = { verifier, received: { keep }, observer, clock: () => new Date(this.world.now) };
    return webhookHandler(() => ports, silent)(request, context);
  }

  apply(messages: readonly string[] = this.messages, scope: WebhookScope = 'payments') {
    const Records = messages.map((body, index) => ({ messageId: String(index), body }));
    const handler = partUpdateHandler(
      () => ({ ports: this.world.ports(), marks: this.world.ledger.marks, scope }),
      silent,
    );
    return handler({ Records } as SQSEvent, context);
  }
}

describe('the public function', () => {
  it('puts on the queue what is signed, as text and as base64, and applies nothing', async () => {
    for (const isBase64Encoded of [false, true]) {
      const webhook = await new Webhook().pending();
      const json = webhook.report();
      const body = isBase64Encoded ? Buffer.from(json).toString('base64') : json;
      await expect(webhook.receive(call(body, { isBase64Encoded }))).resolves.toEqual({
        statusCode: 200,
        body: 'kept',
      });
      expect(webhook.messages).toHaveLength(1);
      expect(webhook.world.onlyRecord()).toMatchObject({ state: 'pending', version: 1 });
    }
  });

  it('promises nothing that the queue does not have: the sender sends it again', async () => {
    const webhook = await new Webhook().pending();
    webhook.isFull = true;
    await expect(webhook.receive(call(webhook.report()))).rejects.toThrow('the queue takes nothing');
    webhook.isFull = false;
    await expect(webhook.receive(call(webhook.report()))).resolves.toMatchObject({ statusCode: 200 });
  });

  it('answers 400 to a signature that does not match, counts it, and puts nothing on the queue', async () => {
    const webhook = new Webhook();
    const answer = await webhook.receive(call('forged'));
    expect(answer).toEqual({ statusCode: 400, body: 'the signature does not match the body' });
    expect(webhook.messages).toEqual([]);
    expect(webhook.world.observer.steps).toEqual([
      { step: 'webhook-refused', isSigned: true, why: 'the signature does not match the body' },
    ]);
  });

  it('answers 400 to a request without a signature, with the real verifier too', async () => {
    const verifier = new HttpWebhook({ read: () => Promise.resolve('secret'), forget: () => undefined });
    const { observer } = new World();
    const ports = {
      verifier,
      received: { keep: () => Promise.reject(new Error()) },
      observer,
      clock: () => new Date(),
    };
    const answer = await webhookHandler(() => ports, silent)(call('{}', { headers: {} }), context);
    expect(answer.statusCode).toBe(400);
    expect(observer.steps).toMatchObject([{ step: 'webhook-refused', isSigned: false }]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('answers 405 to %s', async (method) => {
    const webhook = await new Webhook().pending();
    const answer = await webhook.receive(call(webhook.report(), { method }));
    expect(answer.statusCode).toBe(405);
    expect(webhook.messages).toEqual([]);
  });

  it.each([false, true])('looks at no body of more than 256 KiB (as base64: %j)', async (isBase64Encoded) => {
    const webhook = new Webhook();
    const bytes = (length: number): string =>
      Buffer.from('x'.repeat(length)).toString(isBase64Encoded ? 'base64' : 'utf8');
    const tooLong = await webhook.receive(call(bytes(256 * 1024 + 1), { isBase64Encoded }));
    expect(tooLong.statusCode).toBe(413);
    expect(webhook.verified).toEqual([]);
    expect((await webhook.receive(call(bytes(256 * 1024), { isBase64Encoded }))).statusCode).toBe(400);
    expect(webhook.verified).toHaveLength(1);
  });

  it('refuses an event that no queue takes, which sending it again would not change', async () => {
    const webhook = await new Webhook().pending();
    // Each sign takes one byte in the body and six in the message.
    const answer = await webhook.receive(call(webhook.report({ customerId: '\u007f'.repeat(60_000) })));
    expect(answer.statusCode).toBe(413);
    expect(webhook.messages).toEqual([]);
  });

  it('acknowledges what is signed and not about us, and logs why', async () => {
    const webhook = new Webhook();
    const thin = JSON.stringify({ type: 'unrelated', why: 'a thin event (v2.core.account.updated)' });
    await expect(webhook.receive(call(thin))).resolves.toEqual({ statusCode: 200, body: 'not ours' });
    expect(webhook.world.observer.steps).toMatchObject([
      { step: 'webhook-ignored', why: expect.stringMatching(/thin/) },
    ]);
    expect(webhook.messages).toEqual([]);
  });

  const dispute = {
    ...{
      type: 'dispute',
      eventId: 'evt_1',
      disputeRef: 'du_1',
      paymentIds: ['ch_1', 'pi_1'],
      status: 'needs_response',
    },
    ...{ amountMinor: 399, currency: 'GBP', happenedAt: '2026-11-20T10:00:00.000Z', evidence: 'ada@example.com' },
  };
  const warning = {
    ...{ type: 'fraud-warning', eventId: 'evt_2', warningRef: 'issfr_1', paymentIds: ['ch_1'], isClosed: false },
    createdAt: '2026-11-20T11:00:00.000Z',
  };

  it('keeps what a bank says of a payment, and the private one writes it down by each of its ids', async () => {
    const webhook = new Webhook();
    for (const event of [dispute, warning]) {
      await expect(webhook.receive(call(JSON.stringify(event)))).resolves.toEqual({ statusCode: 200, body: 'kept' });
    }
    expect(webhook.world.observer.steps).toEqual([{ step: 'dispute-reported' }, { step: 'fraud-warned' }]);
    expect(webhook.messages.join()).not.toContain('ada@');
    await webhook.apply();
    await webhook.apply();
    const { marks } = webhook.world.ledger;
    expect(await marks.readMarks('pi_1')).toMatchObject({ version: 1, marks: [{ id: 'du_1', isOpen: true }] });
    expect((await marks.readMarks('ch_1'))?.marks.map(({ id }) => id)).toEqual(['issfr_1', 'du_1']);
    await webhook.receive(call(JSON.stringify({ ...dispute, status: 'won', happenedAt: '2026-12-20T10:00:00.000Z' })));
    await webhook.apply(webhook.messages.slice(-1));
    expect((await marks.readMarks('pi_1'))?.marks).toMatchObject([{ id: 'du_1', isOpen: false, ended: 'won' }]);
    for (const [status, ended] of Object.entries({ lost: 'lost', prevented: 'lost', closed: undefined })) {
      await webhook.receive(call(JSON.stringify({ ...dispute, disputeRef: status, status })));
      await webhook.apply(webhook.messages.slice(-1));
      const kept = (await marks.readMarks('pi_1'))?.marks.find(({ id }) => id === status);
      expect([kept?.isOpen, kept?.ended]).toEqual([false, ended]);
    }
  });

  it('believes nobody who may report about parts what a bank says', async () => {
    const webhook = new Webhook();
    await webhook.receive(call(JSON.stringify(warning)));
    await expect(webhook.apply(webhook.messages, 'parts')).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: '0' }],
    });
    expect(webhook.world.ledger.marks.kept.size).toBe(0);
  });
});

describe('what is put on the queue', () => {
  it('is the facts alone: whatever else the sender tells stays out, and SQS takes every sign of it', async () => {
    const webhook = await new Webhook().pending();
    const body = { ...webhook.world.newsOf(paid), customerId: 'cus_ÿ\uffff', billing: { email: 'ada@example.com' } };
    await webhook.receive(call(JSON.stringify(body)));
    const [message = ''] = webhook.messages;
    expect(message).not.toMatch(/ada@|billing|signed/);
    expect(message).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(message)).toMatchObject({ detail: { customerId: 'cus_ÿ\uffff' } });
  });
});

describe('the private function', () => {
  async function kept(): Promise<Webhook> {
    const webhook = await new Webhook().pending();
    await webhook.receive(call(webhook.report()));
    return webhook;
  }

  it('applies what was received, also days later, and again', async () => {
    const webhook = await kept();
    webhook.world.now += 3 * 86_400_000;
    await expect(webhook.apply()).resolves.toEqual({ batchItemFailures: [] });
    expect(webhook.world.onlyRecord().state).toBe('issued');
    const { version } = webhook.world.onlyRecord();
    await expect(webhook.apply()).resolves.toEqual({ batchItemFailures: [] });
    expect(webhook.world.onlyRecord().version).toBe(version);
  });

  it('has a message delivered again where the ledger cannot be read', async () => {
    const webhook = await kept();
    const read = webhook.world.ledger.read.bind(webhook.world.ledger);
    webhook.world.ledger.read = () => Promise.reject(new Error('the table is down'));
    await expect(webhook.apply()).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
    webhook.world.ledger.read = read;
    expect(webhook.world.onlyRecord().state).toBe('pending');
  });

  it('takes a message that the sweep brings from the retry queue, and throws where it has to wait on', async () => {
    const webhook = await kept();
    const handler = partUpdateHandler(
      () => ({ ports: webhook.world.ports(), marks: webhook.world.ledger.marks, scope: 'payments' }),
      silent,
    );
    const event = JSON.parse(webhook.messages[0] ?? '') as QueuedEvent;
    await expect(handler(event, context)).resolves.toMatchObject({ result: 'applied' });
    webhook.world.ledger.read = () => Promise.reject(new Error('the table is down'));
    await expect(handler(event, context)).rejects.toThrow('the table is down');
  });

  it('believes nobody who may report about parts that money was refunded, whatever it calls that', async () => {
    const webhook = await kept();
    const message = JSON.parse(webhook.messages[0] ?? '') as { detail: object };
    const disguised = [
      message,
      { ...message, 'detail-type': 'PartReported' },
      { ...message, 'detail-type': 'PartReported', detail: { ...message.detail, kind: 'refund' } },
    ];
    const answer = await webhook.apply(
      disguised.map((each) => JSON.stringify(each)),
      'parts',
    );
    expect(answer).toMatchObject({ batchItemFailures: { length: 3 } });
    expect(webhook.world.onlyRecord()).toMatchObject({ state: 'pending', version: 1 });
  });

  it('leaves what is not ours, contradicts, or was known as it is, and the queue forgets it', async () => {
    const webhook = await new Webhook().pending();
    for (const change of [{ customerId: 'cus_other' }, { amountMinor: 1 }, {}, {}]) {
      expect((await webhook.receive(call(webhook.report(change)))).statusCode).toBe(200);
    }
    await expect(webhook.apply()).resolves.toEqual({ batchItemFailures: [] });
    expect(webhook.world.onlyRecord().state).toBe('issued');
  });
});
