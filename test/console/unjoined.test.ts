import { createTables } from '../../local/emulator/engine/engine';
import { DynamoUnjoinedSignals } from '../../lambdas/detect/watched/dynamo-unjoined-signals';
import { DynamoWatchedSubjects } from '../../lambdas/detect/watched/dynamo-watched-subjects';
import type { WatchedSubject } from '../../lambdas/detect/watched/watched-subject';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Shown } from './console-world';

const dayMs = 86_400_000;
let world: ConsoleWorld;
const opened = (): Promise<Shown> => world.browserOf(inRole('viewer', 'vera')).open('/unjoined');

/** As the template has it: that it does is a promise of the tests of lib/. */
const watchedTable = {
  name: 'watched',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  AttributeDefinitions: ['pk', 'unjoinedOf', 'unjoinedSince'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'unjoined',
      KeySchema: [
        { AttributeName: 'unjoinedOf', KeyType: 'HASH' as const },
        { AttributeName: 'unjoinedSince', KeyType: 'RANGE' as const },
      ],
      Projection: {
        ProjectionType: 'INCLUDE' as const,
        NonKeyAttributes: ['subject', 'unjoined', 'expiresAtSeconds'],
      },
    },
  ],
};

beforeAll(async () => {
  world = await ConsoleWorld.start();
  const { engine, client } = world.operator;
  await createTables(engine.url, 'eu-west-1', [watchedTable]);
  world.operator.unjoined = new DynamoUnjoinedSignals(client, 'watched', ['parcels', 'playback']);
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

async function keep(detector: string, subject: string, change: Partial<WatchedSubject> = {}): Promise<void> {
  const { client, now } = world.operator;
  const since = new Date(now - 3 * dayMs).toISOString();
  const [carrier = '', trackingId = ''] = subject.split('/');
  await new DynamoWatchedSubjects(client, 'watched', detector).save({
    subject,
    version: 1,
    state: {},
    published: [],
    unjoined: {
      why: 'the shop knows no purchase with this reference',
      since,
      tries: 2,
      reference: { carrier, trackingId },
      types: ['ParcelLost'],
    },
    expiresAt: new Date(now + 60 * dayMs).toISOString(),
    ...change,
  });
}

it('where there are no detectors it says so', async () => {
  const other = await ConsoleWorld.start();
  const { text } = await other.browserOf(inRole('viewer', 'vera')).open('/unjoined');
  await other.stop();
  expect(text).toContain('There are no detectors here.');
});

describe('with detectors', () => {
  it('what nobody could join is listed with its source, its kind, its key, since when and why', async () => {
    expect((await opened()).text).toContain('There is none: the shop knows whose every signal is.');
    await keep('parcels', 'RoyalMail/RM1');
    await keep('playback', 'session-1', {
      unjoined: {
        why: 'the shop knows several purchases with this reference',
        since: '2026-11-19T10:00:00Z',
        tries: 1,
      },
    });
    await keep('parcels', 'RoyalMail/joined', { unjoined: undefined });
    const shown = await opened();
    expect(shown.page('main tbody tr')).toHaveLength(2);
    expect(shown.page('main tbody tr').first().text()).toMatch(
      /RoyalMail\/RM1carrier RoyalMail, trackingId RM1parcelsParcel lost3 days agothe shop knows no purchase .*asked 2 times/,
    );
    expect(shown.text).toContain('2; the oldest 3 days ago');
  });

  it('what has expired is on it no longer, though it is removed days later', async () => {
    const expiresAt = new Date(world.operator.now - 1_000).toISOString();
    await keep('parcels', 'RoyalMail/expired', { expiresAt });
    expect((await opened()).text).not.toContain('RoyalMail/expired');
  });

  it('it is bounded, and says that there is more', async () => {
    for (let number = 0; number < 6; number++) await keep('parcels', `UPS/${number}`);
    const { body } = await world.operator.get('/unjoined?limit=3', onlyWith('look'));
    expect(body).toMatchObject({ detectors: ['parcels', 'playback'], isComplete: false });
    expect((body['signals'] as object[]).filter((one) => 'detector' in one && one.detector === 'parcels')).toHaveLength(
      3,
    );
  });

  it('only who may look is shown it', async () => {
    expect((await world.operator.get('/unjoined', onlyWith('report'))).status).toBe(403);
  });
});
