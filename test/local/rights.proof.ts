import { defaultLimits } from '../../lambdas/model/limits';
import { localStage } from '../../lib/app/local-stage';
import type { StageDetectors, StageUsage } from '../../lib/app/stage-roles';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { sendSignal, signalKinds } from '../../local/beside/send-signal';
import type { SoldPurchase } from '../../local/company/shop/sold-purchases';
import { playDemo } from '../../local/demo/play-demo';
import { Journeys } from '../../local/demo/report/journeys';
import { plainView } from '../../local/demo/report/live-view';
import { sampleDemo } from '../../local/demo/script/sample-demo';
import { arnMatches } from '../../local/emulator/assembly/arn';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import type { PolicyStatementJson } from '../../local/emulator/iam/policy-evaluator';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { synthesize } from '../../local/system/synthesize';
import { toldByMessage } from './channels/told-by-message';
import { writtenAndAnswered } from './channels/written-and-answered';
import { failsLate } from './fails-late';
import { SwitchableProxy } from './switchable-proxy';
import { TestSystem, playbackFailure, type Failed } from './test-system';

// What the functions may do, and what they do: on one system on which everything happens that other tests do apart.

const limits = JSON.stringify({
  perRemedy: { ...defaultLimits.perRemedy, GBP: 1_000 },
  perIncident: { remedies: 3 },
});

/** The team's own table says who used a service, and not the shop. */
const usage: StageUsage = {
  table: 'film-usage',
  index: 'by-service',
  partitionKey: { name: 'gsi1', value: 'SERVICE#{service}#{day}' },
  sortKey: { name: 'gsi1sort', holds: 'iso', prefix: 'USED#' },
  endedAt: { name: 'ended', longestMinutes: 300 },
  attributes: { customer: 'viewer', purchase: 'subscription', serviceId: 'line' },
};
const detectors: StageDetectors = {
  ...localStage.detectors,
  health: { ...localStage.detectors.health, usage },
};

const provider: SwitchableProxy = new SwitchableProxy(() => system.local.endpoints.provider);
const checked: AccessChecked[] = [];
let system: TestSystem;
let synthesized: Awaited<ReturnType<typeof synthesize>>;

beforeAll(async () => {
  await provider.open();
  const listener = (event: { readonly kind: string }): void => {
    if (isCheck(event)) checked.push(event);
  };
  // It has functions that the plain app has not.
  synthesized = await synthesize({
    context: { limits, gestures: 'true', feed: 'true', detectors: JSON.stringify(detectors) },
  });
  system = await TestSystem.open({
    assembly: synthesized.folder,
    providerUrl: provider.url,
    companySecondMs: 200,
    listener,
  });
  await allThatHappens();
});
afterAll(async () => {
  await provider.close();
  await system.local.stop();
  await synthesized.stop();
});

function isCheck(event: { readonly kind: string }): event is AccessChecked {
  return event.kind === 'access-checked';
}

async function allThatHappens(): Promise<void> {
  await theSampleDemo();
  await mailsThatDoNotArrive();
  await sentOnItsWayAgain(await system.publishFailure(playbackFailure(2)));
  const held = await system.publishFailure(playbackFailure(1, 1_500));
  await system.runCommand('ann', 'holds', 'show', held.customerId, held.remedyId);
  await system.runCommand('ann', 'holds', 'ask', held.customerId, held.remedyId, '--question', 'Was it?', '--why', 'x');
  await system.runCommand('ann', 'holds', 'approve', held.customerId, held.remedyId, '--why', 'looked at it');
  const other = await system.publishFailure(playbackFailure(6, 1_600));
  await system.runCommand(
    'ann',
    'holds',
    'reject',
    other.customerId,
    other.remedyId,
    '--code',
    'other',
    '--why',
    'it was seen',
  );
  await system.runCommand('ann', 'mode', 'set', 'ParcelLost', 'approve', '--why', 'a look');
  await system.runCommand('ann', 'mode', 'show');
  await system.runCommand('ann', 'audit');
  await lookedFor(other);
  await givenOfOwnAccord(other);
  const viewer = await system.publishFailure(playbackFailure(9));
  await shownOnPages(viewer);
  await readAndErased(viewer);
  await ofOneIncident();
  const forgotten = await system.publishFailure(playbackFailure(5, 1_200));
  await whileTheProviderIsDown();
  await deadLetters();
  await seenByDetectors();
  await writtenAndAnswered(system.local);
  await beforeItsWindowEnds();
  await toldByMessage(system.local);
  await refundedBeforeARestore(forgotten);
  await system.runSweep();
}

