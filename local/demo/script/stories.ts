import { catalog } from '../../../lambdas/failures/catalog';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import type { PublishedEntry } from './published-entry';
import { shiftToNow } from './shift-to-now';

/** One story of a failure type as its product system would publish it now, without its payment. */
export interface CurrentStory {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly entry: PublishedEntry;
}

/** What product systems publish. What people give of their own accord, or ask for on a page, no system publishes. */
export const publishedTypes = catalog.filter(({ type }) => !withoutFailure.includes(type));

/** There are no such failure types. */
export class UnknownTypesError extends Error {
  override readonly name = 'UnknownTypesError';
  constructor(unknown: readonly string[]) {
    const known = publishedTypes.map(({ type }) => type).join(', ');
    super(`No failure type is called ${unknown.join(' or ')}. There are ${known}.`);
  }
}

/**
 * Every story of every failure type that a product system publishes, happening now.
 *
 * @param only these failure types
 * @throws {@link UnknownTypesError}
 */
export function storiesOf(now: Date, only?: readonly string[]): CurrentStory[] {
  const types = publishedTypes.map(({ type }): string => type);
  const unknown = (only ?? []).filter((type) => !types.includes(type));
  if (unknown.length > 0) throw new UnknownTypesError(unknown);
  return publishedTypes
    .filter(({ type }) => only?.includes(type) ?? true)
    .flatMap(({ type, defaultSource, stories }) =>
      stories.map(({ id, title, detail }) => ({
        id,
        type,
        title,
        entry: entryOf(type, defaultSource, shiftToNow(detail, now)),
      })),
    );
}

/** The entry of a failure, without its payment. */
export function entryOf(type: string, source: string, detail: Failure): PublishedEntry {
  const { paymentId: _, ...purchase } = detail.purchase;
  return { Source: source, DetailType: type, Detail: { ...detail, purchase } };
}

/**
 * The first story of a type, as it happened to another customer.
 *
 * @param laterMs how much longer ago it happened
 * @param tag ends the ids of this customer
 * @throws {@link UnknownTypesError}
 */
export function anotherStory(type: string, now: Date, laterMs = 0, tag = '2'): CurrentStory {
  const definition = catalog.find((known) => known.type === type);
  if (!definition) throw new UnknownTypesError([type]);
  const [{ id, title, detail }] = definition.stories;
  const { customer, purchase, ...rest } = shiftToNow(detail, now, laterMs);
  const other = {
    ...rest,
    customer: { ...customer, id: `${customer.id}_${tag}`, email: `another-${tag}-${customer.email}` },
    purchase: { ...purchase, orderId: `${purchase.orderId}_${tag}` },
  };
  return { id, type, title, entry: entryOf(type, definition.defaultSource, other) };
}
