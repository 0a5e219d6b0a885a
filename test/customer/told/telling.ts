import type { Browser } from 'playwright-core';
import type { Order, Orders } from '../../../lambdas/shop/order';
import type { Failed, TestSystem } from '../../local/test-system';
import { Person } from './person';
import { toldBasket } from './told-basket';
import type { ToldStory } from './told-stories';

/** Somebody to whom a story is about to happen: they have bought it, and have the shop's link. */
export interface Sold {
  readonly story: ToldStory;
  readonly customer: Orders['customer'];
  readonly customerId: string;
  readonly email: string;
  readonly order: Order;
  readonly neededBy: string | undefined;
  readonly link: string;
}

/** Sells what a story is about. */
export async function sellStory(system: TestSystem, story: ToldStory, tag = ''): Promise<Sold> {
  const { shop } = system.local;
  const { basket, neededBy } = toldBasket(story.id, new Date(), { tag, laterMs: story.laterMs ?? 0 });
  const { customer, orders } = await shop.sell(basket);
  const [order] = orders;
  if (!order) throw new Error('nothing was sold');
  const { id: customerId, email = '' } = customer;
  return { story, customer, customerId, email, order, neededBy, link: shop.linkFor(customerId, order.orderId) };
}

/** Opens the link, and fills in the form up to its button. */
export async function aboutToSend(browser: Browser, { story, link, neededBy }: Sold): Promise<Person> {
  const person = await Person.opens(browser, link);
  const { answer } = story.tells;
  await person.fillsIn({ ...story.tells, answer: answer === 'the day' ? neededBy : answer });
  return person;
}

/** Presses the button, and once more where the shop was silent. @returns the remedy that follows */
export async function sends(person: Person, sold: Sold, browser: Browser): Promise<{ person: Person; failed: Failed }> {
  const remedyId = await person.sends();
  if (remedyId !== undefined) return { person, failed: failedOf(sold, remedyId) };
  await person.close();
  return sends(await aboutToSend(browser, sold), sold, browser);
}

export function failedOf({ customerId, email, order: { paymentId } }: Sold, remedyId: string): Failed {
  const entry = { Source: '', DetailType: '', Detail: {} };
  return { eventId: '', entry, customerId, email, paymentId, result: '', remedyId };
}
