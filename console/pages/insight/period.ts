import type { Days } from '../../../lambdas/insight/insight-answers';

const dayMs = 24 * 60 * 60_000;

/** So many days are shown unless others are wanted. */
const usualDays = 30;

const date = /^\d{4}-\d\d-\d\d$/;

/** The days that an address names, or the last thirty. What is no day is left to the operator API to refuse. */
export function periodIn(query: Readonly<Record<string, string | undefined>>, now: Date): Days {
  const { from = '', to = '' } = query;
  return {
    from: from === '' ? dayOf(now.getTime() - (usualDays - 1) * dayMs) : from,
    to: to === '' ? dayOf(now.getTime()) : to,
  };
}

/** The address of a question's answer. */
export function placeOfAnswer(name: string, { from, to }: Days, ending: '' | '.csv' = ''): string {
  return `/insight/${name}${ending}?${new URLSearchParams({ from, to }).toString()}`;
}

/** How many days there are, where both are days. */
export function lengthOf({ from, to }: Days): number | undefined {
  if (!date.test(from) || !date.test(to)) return undefined;
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
