import { isWithdrawn, lastFailureOf, liveParts, type PartRecord, type RemedyRecord } from '../remedy-record';
import { hasBegun, type Notice, type Notices, type NoticeTemplate } from './notice';

/** Mails that say what was given. A correction takes back what one of them said, and adds nothing. */
const sayWhatIsGiven: readonly NoticeTemplate[] = ['apology', 'resolution', 'waiting', 'partial'];

/**
 * What a mail says was given, for this version of the record, by the numbers of its parts. A call is not given but
 * promised: by when, and since when that is known, is with its part.
 */
export function partsToldBy(template: NoticeTemplate, record: RemedyRecord): readonly number[] | undefined {
  // Who waits for a person or a seller reads nothing of what was given before.
  const isSaid = sayWhatIsGiven.includes(template) && (template !== 'waiting' || record.state === 'pending');
  if (!isSaid) return undefined;
  return liveParts(record)
    .filter(({ part, outcome }) => part.kind !== 'callback' && outcome.state === 'succeeded')
    .map(({ number }) => number);
}

/**
 * What a customer takes for given, as far as mails say so: the last one says how it is, and is silent only of what
 * still stands.
 */
export function lastWordOf({ resolution, apology, partial, waiting }: Notices): Notice | undefined {
  return [resolution, apology, partial, waiting].find((notice) => hasBegun(notice));
}

/** What this mail said was given, and has failed since. What failed before it was written, it never spoke of. */
export function failedSince(notice: Notice | undefined, record: RemedyRecord): readonly PartRecord[] {
  if (!notice || !hasBegun(notice)) return [];
  const failed = failedParts(record);
  const { template, saidGiven, recordVersion } = notice;
  if (saidGiven) return failed.filter(({ number }) => saidGiven.includes(number));
  if (template === 'waiting') return [];
  return (lastFailureOf(record)?.version ?? 0) > recordVersion ? failed : [];
}

/** What failed, whether or not something was given in its place since. A call that did not come is told otherwise. */
export function failedParts({ parts }: Pick<RemedyRecord, 'parts'>): readonly PartRecord[] {
  return parts.filter(
    (part) => part.part.kind !== 'callback' && part.outcome.state === 'declined' && !isWithdrawn(part),
  );
}
