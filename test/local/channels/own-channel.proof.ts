import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { answerSource, writtenAnswerType } from '../../../lambdas/channels/events/answer-events';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { Channel, FailureType } from '../../../lib';
import { publish } from '../../../local/demo/publish';
import type { SystemEvent } from '../../../local/system/system-event';
import { pigeon } from '../../lib/channels/pigeon/pigeon';
import { flags, secretOf, TeamStack } from '../../lib/synthesize';
import { removeTemporaryFolders, temporaryFolder } from '../small-app';
import { TestSystem } from '../test-system';

// A throw-away channel: the folder test/lib/channels/pigeon, and the one line below. Nothing else in the project knows
// of pigeons, and what somebody writes there goes the whole way, over HTTP, in functions of their own bundles.

let system: TestSystem;
const events: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];

beforeAll(async () => {
  const app = new App({ outdir: temporaryFolder(), context: flags, analyticsReporting: false });
  new TeamStack(
    (scope) => ({
      failures: [FailureType.of(complaintRaised)],
      channels: [
        Channel.of(pigeon, {
          folder: join(__dirname, '../../lib/channels/pigeon'),
          settings: { loft: 'north' },
          signingSecret: secretOf(scope, 'team/ring'),
          answerSecret: secretOf(scope, 'team/loft'),
        }),
      ],
    }),
    app,
  );
  const { directory } = app.synth();
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'event-accepted') events.push({ type: event.detailType, detail: event.detail });
  };
  const secrets = { 'team/ring': 'ring-7', 'team/loft': 'loft-key', 'team/stripe': 'sk_test_local' };
  system = await TestSystem.open({ assembly: directory, listener, secrets });
});

afterAll(async () => {
  await system.local.stop();
  removeTemporaryFolders();
});

const note = { ring: 'p1', note: 'No answer. <b>Never again</b>', from: 'aylin', at: new Date().toISOString() };

function arrive(ring: string): Promise<Response> {
  const url = system.local.endpoints.functionUrls[system.functionOf('pigeon-webhook')] ?? '';
  return fetch(url, { method: 'POST', headers: { 'x-ring': ring }, body: JSON.stringify(note) });
}

const detailsOf = (type: string) => events.flatMap((event) => (event.type === type ? [event.detail] : []));

it('a pigeon with another ring brings nothing', async () => {
  expect((await arrive('ring-8')).status).toBe(400);
  await system.local.idle();
  expect(events).toEqual([]);
});

it('what a pigeon brings is heard, with the rules of its post, and the answer leaves with the key of the loft', async () => {
  expect((await arrive('ring-7')).status).toBe(200);
  await system.local.idle();
  const [received] = detailsOf('MessageReceived');
  const until = new Date(Date.parse(note.at) + 72 * 3_600_000).toISOString();
  expect(received).toMatchObject({ text: note.note, author: { handle: 'aylin' }, channel: 'pigeon', answerBy: until });
  const answer = { schemaVersion: 1, answerId: 'a1', replyTo: received?.['replyTo'], to: 'author', by: 'person' };
  const Detail = { ...answer, text: 'We are sorry, and feed it well.' };
  await publish([{ Source: answerSource, DetailType: writtenAnswerType, Detail }], system.local);
  await system.local.idle();
  expect(detailsOf('AnswerSent')).toMatchObject([{ answerId: 'a1', reference: expect.stringMatching(/^loft-key\//) }]);
  const long = { ...answer, answerId: 'a2', text: 'x'.repeat(141) };
  await publish([{ Source: answerSource, DetailType: writtenAnswerType, Detail: long }], system.local);
  await system.local.idle();
  expect(detailsOf('AnswerRefused')).toMatchObject([{ answerId: 'a2', reason: 'too-long' }]);
});
