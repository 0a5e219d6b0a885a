import * as z from 'zod';

/** A Stripe object with the fields that lists filter by. Other fields are kept. */
export const providerObjectSchema = z.looseObject({
  id: z.string(),
  created: z.number(),
  charge: z.string().nullish(),
  customer: z.string().nullish(),
  payment_intent: z.string().nullish(),
  dispute: z.string().nullish(),
});

export type ProviderObject = z.infer<typeof providerObjectSchema>;

export const providerListSchema = z.object({ data: z.array(providerObjectSchema) });

/** A page of a list in Stripe's format. */
export interface Page {
  readonly object: 'list';
  readonly data: readonly ProviderObject[];
  readonly has_more: boolean;
  readonly url: string;
}

/** The query names an unknown object, or a number is not valid. */
export class ListQueryError extends Error {
  override readonly name = 'ListQueryError';
  constructor(
    readonly param: string,
    message: string,
  ) {
    super(message);
  }
}

const filters = ['charge', 'customer', 'payment_intent'] as const;

const ranges: Readonly<Record<string, (created: number, bound: number) => boolean>> = {
  created: (created, bound) => created === bound,
  'created[gt]': (created, bound) => created > bound,
  'created[gte]': (created, bound) => created >= bound,
  'created[lt]': (created, bound) => created < bound,
  'created[lte]': (created, bound) => created <= bound,
};

/** Applies Stripe's list parameters: newest first, ten at a time, after or before the object that the caller names. */
export function pageOf(url: string, objects: readonly ProviderObject[], query: URLSearchParams): Page {
  const limit = numberOf('limit', query.get('limit') ?? '10', 1, 100);
  const bounds = Object.entries(ranges).flatMap(([name, holds]) => {
    const bound = query.get(name);
    return bound === null ? [] : [{ holds, bound: numberOf(name, bound, 0, Number.MAX_SAFE_INTEGER) }];
  });
  // Within one second the package lists the oldest first.
  const fitting = [...objects]
    .reverse()
    .filter((object) => filters.every((name) => !query.has(name) || object[name] === query.get(name)))
    .filter(({ created }) => bounds.every(({ holds, bound }) => holds(created, bound)))
    .sort((one, other) => other.created - one.created);
  const [after, before] = [query.get('starting_after'), query.get('ending_before')];
  if (before !== null) {
    const earlier = fitting.slice(0, indexOf('ending_before', before, fitting));
    return { object: 'list', data: earlier.slice(-limit), has_more: earlier.length > limit, url };
  }
  const later = after === null ? fitting : fitting.slice(indexOf('starting_after', after, fitting) + 1);
  return { object: 'list', data: later.slice(0, limit), has_more: later.length > limit, url };
}

function indexOf(param: string, id: string, objects: readonly ProviderObject[]): number {
  const index = objects.findIndex((object) => object.id === id);
  if (index < 0) throw new ListQueryError(param, `No such object: '${id}'`);
  return index;
}

function numberOf(param: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ListQueryError(param, `Invalid integer: ${text}`);
}