async function theSampleDemo(): Promise<void> {
  const journeys = new Journeys();
  system.local.on((event) => journeys.record(event));
  const view = (travellers: Parameters<typeof plainView>[0] extends () => infer Tracked ? Tracked : never) =>
    plainView(
      () => travellers,
      journeys,
      () => undefined,
    );
  await playDemo(sampleDemo(new Date()), system.local, journeys, view, () => undefined);
}

/** One address is none, and the mailbox of another one is gone. */
async function mailsThatDoNotArrive(): Promise<void> {
  await system.publishFailures(
    reachedAt(playbackFailure(7), 'nobody at example.com'),
    reachedAt(playbackFailure(8), 'bounce@simulator.amazonses.com'),
  );
}

function reachedAt(entry: PublishedEntry, email: string): PublishedEntry {
  const customer = entry.Detail['customer'] as object;
  return { ...entry, Detail: { ...entry.Detail, customer: { ...customer, email } } };
}

/** The provider has a refund of ours, and the ledger does not know its remedy. */
async function refundedBeforeARestore({ paymentId, customerId }: Failed): Promise<void> {
  const metadata = { remedyId: `rem_${'0'.repeat(32)}`, part: '1', customerId };
  await system.provider.refunds.create({ charge: paymentId, amount: 100, metadata });
  await system.runReconciliation();
}

/** An event waits in the queue of its function, and is tried in vain before it is tried with success. */
async function whileTheProviderIsDown(): Promise<void> {
  await provider.close();
  await system.publishFailure(playbackFailure(3));
  await system.runSweep();
  await provider.open();
  system.local.passTime(3_600_000);
  await system.runSweep();
}

/** Of three events that break their contract one is dropped, past the others, which are put back in vain. */
async function deadLetters(): Promise<void> {
  const entries = [31, 32, 33].map((viewer) => playbackFailure(viewer));
  await system.publishFailures(
    ...entries.map((entry) => ({ ...entry, Detail: { ...entry.Detail, evidence: 'guessed' } })),
  );
  await system.runSweep();
  const { answer } = await system.callOperatorApi('ann', 'GET', 'dead-letters');
  const { queues } = answer as {
    readonly queues: readonly { readonly queue: string; readonly events: readonly { readonly messageId: string }[] }[];
  };
  const films = queues.find(({ queue }) => queue === 'video-playback-failed');
  // It comes last, so that others are passed over.
  const messageIds = films?.events.slice(-1).map(({ messageId }) => messageId);
  const path = 'dead-letters/video-playback-failed';
  await system.callOperatorApi('ann', 'POST', `${path}/drop`, { why: 'published again', messageIds });
  await system.callOperatorApi('ann', 'POST', `${path}/redrive`, { why: 'mended' });
  await system.runSweep();
}

/** A parcel and a film fail, and are joined at once; and once more, when the shop says later whose they are. */
async function seenByDetectors(): Promise<void> {
  const { endpoints, signals, shop, template } = system.local;
  const idle = (): Promise<void> => system.local.idle();
  const later: SoldPurchase[] = [];
  for (const kind of signalKinds) {
    await sendSignal(kind, { endpoints, signals, shop, idle });
    const { usage } = shop;
    await sendSignal(kind, {
      endpoints,
      signals,
      shop: { usage, know: (purchase) => void later.push(purchase) },
      idle,
    });
  }
  const began = new Date(Date.now() - 20 * 24 * 3_600_000);
  signals.onCall.page('triggered', 'PRIGHTS', 'PSTREAM', began, began);
  await system.local.idle();
  await system.runCommand('ann', 'detect', 'unjoined');
  for (const purchase of later) shop.know(purchase);
  system.local.passTime(2 * 3_600_000);
  const schedules = template.schedules.filter(({ input = '' }) => input.includes('"look"'));
  for (const { name } of schedules) await system.local.runSchedule(name);
  await system.local.idle();
}

/** Somebody reads the mail as it left, and then its customer is erased: before time passes, for a clock is asked. */
async function readAndErased({ customerId, remedyId }: Failed): Promise<void> {
  await system.callOperatorApi('ann', 'POST', `remedies/${customerId}/${remedyId}/preview`, { sent: 'apology' });
  const { stdout } = await system.runCommand('ann', 'erase', customerId, '--why', 'the customer asked for it');
  if (!/Mails kept as they left: [1-9]/.test(stdout)) throw new Error(`nothing was erased: ${stdout}`);
}

