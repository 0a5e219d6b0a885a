import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeOutcomes, OutcomeNotPublishedError } from '../../lambdas/outcomes/eventbridge-outcomes';
import { outcomeSchema, outcomeTypes, type Outcome, type OutcomeState } from '../../lambdas/outcomes/outcome';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { filmFailure } from '../fakes/film-failure';
import { ScriptedHttp } from '../fakes/scripted-http';
import { World } from '../fakes/world';

let http: ScriptedHttp;
let outcomes: EventBridgeOutcomes;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new EventBridgeClient({
    ...awsClientConfig,
    endpoint: http.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  outcomes = new EventBridgeOutcomes(client, 'amends-bus');
});
afterEach(() => http.stop());

async function issued(): Promise<Outcome> {
  const world = new World();
  await world.deliver(filmFailure());
  const [outcome] = world.outcomes.published;
  if (!outcome) throw new Error('nothing was published');
  return outcome;
}

const taken = { status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }) };

it.each(Object.entries(outcomeTypes) as [OutcomeState, string][])(
  '%s is published as %s, by nobody else',
  async (state, type) => {
    http.answer = () => taken;
    await outcomes.publish({ ...(await issued()), state });
    const { Entries } = JSON.parse(http.calls[0]?.body ?? '{}') as { Entries: { Detail: string }[] };
    expect(Entries).toMatchObject([{ EventBusName: 'amends-bus', Source: 'amends', DetailType: type }]);
  },
);

it('who bears the loss is told with the remedy, and not again where a mail about it is wanted', async () => {
  http.answer = () => taken;
  const recovery = { bearer: 'carrier', amountMinor: 399, currency: 'GBP', why: 'they lost it' } as const;
  const outcome = { ...(await issued()), recovery };
  await outcomes.publish(outcome);
  await outcomes.publish({ ...outcome, isForMail: true });
  const typesOf = (body: string): string[] =>
    (JSON.parse(body) as { Entries: { DetailType: string }[] }).Entries.map(({ DetailType }) => DetailType);
  expect(http.calls.map(({ body }) => typesOf(body))).toEqual([['RemedyIssued', 'RecoveryRecorded'], ['RemedyIssued']]);
});

it('keeps the contract that its readers are promised', async () => {
  http.answer = () => taken;
  const outcome = await issued();
  await outcomes.publish(outcome);
  const { Entries } = JSON.parse(http.calls[0]?.body ?? '{}') as { Entries: { Detail: string }[] };
  expect(outcomeSchema.parse(JSON.parse(Entries[0]?.Detail ?? ''))).toEqual(outcome);
});

it('an answer of 200 in which the entry failed is a failure, and says why', async () => {
  const failed = [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
  http.answer = () => ({ status: 200, body: JSON.stringify({ FailedEntryCount: 1, Entries: failed }) });
  await expect(outcomes.publish(await issued())).rejects.toThrow(OutcomeNotPublishedError);
  await expect(outcomes.publish(await issued())).rejects.toThrow(/amends-bus: ThrottlingException slow down/);
});
