import { catalog } from '../../../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../../../lambdas/failures/definition/parse-failure';
import { withoutFailure } from '../../../../lambdas/model/judging/gesture';
import { anotherStory, storiesOf } from '../../../../local/demo/script/stories';
import { sampleDemo } from '../../../../local/demo/script/sample-demo';

const definitions: readonly FailureDefinition[] = catalog;

const now = new Date('2026-12-01T12:00:00Z');

it('has every story of a failure of the catalog, valid for its type once it is paid, without a payment', () => {
  const stories = storiesOf(now);
  expect(stories.map(({ title }) => title)).toEqual(
    definitions
      .filter(({ type }) => !withoutFailure.includes(type))
      .flatMap(({ stories }) => stories.map((story): string => story.title)),
  );
  for (const { type, entry } of stories) {
    const definition = definitions.find((known) => known.type === type);
    if (!definition) throw new Error(`${type} is in no catalog`);
    expect(entry).toMatchObject({ DetailType: type, Source: definition.defaultSource });
    expect(entry.Detail['purchase']).not.toHaveProperty('paymentId');
    const purchase = { ...(entry.Detail['purchase'] as object), paymentId: 'ch_1' };
    expect(() => parseFailure(definition, { ...entry.Detail, purchase })).not.toThrow();
  }
});

it('can be limited to some types', () => {
  const { steps } = sampleDemo(now, ['ParcelLost', 'DeliveryLate']);
  expect(steps.map(({ heading }) => heading)).toEqual(['ParcelLost', 'DeliveryLate']);
});

it('an unknown type is refused with the known ones', () => {
  expect(() => sampleDemo(now, ['ParcelLost', 'ParcelEaten', 'ParcelSold'])).toThrow(
    /^No failure type is called ParcelEaten or ParcelSold\. There are VideoPlaybackFailed, .*ComplaintRaised\.$/,
  );
});

it('another customer of the same story shares no id with the first one', () => {
  const [first] = storiesOf(now, ['ItemNotAsDescribed']);
  const { entry } = anotherStory('ItemNotAsDescribed', now);
  const idsOf = (detail: Record<string, unknown> = {}) => {
    const { customer, purchase } = detail as { customer: { id: string; email: string }; purchase: { orderId: string } };
    return [customer.id, customer.email, purchase.orderId];
  };
  for (const id of idsOf(entry.Detail)) expect(idsOf(first?.entry.Detail)).not.toContain(id);
});
