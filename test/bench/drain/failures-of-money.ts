import { catalog } from '../../../lambdas/failures/catalog';
import type { Failure } from '../../../lambdas/failures/definition/failure';

/** Types of which a story ends with money at once, and that story. */
const stories: readonly (readonly [type: string, story: string])[] = [
  ['VideoPlaybackFailed', 'film-stuttered'],
  ['ServiceOutage', 'subscription-down'],
  ['WifiSessionFailed', 'wifi-never-came-up'],
];

/** @throws where there are not so many */
export function typeOfMoney(index: number): string {
  const [type] = stories[index] ?? [];
  if (type === undefined) throw new Error(`there are ${stories.length} types whose remedy is money at once`);
  return type;
}

/** Failure number n of a type. Every customer has one. */
export function failureNumber(type: string, n: number) {
  const definition = catalog.find((one) => one.type === type);
  const story = definition?.stories.find(({ id }) => stories.some(([, known]) => known === id));
  if (!story) throw new Error(`${type} has no story whose remedy is money at once`);
  const { incidentId: _apart, ...alone } = story.detail as Failure;
  const paymentId = `ch_${type}_${n}`;
  const purchase = { ...alone.purchase, orderId: `ord_${type}_${n}`, paymentId };
  const failure = { ...alone, customer: { ...alone.customer, id: `cus_${type}_${n}` }, purchase };
  return { failure, paymentId, currency: purchase.currency };
}
