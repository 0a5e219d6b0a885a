import type { IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { ReportWorld } from './report-world';

let world: ReportWorld;
beforeEach(() => {
  world = new ReportWorld();
});

const lost = { orderId: 'ord_shop_1', lineId: '1', mishap: 'neverCame' } as const;

async function report(
  link: string,
  change: Partial<{ orderId: string; lineId: string; formToken: string; mishap: 'stolen' | 'outage' }> = {},
): Promise<IntakeAnswer> {
  const formToken = await world.links.formToken(link, world.now);
  return world.answer({ ask: 'report', link, formToken, ...lost, ...change });
}

it('a report is published once for each time that it is sent, and names the same remedy', async () => {
  const link = await world.linkFor('cus_shop_1');
  const [first, second] = [await report(link), await report(link)];
  expect(first).toMatchObject({ is: 'reported' });
  expect(second).toEqual(first);
  expect(world.published.map(({ type }) => type)).toEqual(['ParcelLost', 'ParcelLost']);
});

it('nobody reports the order of somebody else, whatever they send', async () => {
  const link = await world.linkFor('cus_shop_2');
  expect(await report(link)).toEqual({ is: 'refused', why: 'unknown-line' });
  expect(world.published).toEqual([]);
  expect(new Set(world.asked.map(({ customerId }) => customerId))).toEqual(new Set(['cus_shop_2']));
});

it('a link of one order is of no other order of the same customer, and the shop is not even asked', async () => {
  const link = await world.linkFor('cus_shop_5', 'ord_shop_5');
  const answer = await world.answer({ ask: 'choices', link, orderId: 'ord_shop_6', lineId: '1' });
  expect(answer).toEqual({ is: 'refused', why: 'unknown-line' });
  expect(world.asked).toEqual([]);
});

it.each([
  ['without a form that was shown', { formToken: 'made-up' }, 'form-old'],
  ['of what cannot have happened to it', { mishap: 'outage' as const }, 'unknown-line'],
  ['of a line that was not bought', { lineId: '9' }, 'unknown-line'],
])('a report %s is refused, and nothing is published', async (_, change, why) => {
  expect(await report(await world.linkFor('cus_shop_1'), change)).toEqual({ is: 'refused', why });
  expect(world.published).toEqual([]);
  expect(world.steps).toContainEqual({ step: 'report-refused', why });
});

it('too many reports are refused before they are published', async () => {
  world.most = 1;
  const link = await world.linkFor('cus_shop_1');
  await report(link);
  expect(await report(link)).toEqual({ is: 'refused', why: 'too-many' });
  expect(world.published).toHaveLength(1);
});

it('where the shop is silent nothing is reported, and what came of a report is told all the same', async () => {
  world.isShopSilent = true;
  const link = await world.linkFor('cus_shop_1');
  expect(await report(link)).toEqual({ is: 'refused', why: 'shop-silent' });
  expect(world.steps).toContainEqual({ step: 'shop-silent', why: 'it is closed' });
  const outcome = await world.answer({ ask: 'outcome', link, remedyId: 'rem_1', askedMs: 0, waitMs: 0, locale: 'de' });
  expect(outcome).toMatchObject({ is: 'outcome', headline: 'Wir haben es erhalten', isOpen: true });
});

it('while nothing is in the ledger the page looks again, and after a minute says how to reach a person', async () => {
  const link = await world.linkFor('cus_shop_1');
  const ask = (askedMs: number) => world.answer({ ask: 'outcome', link, remedyId: 'rem_1', askedMs, waitMs: 1_500 });
  const startedAt = world.now.getTime();
  expect(await ask(0)).toMatchObject({ isOpen: true });
  expect(world.now.getTime() - startedAt).toBeLessThanOrEqual(1_500);
  const late = await ask(60_000);
  expect(late).toMatchObject({ isOpen: false, locale: 'en' });
  expect(JSON.stringify(late)).toContain('answer any of our mails');
});

it('an expired link is answered as that, and an invalid one as nothing more', async () => {
  const link = await world.linkFor('cus_shop_1');
  expect(await world.answer({ ask: 'orders', link: `${link}x` })).toEqual({ is: 'refused', why: 'link-invalid' });
  world.now = new Date(world.now.getTime() + 3_600_000);
  expect(await world.answer({ ask: 'orders', link })).toEqual({ is: 'refused', why: 'link-expired' });
  expect(world.asked).toEqual([]);
});
