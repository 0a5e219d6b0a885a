import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeUndelivered } from '../../lambdas/outcomes/eventbridge-undelivered';
import { OutcomeNotPublishedError } from '../../lambdas/outcomes/eventbridge-events';
import { undeliveredSchema } from '../../lambdas/outcomes/undelivered-mail';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { filmFailure } from '../fakes/film-failure';
import { ScriptedHttp } from '../fakes/scripted-http';
import { World } from '../fakes/world';

let http: ScriptedHttp;
let undelivered: EventBridgeUndelivered;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new EventBridgeClient({
    ...awsClientConfig,
    endpoint: http.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const owners = { parcels: ['ParcelLost'], 'film desk': ['DeliveryLate', 'VideoPlaybackFailed'] };
  undelivered = new EventBridgeUndelivered(client, 'amends-bus', owners);
});
afterEach(() => http.stop());

async function bounced() {
  const world = new World();
  await world.publishFailure(filmFailure());
  await world.applyEmailEvent('apology', 'bounced');
  const [mail] = world.undelivered.published;
  if (!mail) throw new Error('nobody was told');
  return mail;
}

it('names the owner of the failure type, keeps its contract, and has nothing of the customer but their id', async () => {
  http.answer = () => ({ status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] }) });
  await undelivered.publish(await bounced());
  await undelivered.publish({ ...(await bounced()), failureType: 'NotDeployedAnyMore' });
  const entries = http.calls.map(({ body }) => JSON.parse(body) as { Entries: [{ Detail: string }] });
  expect(entries[0]?.Entries).toMatchObject([
    { EventBusName: 'amends-bus', Source: 'amends', DetailType: 'MailUndelivered' },
  ]);
  const [ours, nobodys] = entries.map(({ Entries: [{ Detail }] }) => undeliveredSchema.parse(JSON.parse(Detail)));
  expect(ours).toMatchObject({ schemaVersion: 1, owner: 'film desk', trouble: 'bounced' });
  expect(nobodys?.owner).toBeUndefined();
  const { customer } = filmFailure();
  expect(JSON.stringify(entries)).not.toContain(customer.name);
  expect(JSON.stringify(entries)).not.toContain(customer.email);
});

it('an answer of 200 in which the entry failed is a failure, and says why', async () => {
  const failed = [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
  http.answer = () => ({ status: 200, body: JSON.stringify({ FailedEntryCount: 1, Entries: failed }) });
  const published = undelivered.publish(await bounced());
  await expect(published).rejects.toThrow(OutcomeNotPublishedError);
  await expect(published).rejects.toThrow(/MailUndelivered of .* amends-bus: ThrottlingException slow down/);
});
