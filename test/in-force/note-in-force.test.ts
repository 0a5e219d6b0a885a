import { DynamoInForce } from '../../lambdas/ledger/dynamo/shown/dynamo-in-force';
import { noteInForce, notesWith } from '../../lambdas/in-force/note-in-force';
import type { InForce } from '../../lambdas/in-force/in-force';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

const [monday, tuesday, friday] = ['2026-11-16', '2026-11-17', '2026-11-20'].map((day) => `${day}T08:00:00.000Z`);

describe('since when something is in force', () => {
  const first = notesWith(undefined, { limits: 'a', 'policy/Film': 'Film/1' }, monday ?? '');

  it('is since it was first noted, or earlier where nobody had noted anything before', () => {
    expect(first).toEqual({
      version: 1,
      subjects: {
        limits: [{ version: 'a', since: monday, orEarlier: true }],
        'policy/Film': [{ version: 'Film/1', since: monday, orEarlier: true }],
      },
    });
  });

  it('changes with what changes, and the version before ends there', () => {
    const next = notesWith(first, { limits: 'a', 'policy/Film': 'Film/2' }, friday ?? '');
    expect(next?.subjects).toEqual({
      limits: [{ version: 'a', since: monday, orEarlier: true }],
      'policy/Film': [
        { version: 'Film/2', since: friday },
        { version: 'Film/1', since: monday, orEarlier: true, until: friday },
      ],
    });
  });

  it('begins anew where an earlier version is deployed again, and where a type comes back', () => {
    const gone = notesWith(first, { limits: 'a' }, tuesday ?? '');
    expect(gone?.subjects['policy/Film']).toMatchObject([{ version: 'Film/1', until: tuesday }]);
    expect(notesWith(gone, { limits: 'a' }, friday ?? '')).toBeUndefined();
    const back = notesWith(gone, { limits: 'a', 'policy/Film': 'Film/1' }, friday ?? '');
    expect(back?.subjects['policy/Film']).toMatchObject([
      { version: 'Film/1', since: friday },
      { version: 'Film/1', since: monday, until: tuesday },
    ]);
    expect(back?.subjects['policy/Film']?.[0]).not.toHaveProperty('orEarlier');
  });

  it('is not written again where nothing has changed', () => {
    expect(notesWith(first, { limits: 'a', 'policy/Film': 'Film/1' }, friday ?? '')).toBeUndefined();
  });

  it('is kept for some dozens of versions of each', () => {
    let notes = first;
    for (let version = 2; version < 100; version++)
      notes = notesWith(notes, { limits: String(version) }, friday ?? '') ?? notes;
    expect(notes?.subjects['limits']).toHaveLength(50);
    expect(notes?.subjects['limits']?.[0]).toMatchObject({ version: '99' });
  });
});

it('of two runs after one deployment one notes it, and the table says so from then on', async () => {
  const engine = await startDynalite();
  const client = await createLedgerTable(engine);
  try {
    const store = new DynamoInForce(client, tableName);
    expect(await store.readNotes()).toBeUndefined();
    const inForce: InForce = { limits: { version: 'a', values: [] }, types: [] };
    await Promise.all([1, 2].map((minute) => noteInForce(inForce, store, new Date(`2026-11-16T08:0${minute}:00Z`))));
    expect(await store.readNotes()).toMatchObject({ version: 1, subjects: { limits: [{ version: 'a' }] } });
    await noteInForce({ ...inForce, limits: { version: 'b', values: [] } }, store, new Date('2026-11-17T08:00:00Z'));
    expect((await store.readNotes())?.subjects['limits']).toMatchObject([
      { version: 'b', since: '2026-11-17T08:00:00.000Z' },
      { version: 'a', until: '2026-11-17T08:00:00.000Z' },
    ]);
  } finally {
    client.destroy();
    await engine.stop();
  }
});
