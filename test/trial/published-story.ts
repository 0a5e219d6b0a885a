import type { PublishedEntry } from '../../local/demo/script/published-entry';
import type { ExpectedRemedy } from '../local/expected-remedy';

/** A story that is published, and what it is to lead to. */
export interface PublishedStory {
  readonly id: string;
  readonly entry: PublishedEntry;
  readonly expected: ExpectedRemedy;
}