/** The first page of the console, and its search by an order, a payment and the reference of a mail. */
async function lookedFor({ remedyId, paymentId }: Failed): Promise<void> {
  await system.callOperatorApi('ann', 'GET', 'waiting');
  for (const text of [paymentId, referenceOf(remedyId)])
    await system.callOperatorApi('ann', 'POST', 'search', { text });
}

/** Something is given to a customer whose failure was rejected, by the purchase that it was about. */
async function givenOfOwnAccord({ customerId, remedyId }: Failed): Promise<void> {
  const what = ['--gives', 'refund', '--amount', '1.50 GBP', '--code', 'hard-time', '--why', 'They wrote twice.'];
  await system.runCommand('ann', 'remedies', 'give', customerId, '--about', remedyId, ...what, '--yes');
  // What the shop knows of an order is shown before anything is given.
  await system.runCommand('ann', 'remedies', 'give', customerId, 'ord_1');
  await system.local.idle();
}

/** Nobody answers a message, and its network takes no answer soon. */
async function beforeItsWindowEnds(): Promise<void> {
  const local = system.local.networks.all.find(({ kind }) => kind.channel === 'facebook');
  const [by] = local?.network.people ?? [];
  const way = local?.network.ways.find(({ isPublic }) => !isPublic);
  if (!local || !by || !way) throw new Error('nobody writes in Messenger');
  const almostAWeek = 6.8 * 24 * 3_600_000;
  await local.write({ by, way, text: 'Is anybody there?', at: new Date(Date.now() - almostAWeek) });
  await system.local.idle();
  const runs = system.local.template.schedules.filter(({ functionName }) => functionName.includes('ConversationsLook'));
  for (const { name } of runs) await system.local.runSchedule(name);
  await system.local.idle();
}

/** A page of the shop asks what there is to say, and its customer runs at all of it. */
async function shownOnPages({ customerId, remedyId }: Failed): Promise<void> {
  const feed = system.local.shop.feedFor(customerId);
  if (!feed) throw new Error('the shop has no feed');
  const { feedUrl, link } = feed;
  await fetch(`${feedUrl}fresh?l=${link}`);
  const body = new URLSearchParams({ l: link, id: remedyId, by: 'a-page-of-the-shop' });
  await fetch(`${feedUrl}see`, { method: 'POST', body });
  const page = await fetch(`${feedUrl}?l=${link}`);
  if (!(await page.text()).includes('mailto:')) throw new Error('the page shows nothing');
}

async function ofOneIncident(): Promise<void> {
  const viewers = Array.from({ length: 5 }, (_, index) => playbackFailure(20 + index, 399, { incidentId: 'inc-1' }));
  await system.publishFailures(...viewers);
  await system.runSweep();
  const seen = ['--count', '2', '--sum', '7.98 GBP', '--why', 'the network was down'];
  await system.runCommand('ann', 'incidents', 'approve', 'inc-1', ...seen);
  await system.runSweep();
}

/** A refund that fails after it was made needs a person, who has it given once more. */
async function sentOnItsWayAgain(failed: Failed): Promise<void> {
  await failsLate(system, failed);
  await system.runCommand('ann', 'remedies', 'retry', failed.customerId, failed.remedyId, '--why', 'another card');
  await system.runSweep();
}

/**
 * Rights for what happens seldom or elsewhere. Where a remedy that was counted as given comes to nothing by what others
 * report, its share of the limits is given back.
 */
const seldomUsed = [
  // All that was written to whoever is asked once more, when that is due weeks later: test/local/follow-ups.proof.ts.
  'AmendsApologyMailApologise dynamodb:Query',
  // Whom an incident hurt, once a person lets them be told that it is mended: test/local/follow-ups.proof.ts does that.
  'AmendsSweep dynamodb:Query',
  // The partner reports that a credit is gone which a person had asked back.
  'AmendsPartnerResponsesApply dynamodb:UpdateItem',
  // The provider reports that it has made a refund which was pending here.
  'AmendsWebhookApply events:PutEvents',
  // It reports on a remedy of which somebody died before what it gave was counted anew.
  'AmendsWebhookApply dynamodb:UpdateItem',
  // Run by deployments alone, and the local system makes its keys itself.
  'AmendsSealsMake secretsmanager:GetSecretValue',
  'AmendsSealsMake secretsmanager:PutSecretValue',
] as const;

interface Right {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
}

