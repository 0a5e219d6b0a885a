import type { Observation } from './observation';
import type { View } from './view';

/** One rule that must hold in every world, whatever goes wrong there. */
export interface Invariant {
  /** Its number in CONTRIBUTING.md, "What never changes". */
  readonly number: number;
  readonly name: string;
  /** It holds too where somebody has written to the table who is none of the functions. */
  readonly holdsInDoubt?: true;
  /** How an observation breaks it, in sentences. Nothing where it holds, or is not concerned. */
  readonly problems: (seen: Observation, view: View) => Iterable<string>;
}
