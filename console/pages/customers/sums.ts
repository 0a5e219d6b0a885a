import type { Money } from '../../../lambdas/model/money';
import type { CustomerPage } from '../../../lambdas/operator-api/response-schemas';
import { sumsOf } from '../../lists/sums';

export type CustomerRemedyView = CustomerPage['remedies'][number];

/** What remedies come to, by how far they are, each by currency. */
export interface Sums {
  readonly given: readonly Money[];
  readonly underWay: readonly Money[];
  /** A person has to decide, or to act. */
  readonly waiting: readonly Money[];
}

type State = CustomerRemedyView['state'];

const places: Readonly<Record<State, keyof Sums | 'none'>> = {
  issued: 'given',
  approved: 'underWay',
  executing: 'underWay',
  pending: 'underWay',
  unknown: 'underWay',
  declined: 'underWay',
  'late-failed': 'underWay',
  fallback: 'underWay',
  held: 'waiting',
  'needs-attention': 'waiting',
  rejected: 'none',
};

export function placedSums(remedies: readonly CustomerRemedyView[]): Sums {
  const of = (place: keyof Sums): Money[] =>
    sumsOf(remedies.filter(({ state }) => places[state] === place).flatMap(({ amounts }) => amounts));
  return { given: of('given'), underWay: of('underWay'), waiting: of('waiting') };
}

export function isOver({ state }: CustomerRemedyView): boolean {
  return places[state] === 'given' || places[state] === 'none';
}
