import type { Effect } from './effects';
import type { Invariant } from './invariant';
import { saysGiven } from './mail-says-what-is-issued';
import { costOf } from './stored-items';
import { partName, type View } from './view';

/** Whatever a mail says was given was given, as it says. */
export const customerReadsWhatIsTrue: Invariant = {
  number: 13,
  name: 'a customer reads what is true',
  *problems(seen, view) {
    if (seen.kind !== 'mail-sent' || !saysGiven(seen.mail)) return;
    const { remedyId, template, text } = seen.mail;
    const given: Told[] = [
      ...view.effects.of(remedyId).filter(({ wasLive }) => wasLive),
      ...believedOf(remedyId, view),
    ];
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

/** What somebody said was given who is not the provider: a mail may announce it, and the daily comparison names it. */
function believedOf(remedyId: string, view: View): Told[] {
  const { parts = [] } = view.remedies.get(remedyId) ?? {};
  const isGiven = (number: number): boolean =>
    view.effects.of(remedyId).some(({ partNumber, wasLive }) => partNumber === number && wasLive);
  return parts
    .filter(({ number }) => view.falselyGiven.has(partName(remedyId, number)) && !isGiven(number))
    .map(({ terms }) => ({ ...terms, amountMinor: costOf(terms) }));
}

type Told = Pick<Effect, 'kind' | 'lineId' | 'amountMinor' | 'currency'>;

function isNamed({ lineId, amountMinor, currency }: Told, what: string): boolean {
  return what === lineId || what === `${amountMinor} ${currency}`;
}
