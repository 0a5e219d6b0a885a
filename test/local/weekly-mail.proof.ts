import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { TestSystem, playbackFailure } from './test-system';

const owner = { email: 'films-owner@example.com', title: 'Films', locale: 'de' };
const refused: AccessChecked[] = [];
let system: TestSystem;

let synthesized: Awaited<ReturnType<typeof synthesize>>;

beforeAll(async () => {
  const context = { insight: JSON.stringify({ weekly: { 'com.example.video': owner } }) };
  synthesized = await synthesize({ context });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
});
afterAll(async () => {
  await system.local.stop();
  await synthesized.stop();
});

/** The Monday of the week that an instant is in, in UTC. */
function mondayOf(instant: number): string {
  const dayMs = 86_400_000;
  const day = Math.floor(instant / dayMs);
  return new Date((day - ((day + 3) % 7)) * dayMs).toISOString().slice(0, 10);
}

async function tellWeekOf(monday: string): Promise<unknown> {
  const { functions, region } = system.local.template;
  const found = functions.find(({ environment }) => environment['WEEKLY_OWNERS'] !== undefined);
  const client = new LambdaClient({
    region,
    endpoint: system.local.endpoints.environment['AWS_ENDPOINT_URL_LAMBDA'],
    credentials: { accessKeyId: 'ann', secretAccessKey: 'local' },
  });
  const { Payload } = await client.send(
    new InvokeCommand({ FunctionName: found?.name, Payload: JSON.stringify({ monday }) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
}

it('the owner of films is told of their week by a real function, once, from the files that the week has left', async () => {
  const monday = mondayOf(Date.now());
  await system.publishFailures(playbackFailure(1), playbackFailure(2), playbackFailure(1, 599));
  await system.local.idle();
  expect(await tellWeekOf(monday)).toMatchObject({ sentNow: ['com.example.video'], sentBefore: [] });
  expect(await tellWeekOf(monday)).toMatchObject({ sentNow: [], sentBefore: ['com.example.video'] });
  const mails = await system.mailsTo({ email: owner.email });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toMatch(/^Letzte Woche .*Films$/);
  expect(mails[0]?.body.text).toContain('Die Konsole zeigt, wie jede Zahl berechnet ist.');
  expect(mails[0]?.body.text).toContain('VideoPlaybackFailed');
  expect(mails[0]?.body.text).not.toContain('viewer-1');
  expect(refused).toEqual([]);
});
