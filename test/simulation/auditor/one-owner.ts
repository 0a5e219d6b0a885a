import type { Effect } from './effects';
import type { Invariant } from './invariant';
import type { View } from './view';

/** What no provider bounds. */
const unbounded = ['credit', 'replacement', 'entitlement'];

interface Place {
  readonly what: string;
  readonly customerId: string;
}

/**
 * An order line that is credited or sent again, and an account that is credited, are one customer's. Another one gets
 * something of it by the word of a person who looked at just that remedy.
 */
export const oneOwner: Invariant = {
  number: 3,
  name: 'one owner of a line and of an account',
  *problems(seen, view) {
    if (seen.kind !== 'effect') return;
    const given = view.effects.liveOf(seen.remedyId).filter(({ partNumber }) => partNumber === seen.partNumber);
    for (const { what, customerId } of given.flatMap((effect) => placesOf(effect, view))) {
      const others = view.effects
        .all()
        .filter(({ isLive }) => isLive)
        .flatMap((effect) => placesOf(effect, view))
        .filter((place) => place.what === what && place.customerId !== customerId);
      if (others[0]) yield `with ${seen.remedyId}, ${what} was used for ${customerId} and for ${others[0].customerId}`;
    }
  },
};

/** Where something is given without a person who looked at it. */
function placesOf({ remedyId, kind, lineId, accountId }: Effect, view: View): Place[] {
  const commitment = view.commitments.get(remedyId);
  if (!commitment || !unbounded.includes(kind)) return [];
  if (view.approvers.has(remedyId) || view.retries.has(remedyId)) return [];
  const { customerId, orderId } = commitment;
  const line = lineId || commitment.lineId;
  const account = accountId === '' || accountId === customerId ? [] : [{ what: `account ${accountId}`, customerId }];
  return [{ what: `line ${line} of ${orderId}`, customerId }, ...account];
}
