import type { Effect } from './effects';
import type { Invariant } from './invariant';
import { saysGiven } from './mail-says-what-is-issued';

/** Whatever a mail says was given was given, as it says. */
export const customerReadsWhatIsTrue: Invariant = {
  number: 13,
  name: 'a customer reads what is true',
  *problems(seen, view) {
    if (seen.kind !== 'mail-sent' || !saysGiven(seen.mail)) return;
    const { remedyId, template, text } = seen.mail;
    const given = view.effects.of(remedyId).filter(({ wasLive }) => wasLive);
    if (given.length === 0 && !text.includes('[callback')) {
      yield `the ${template} of ${remedyId} says given, and nothing is`;
    }
    for (const [written, kind = '', what = ''] of text.matchAll(/\[(\w+) ([^\]]+)\]/g)) {
      // A call is promised, and only has to be asked for.
      const { parts = [] } = view.remedies.get(remedyId) ?? {};
      const isRequested = parts.some(({ key, terms }) => terms.kind === kind && view.requestedOfPartner.has(key));
      if (kind === 'callback' && isRequested) continue;
      const index = given.findIndex((effect) => effect.kind === kind && isNamed(effect, what));
      if (index < 0) yield `the ${template} of ${remedyId} says ${written}, which was not given`;
      given.splice(index, 1);
    }
  },
};

function isNamed({ lineId, amountMinor, currency }: Effect, what: string): boolean {
  return what === lineId || what === `${amountMinor} ${currency}`;
}
