import type { MailContent, Sentence } from '../definition/sentence';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import {
  missingParcelSentences,
  namedParcel,
  parcelsNamed,
  type NamedParcel,
} from '../sentences/missing-parcel-sentences';
import { outcomeSubject } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { StolenParcelFailure } from './contract';
import { stolenParcelWords } from './words';

const { say } = stolenParcelWords;

/** A thief did it. We take the blame anyway: the customer paid for a thing in hand. */
export function apologiseForParcelStolen(
  { parcel, customer }: StolenParcelFailure,
  given: readonly GivenPart[],
): MailContent {
  const named = namedParcel(parcel, customer);
  const count = parcelsNamed(named);
  return {
    subject: [...outcomeSubject(given), say.sorry({ count })],
    preview: [say.preview({ count }), shared.nothingToDo()],
    paragraphs: [[happened(named), say.fault({ count })], missingParcelSentences(parcel, customer, given)],
  };
}

function happened(named: NamedParcel): Sentence {
  switch (named.by) {
    case 'title':
      return say.happenedToTitle({ title: named.title });
    case 'share':
      return say.happenedToShare({ title: named.title, count: named.count, bought: named.bought });
    case 'address':
      return say.happened({ which: named.which, elsewhere: named.elsewhere });
    default:
      return unreachable(named);
  }
}