/** Functions whose code is the same may have the same rights: what one of them uses is used. */
function kindOf({ functionName, action }: Pick<Right, 'functionName' | 'action'>): string {
  // But a key is given to whoever uses it, and to nobody else.
  const isOfRemedies = /^Amends[A-Za-z]+Remedy/.test(functionName) && !action.startsWith('secretsmanager:');
  if (isOfRemedies) return 'a failure type';
  return functionName.replace(/Function[0-9A-F]{8}$/, '');
}

/** One queue of a kind is like the others, and one function that a sweep invokes too. */
function kindOfResource(resource: string): string {
  if (resource.includes(':function:')) return 'a function';
  return /(RetryQueue|DeadLetterQueue|FailedRuns)[0-9A-F]{8}$/.exec(resource)?.[1] ?? resource;
}

/**
 * What Lambda does in a function's name is asked of its role, and seen by nobody here: it writes its log and its
 * traces, sends what it gave up on, and reads the queue in front of it.
 */
function isDoneByLambda({ functionName, action, resource }: Right): boolean {
  if (action.startsWith('logs:') || action.startsWith('xray:')) return true;
  const own = functionName.replace(/(Remedy|Apply|Receive|Read|Judge)?Function[0-9A-F]{8}$/, '');
  return action.startsWith('sqs:') && resource.includes(`:${own}`);
}

function rightsOf(functionName: string, statements: readonly PolicyStatementJson[]): Right[] {
  return statements.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ functionName, action, resource }))),
  );
}

/** What queues let a function do, by policies of their own. */
function rightsAtQueues(functionName: string, roleArn: string): Right[] {
  const statements = system.local.template.queueStatements.filter(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && typeof Principal !== 'string' && [Principal['AWS'] ?? []].flat().includes(roleArn),
  );
  return rightsOf(functionName, statements);
}

function isUsed(right: Right): boolean {
  return checked.some(
    ({ functionName, action, resourceArns, isGranted }) =>
      isGranted &&
      action === right.action &&
      kindOf({ functionName, action }) === kindOf(right) &&
      resourceArns.some((arn) => isSuch(right.resource, arn)),
  );
}

function isSuch(resource: string, arn: string): boolean {
  return arnMatches(resource, arn) || kindOfResource(resource) === kindOfResource(arn);
}

it('whoever used a service was told of its outage, by the team’s own table', () => {
  const asked = checked.filter(({ resourceArns }) => resourceArns.some((arn) => arn.includes('table/film-usage')));
  expect([...new Set(asked.map(({ action, resourceArns }) => [action, ...resourceArns].join(' ')))]).toEqual([
    expect.stringMatching(/^dynamodb:Query arn:aws:dynamodb:[^ ]+:table\/film-usage\/index\/by-service$/),
  ]);
  expect(system.publishedTypes).toContain('ServiceOutage');
});

it('no function is refused anything that it asks for', () => {
  expect(checked.length).toBeGreaterThan(100);
  expect(checked.filter(({ isGranted }) => !isGranted)).toEqual([]);
});

it('the sweep and the operators may use the queues of every function that events invoke', () => {
  const { functionRoles } = system.local.template;
  const mayAt = (start: string): string[][] =>
    functionRoles
      .filter(({ functionName }) => functionName.startsWith(start))
      .flatMap(({ functionName, roleArn }) => rightsAtQueues(functionName, roleArn))
      .map(({ action, resource }) => [action, kindOfResource(resource)]);
  const kinds = (start: string): string[] => [...new Set(mayAt(start).map((right) => right.join(' ')))].sort();
  expect(kinds('AmendsSweep')).toEqual([
    'sqs:ChangeMessageVisibility RetryQueue',
    'sqs:DeleteMessage RetryQueue',
    'sqs:ReceiveMessage RetryQueue',
    'sqs:SendMessage DeadLetterQueue',
  ]);
  expect(kinds('AmendsOperatorApi')).toEqual([
    'sqs:ChangeMessageVisibility DeadLetterQueue',
    'sqs:DeleteMessage DeadLetterQueue',
    'sqs:GetQueueAttributes DeadLetterQueue',
    'sqs:ReceiveMessage DeadLetterQueue',
    'sqs:SendMessage RetryQueue',
  ]);
});

it('and none may do what none of its kind does', () => {
  const unused = system.local.template.functionRoles
    .flatMap(({ functionName, roleArn, statements }) => [
      ...rightsOf(functionName, statements),
      ...rightsAtQueues(functionName, roleArn),
    ])
    .filter((right) => !isDoneByLambda(right) && !isUsed(right));
  const named = unused.map((right) => `${kindOf(right)} ${right.action}`);
  expect([...new Set(named)].sort()).toEqual([...seldomUsed].sort());
});
