import { referenceOf } from '../../lambdas/model/remedy-id';
import { filmFailure } from '../fakes/film-failure';
import { onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

let films = 0;

async function givenFilm(line: { readonly orderId?: string; readonly lineId?: string } = {}) {
  const ids = {
    customerId: `cus_found_${++films}`,
    orderId: line.orderId ?? `ord_found_${films}`,
    paymentId: `ch_found_${films}`,
  };
  const failure = filmFailure({
    customer: { id: ids.customerId },
    incidentId: undefined,
    purchase: { orderId: ids.orderId, paymentId: ids.paymentId, lineId: line.lineId },
    playback: { rentalId: `rent_found_${films}` },
    occurredAt: new Date(world.now - 60_000).toISOString(),
  });
  const { remedyId } = await world.deliver(failure);
  return { ...ids, remedyId };
}

interface Found {
  readonly customerId: string | null;
  readonly remedies: readonly { readonly customerId: string; readonly remedyId: string; readonly as: string }[];
  readonly looked: readonly { readonly as: string; readonly found: number; readonly why?: string }[];
}

const search = async (text: string, of = world): Promise<Found> => {
  const { status, body } = await of.post('/search', { text }, onlyWith('look'));
  expect(status).toBe(200);
  return body as unknown as Found;
};

describe('a text that somebody has in hand', () => {
  it.each([
    [
      'the reference of a mail, however it was typed',
      'reference',
      ({ remedyId }) => referenceOf(remedyId).toLowerCase(),
    ],
    ['the id of a remedy', 'reference', ({ remedyId }) => remedyId],
    ['an order', 'order', ({ orderId }) => orderId],
    ['a payment', 'payment', ({ paymentId }) => paymentId],
  ] as readonly [string, string, (of: Awaited<ReturnType<typeof givenFilm>>) => string][])(
    'finds the remedy, and no other, by %s',
    async (_, as, textOf) => {
      await givenFilm();
      const wanted = await givenFilm();
      const { customerId, remedies } = await search(textOf(wanted));
      expect(customerId).toBeNull();
      expect(remedies).toMatchObject([{ customerId: wanted.customerId, remedyId: wanted.remedyId, as }]);
    },
  );

  it('finds by an order and its line what is about that line, and not what is about another', async () => {
    const { orderId } = await givenFilm({ lineId: 'line_1' });
    const wanted = await givenFilm({ orderId, lineId: 'line_2' });
    const { remedies } = await search(`${orderId}/line_2`);
    expect(remedies).toMatchObject([{ remedyId: wanted.remedyId, as: 'order' }]);
    expect((await search(orderId)).remedies).toHaveLength(2);
  });

  it('finds a customer by their id, exactly as it is spelled', async () => {
    const { customerId } = await givenFilm();
    expect(await search(` ${customerId} `)).toMatchObject({ customerId, remedies: [] });
    expect(await search(customerId.toUpperCase())).toMatchObject({ customerId: null });
  });

  it('says as what it was looked up, and why it could not be', async () => {
    const { looked } = await search('nobody');
    expect(looked.map(({ as, found, why }) => [as, found, why?.slice(0, 13)])).toEqual([
      ['customer', 0, undefined],
      ['reference', 0, 'it is neither'],
      ['order', 0, undefined],
      ['payment', 0, undefined],
    ]);
  });

  it('is looked up only by the indexes that the stage has, and the answer says which it lacks', async () => {
    const other = await OperatorWorld.start();
    other.indexes = ['reference'];
    const { looked } = await search('ord_1', other).finally(() => other.stop());
    expect(looked.filter(({ why }) => why?.startsWith('this stage has no index')).map(({ as }) => as)).toEqual([
      'order',
      'payment',
    ]);
  });

  it('is no way to what nobody can see: an id with a hidden sign is refused', async () => {
    const { status } = await world.post('/search', { text: 'cus_\u202e1' });
    expect(status).toBe(400);
  });

  it('stands in the audit trail by its pseudonym, where it is a mail address', async () => {
    await search('zoe@example.com');
    expect(JSON.stringify(world.audit)).not.toContain('zoe@example.com');
  });
});
