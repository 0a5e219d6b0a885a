import type { APIGatewayProxyEventV2, Context, SQSEvent } from 'aws-lambda';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { facebook } from '../../../lambdas/channels/facebook/facebook';
import { metaSignature } from '../../../lambdas/channels/meta/meta-signature';
import type { ComplaintRule } from '../../../lambdas/channels/complaints/complaint-rule';
import type { Amplification } from '../../../lambdas/channels/amplification/amplification';
import type {
  ChannelComplaint,
  ComplaintsAmplified,
  MessageReceived,
} from '../../../lambdas/channels/events/channel-events';
import type { CustomerLink, InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { channelMessageText } from '../../../lambdas/received/received-messages';
import { channelMessageHandler } from '../../../lambdas/runtime/channels/channel-message-handler';
import { channelWebhookHandler } from '../../../lambdas/runtime/channels/channel-webhook-handler';
import { FacebookNetwork, type SignedWebhook } from '../../../local/company/networks/facebook/facebook-network';
import { MemoryCauses } from '../../fakes/memory-causes';
import { RecordingObserver } from '../../fakes/recording-observer';
import { silent } from '../../fakes/silent-telemetry';
import { ownBody } from '../../channels/http/own-body';

const page = '103871';
const verifyToken = 'a-token-that-we-made-up';
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
const aylin = { id: '7001', name: 'Aylin D.' };
const known: CustomerLink = parseFailure(complaintRaised, {
  ...ownBody,
  occurredAt: '2026-11-29T12:00:00Z',
  evidence: 'reported',
  complaint: { channel: 'facebook', postId: '1', handle: '7001', text: 'x' },
});

/** A page whose webhook goes through both functions, as they are deployed, with the queue and the bus as lists. */
class PageRoad {
  readonly observer = new RecordingObserver();
  readonly queue: string[] = [];
  readonly complaints: ChannelComplaint[] = [];
  readonly messages: MessageReceived[] = [];
  readonly amplified: ComplaintsAmplified[] = [];
  readonly causes = new MemoryCauses();
  amplification: Amplification | undefined;
  isFull = false;
  knows = true;
  rule: ComplaintRule = { counts: 'listed-phrases', phrases: ['keine Antwort'] };

  private constructor(readonly network: FacebookNetwork) {}

  static async start(): Promise<PageRoad> {
    const options = { page, appSecret: 'app-secret', pageToken: 'token', clock: () => new Date() };
    return new PageRoad(await FacebookNetwork.start(options));
  }

  receive({ body, headers }: Pick<SignedWebhook, 'body' | 'headers'>, change: object = {}, method = 'POST') {
    const secret = new SigningSecret({ read: async () => 'app-secret', forget: () => undefined });
    const keep = async (messages: readonly InboundMessage[], at: Date): Promise<void> => {
      if (this.isFull) throw new Error('the queue takes nothing');
      this.queue.push(...messages.map((message) => channelMessageText(message, at)));
    };
    const ports = {
      door: facebook.door({ settings: { page, verifyToken, graphUrl: this.network.graphUrl }, secret }),
      received: { keep },
      observer: this.observer,
      clock: () => new Date(),
    };
    const event = { headers, body, isBase64Encoded: false, requestContext: { http: { method } }, ...change };
    return channelWebhookHandler(facebook, () => ports, silent)(event as unknown as APIGatewayProxyEventV2, context);
  }

  read(bodies: readonly string[] = this.queue) {
    const ports = {
      customers: { whoIs: async () => (this.knows ? known : undefined) },
      publisher: {
        complain: async (complaint: ChannelComplaint) => void this.complaints.push(complaint),
        receive: async (message: MessageReceived) => void this.messages.push(message),
        amplify: async (cause: ComplaintsAmplified) => void this.amplified.push(cause),
      },
      rule: this.rule,
      watch: this.amplification && { causes: this.causes, amplification: this.amplification },
      rules: facebook.rules,
      observer: this.observer,
      clock: () => new Date(),
    };
    const Records = bodies.map((body, index) => ({ messageId: String(index), body }));
    return channelMessageHandler(facebook, () => ports, silent)({ Records } as SQSEvent, context);
  }
}

let road: PageRoad;
beforeEach(async () => {
  road = await PageRoad.start();
});
afterEach(() => road.network.stop());

const words = 'Seit zwei Wochen keine Antwort. <b>Nie wieder!</b>';

it('a comment becomes a complaint that its contract takes, and a message that whoever answers reads', async () => {
  await expect(road.receive(road.network.comment(aylin, words))).resolves.toMatchObject({ statusCode: 200 });
  await expect(road.read()).resolves.toEqual({ batchItemFailures: [] });
  const [complaint] = road.complaints;
  expect(parseFailure(complaintRaised, complaint)).toEqual(complaint);
  expect(complaint).toMatchObject({
    evidence: 'reported',
    customer: { id: 'cus_1244' },
    complaint: { channel: 'facebook', handle: '7001', text: words },
  });
  expect(road.messages).toMatchObject([
    { judgedAs: 'complaint', customerId: 'cus_1244', isPublic: true, replyTo: { network: 'facebook' } },
  ]);
  expect(road.messages[0]?.answerBy).toBeUndefined();
});

it('delivered again it is the same complaint, which the ledger knows by its post', async () => {
  const webhook = road.network.comment(aylin, words);
  for (let n = 0; n < 3; n++) await road.receive(webhook);
  await road.read();
  expect(
    new Set(road.complaints.map((each) => JSON.stringify(complaintRaised.subject(parseFailure(complaintRaised, each)))))
      .size,
  ).toBe(1);
  expect(new Set(road.complaints.map((each) => JSON.stringify(each))).size).toBe(1);
});

it('nobody guesses who wrote: without a link it is for a person, with the time in which an answer is taken', async () => {
  road.knows = false;
  await road.receive(road.network.message('88231', words));
  await road.read();
  expect(road.complaints).toEqual([]);
  const [message] = road.messages;
  expect(message).toMatchObject({ judgedAs: 'for-a-person', why: expect.stringMatching(/nobody guesses/) });
  expect(message).not.toHaveProperty('customerId');
  const days = (Date.parse(message?.answerBy ?? '') - Date.parse(message?.replyTo.writtenAt ?? '')) / 86_400_000;
  expect(days).toBe(7);
});

it('who is not shown is asked of nobody, and a person reads the words', async () => {
  const { body } = road.network.comment(aylin, words);
  const unsigned = body.replace('"from":{"id":"7001","name":"Aylin D."},', '');
  expect(unsigned).not.toBe(body);
  await road.receive(signedLike(unsigned));
  await road.read();
  expect(road.complaints).toEqual([]);
  expect(road.messages).toMatchObject([{ author: {}, text: words, judgedAs: 'for-a-person' }]);
});

it('the log says nothing of who wrote and what', async () => {
  await road.receive(road.network.comment(aylin, words));
  await road.read();
  expect(JSON.stringify(road.observer.steps)).not.toMatch(/Aylin|Antwort|7001|cus_/);
  expect(road.observer.steps).toMatchObject([{ step: 'message-received', network: 'facebook', judgedAs: 'complaint' }]);
});

describe('many people who write about one cause', () => {
  const people = ['7001', '7002', '7003', '7004'].map((id) => ({ id, name: `Person ${id}` }));

  beforeEach(() => {
    road.amplification = { people: 3, withinMinutes: 60 };
  });

  it('are an incident, which is told once, and which their complaints bear from then on', async () => {
    for (const person of people) await road.receive(road.network.comment(person, words));
    await road.read();
    expect(road.amplified).toMatchObject([{ network: 'facebook', account: page, cause: 'keine Antwort', people: 3 }]);
    const incidentId = road.amplified[0]?.incidentId;
    const bearing = road.complaints.map((complaint) => complaint.incidentId);
    expect(bearing.filter((id) => id === incidentId)).toHaveLength(2);
    expect(bearing.filter((id) => id === undefined)).toHaveLength(2);
    expect(road.messages.filter((message) => message.incidentId === incidentId)).toHaveLength(2);
    expect(road.observer.steps.filter(({ step }) => step === 'complaints-amplified')).toHaveLength(1);
    for (const complaint of road.complaints) expect(parseFailure(complaintRaised, complaint)).toEqual(complaint);
  });

  it('count where nobody knows them, and where they write something else they do not', async () => {
    road.knows = false;
    for (const person of people) await road.receive(road.network.comment(person, 'Nice film!'));
    await road.read();
    expect(road.amplified).toEqual([]);
    road.queue.length = 0;
    for (const person of people) await road.receive(road.network.comment(person, words));
    await road.read();
    expect([road.amplified.length, road.complaints]).toEqual([1, []]);
  });

  it('are nothing where the owner did not ask for it', async () => {
    road.amplification = undefined;
    for (const person of people) await road.receive(road.network.comment(person, words));
    await road.read();
    expect([road.amplified, road.causes.records.size]).toEqual([[], 0]);
  });
});

describe('the public function', () => {
  it('promises nothing that the queue does not have', async () => {
    road.isFull = true;
    await expect(road.receive(road.network.comment(aylin, words))).rejects.toThrow('the queue takes nothing');
  });

  it('refuses what is forged, counts it, and keeps nothing', async () => {
    const { body, headers } = road.network.comment(aylin, words);
    for (const forged of [
      { body, headers: {} },
      { body: body.replace('keine', 'eine'), headers },
    ]) {
      await expect(road.receive(forged)).resolves.toMatchObject({ statusCode: 400 });
    }
    expect(road.queue).toEqual([]);
    expect(road.observer.steps).toMatchObject([
      { step: 'webhook-refused', isSigned: false },
      { step: 'webhook-refused', isSigned: true },
    ]);
  });

  it('looks at no body of more than 256 KiB, and at no other method', async () => {
    const { headers } = road.network.comment(aylin, words);
    await expect(road.receive({ body: 'x'.repeat(256 * 1024 + 1), headers })).resolves.toMatchObject({
      statusCode: 413,
    });
    await expect(road.receive({ body: '', headers }, {}, 'PUT')).resolves.toMatchObject({ statusCode: 405 });
  });

  it('answers the challenge as text, and a challenge without our token as any forgery', async () => {
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '42' };
    const ask = (change: object) =>
      road.receive({ body: '', headers: {} }, { queryStringParameters: { ...query, ...change } }, 'GET');
    await expect(ask({})).resolves.toMatchObject({
      statusCode: 200,
      body: '42',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    await expect(ask({ 'hub.verify_token': 'x' })).resolves.toMatchObject({ statusCode: 400 });
    expect(road.queue).toEqual([]);
  });

  it('puts each message of a webhook on the queue by itself, and all of them', async () => {
    const [one, two] = [road.network.comment(aylin, words), road.network.message('88231', 'hello')];
    const entries = [one, two].flatMap(({ body }) => (JSON.parse(body) as { entry: object[] }).entry);
    const { body, headers } = signedLike(JSON.stringify({ object: 'page', entry: entries }));
    await road.receive({ body, headers });
    expect(road.queue).toHaveLength(2);
  });
});

describe('the private function', () => {
  it('takes no message of another channel, whatever its public function says', async () => {
    await road.receive(road.network.comment(aylin, words));
    const foreign = road.queue.map((body) => body.replace('"network":"facebook"', '"network":"vk"'));
    await expect(road.read(foreign)).resolves.toMatchObject({ batchItemFailures: [{ itemIdentifier: '0' }] });
    expect([...road.complaints, ...road.messages]).toEqual([]);
  });

  it('holds up no other message with one that it cannot read', async () => {
    await road.receive(road.network.comment(aylin, words));
    const bodies = ['{', ...road.queue];
    await expect(road.read(bodies)).resolves.toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
    expect(road.complaints).toHaveLength(1);
  });
});

function signedLike(body: string): SignedWebhook {
  return { body, headers: { 'x-hub-signature-256': metaSignature(body, 'app-secret') } };
}
