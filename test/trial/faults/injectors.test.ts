import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { buffer } from 'node:stream/consumers';
import { serve, type LoopbackServer } from '../../../local/emulator/server/loopback-server';
import { ProviderGate } from '../provider-gate';
import { BusHop } from './bus-hop';

let behind: LoopbackServer;
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  behind = await serve(0, (incoming, answer) => {
    void buffer(incoming).then((body) => {
      const text = body.toString('utf8');
      bodies.push(text);
      const entries = text.startsWith('{') ? (JSON.parse(text) as { Entries: unknown[] }).Entries : [];
      answer.end(
        JSON.stringify({ FailedEntryCount: 0, Entries: entries.map((_, index) => ({ EventId: String(index) })) }),
      );
    });
  });
});

afterEach(() => behind.stop());

describe('a bus that takes a part', () => {
  it('passes on two of three entries, and answers in the place of each other one that it was refused', async () => {
    const hop = new BusHop(() => behind.url);
    const port = await hop.start(0);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const bus = new EventBridgeClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials });
    const entry = (Detail: string) => ({ Source: 'amends', DetailType: 'RemedyIssued', Detail });
    const Entries = ['1', '2', '3', '4'].map(entry);

    await expect(bus.send(new PutEventsCommand({ Entries }))).resolves.toMatchObject({ FailedEntryCount: 0 });
    hop.isRefusing = true;
    const answer = await bus.send(new PutEventsCommand({ Entries }));
    bus.destroy();
    await hop.stop();

    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => EventId ?? ErrorCode)).toEqual([
      '0',
      '1',
      'ThrottlingException',
      '2',
    ]);
    expect(bodies.map((body) => body.match(/"Detail":"\d"/g)?.length)).toEqual([4, 3]);
    expect(hop.refused).toBe(1);
  });
});

describe('a provider whose replies are lost', () => {
  it('has carried out what nobody hears of, at every try with the same key', async () => {
    const gate = new ProviderGate(() => behind.url);
    await gate.start();
    gate.set('replies-lost');
    const refund = (key: string): Promise<'heard' | 'lost'> =>
      fetch(`${gate.url}/v1/refunds`, { method: 'POST', body: key, headers: { 'idempotency-key': key } }).then(
        () => 'heard' as const,
        () => 'lost' as const,
      );
    const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
    const first = await Promise.all(keys.map(refund));
    const second = await Promise.all(keys.map(refund));
    await gate.stop();

    expect(second).toEqual(first);
    expect(first.filter((one) => one === 'lost').length).toBe(gate.stopped / 2);
    expect(gate.stopped).toBeGreaterThan(0);
    expect(bodies.filter((body) => body === keys[first.indexOf('lost')])).toHaveLength(2);
  });
});

describe('a provider that fails', () => {
  it('answers one request in four with 429 or 500, and has carried out what it answers with 500', async () => {
    const gate = new ProviderGate(() => behind.url);
    await gate.start();
    gate.set('failing');
    const answers: number[] = [];
    for (let index = 1; index <= 8; index++) {
      const { status } = await fetch(`${gate.url}/v1/refunds`, { method: 'POST', body: String(index) });
      answers.push(status);
    }
    await gate.stop();

    expect(answers).toEqual([200, 200, 200, 429, 200, 200, 200, 500]);
    expect(bodies).toEqual(['1', '2', '3', '5', '6', '7', '8']);
    expect(gate.stopped).toBe(2);
  });
});
