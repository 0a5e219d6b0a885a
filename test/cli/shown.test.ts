import { runAmends } from '../../cli/program';
import { dailyScope } from '../../lambdas/books/scope';
import { reconcile } from '../../lambdas/flow/reconcile/reconcile';
import { DynamoReconciliations } from '../../lambdas/ledger/dynamo/shown/dynamo-reconciliations';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { OperatorWorld } from '../operator-api/operator-world';
import { SignedFunctionUrl } from './signed-url';

const region = 'eu-west-1';
let world: OperatorWorld;
let proxy: SignedFunctionUrl;
beforeAll(async () => {
  world = await OperatorWorld.start();
  proxy = await SignedFunctionUrl.start(world.handler, region);
});
afterAll(async () => {
  await proxy.stop();
  await world.stop();
});

/** What a person types, and gets to see. */
async function amends(...args: readonly string[]) {
  let out = '';
  let complaints = '';
  const exitCode = await runAmends(args, {
    environment: { AMENDS_OPERATOR_URL: proxy.url, AWS_REGION: region },
    localSystems: () => [],
    credentials: { accessKeyId: 'ada', secretAccessKey: 'local' },
    clock: () => world.clock(),
    untilStopped: () => new Promise(() => undefined),
    write: (text) => void (out += text),
    writeError: (text) => void (complaints += text),
  });
  return { exitCode, out, complaints };
}

describe('what is in force', () => {
  it('is shown by the versions by which remedies are decided', async () => {
    const failure = filmFailure();
    const { remedyId } = await world.deliver(failure);
    const { policyVersion } = (await world.ledger.readRemedy(failure.customer.id, remedyId)) ?? {};
    expect(policyVersion).toBeDefined();
    const { exitCode, out } = await amends('policies');
    expect(exitCode).toBe(0);
    expect(out).toMatch(new RegExp(`VideoPlaybackFailed +${String(policyVersion)} +not noted yet`));
    expect(out).toMatch(/Limits: [0-9a-f]{8}, not noted yet/);
  });

  it('is shown of one type with each option, and of no type that there is not', async () => {
    expect((await amends('policies', 'VideoPlaybackFailed')).out).toMatch(/minStalledSeconds +\d+/);
    expect((await amends('policies', 'limits')).out).toContain('perRemedy');
    const unknown = await amends('policies', 'FilmLost');
    expect(unknown).toMatchObject({ exitCode: 1, out: '' });
    expect(unknown.complaints).toContain('There is no FilmLost here. There are: limits, VideoPlaybackFailed.');
  });
});

describe('what the daily comparison found', () => {
  async function compared(): Promise<void> {
    const { client, statement, provider, observer } = world;
    const store = new DynamoReconciliations(client, tableName);
    const keeping = { keep: store.keep.bind(store), clock: () => world.clock() };
    world.now += 24 * 60 * 60_000;
    await reconcile(dailyScope(world.clock()), { statement, provider, observer, keeping });
  }

  it('is said plainly where nobody has compared anything, and ends with 1', async () => {
    expect(await amends('findings')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('It did not run: nobody has compared the ledger with the provider here yet.'),
    });
  });

  it('ends with 1 as long as they differ, with what to do about it', async () => {
    await compared();
    const before = await amends('findings');
    await world.deliver(
      filmFailure({ customer: { id: 'cus_found' }, purchase: { orderId: 'ord_found', paymentId: 'pi_found' } }),
    );
    expect(world.provider.effects.splice(-1)).toHaveLength(1);
    await compared();
    const after = await amends('findings');
    expect(before).toMatchObject({ exitCode: 0, out: expect.stringContaining('(UTC): agree') });
    expect(after).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/1 differ\.[\s\S]*3\.99 GBP.*no such refund/),
    });
  });
});
