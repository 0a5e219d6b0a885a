import { listedStates } from '../../../lambdas/ledger/port/waiting-list';
import type { Form } from '../../visit/form';
import { causes } from '../../lists/causes';
import { titleOf } from '../../elements/titles';

/** The fields of the filter, as they stand in an address. */
const filterNames = ['state', 'cause', 'type', 'reason', 'customer', 'since'] as const;

/** Which remedies: all that are given have to fit. Each value is as it was typed. */
export type RemedyFilter = Readonly<Partial<Record<(typeof filterNames)[number], string>>>;

export const states = listedStates;

export function filterIn(values: Readonly<Record<string, string | undefined>>): RemedyFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = values[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/**
 * Whether it holds what may be a mail address. No address of a page names one: addresses stay in histories of browsers
 * and in logs.
 */
export function isPrivate(values: Form | RemedyFilter): boolean {
  return Object.values(values).some((value) => value.includes('@'));
}

/** As the operator API takes it. */
export function asQuery({ customer, since, ...others }: RemedyFilter): Record<string, string | undefined> {
  return { ...others, customerId: customer, since: since === undefined ? undefined : instantOf(since) };
}

/** A browser leaves the zone out of what is typed into a field for a time. */
function instantOf(typed: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed)) return `${typed}:00Z`;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(typed) ? `${typed}Z` : typed;
}

/** What it asks for, in words. */
export function filterText({ state, cause, type, reason, customer, since }: RemedyFilter): string {
  const texts = [
    state !== undefined && titleOf(state).toLowerCase(),
    cause !== undefined && (isCause(cause) ? causes[cause] : cause),
    type !== undefined && titleOf(type),
    reason !== undefined && `“${reason}”`,
    customer !== undefined && `customer ${customer}`,
    since !== undefined && `since ${since.replace('T', ' ')} UTC`,
  ];
  return texts.filter((text) => text !== false).join(', ');
}

function isCause(name: string): name is keyof typeof causes {
  return Object.hasOwn(causes, name);
}
