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
import type { LostParcelFailure } from './contract';
import { lostParcelWords } from './words';

const { say } = lostParcelWords;

export function apologiseForParcelLost(
  { parcel, customer }: LostParcelFailure,
  given: readonly GivenPart[],
): MailContent {
  const named = namedParcel(parcel, customer);
  const count = parcelsNamed(named);
  return {
    subject: [...outcomeSubject(given), say.sorry({ count })],
    preview: [say.preview({ count }), shared.nothingToDo()],
    paragraphs: [
      [
        happened(named, parcel.promisedBy),
        ...(parcel.scan === 'delivered' ? [say.papers({ count })] : []),
        say.fault({ count }),
      ],
      missingParcelSentences(parcel, customer, given),
    ],
  };
}

function happened(named: NamedParcel, promised: string): Sentence {
  switch (named.by) {
    case 'title':
      return say.happenedToTitle({ title: named.title, promised });
    case 'share':
      return say.happenedToShare({ title: named.title, count: named.count, bought: named.bought, promised });
    case 'address':
      return say.happened({ which: named.which, elsewhere: named.elsewhere, promised });
    default:
      return unreachable(named);
  }
}
