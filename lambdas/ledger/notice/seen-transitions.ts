import type { RemedyRecord, WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import { mayGoOn } from './channel-transitions';
import type { Notice } from './notice';
import { nextVersion, noticeAbout } from './notice-transitions';
import { partsToldBy } from './told-parts';

/**
 * Whether a page may say sorry for it as the first to do so: it was given, its words are not those of a person, and no
 * mail of it has begun, or the one that has was read by nobody for certain.
 */
export function mayBeSeen(record: RemedyRecord, apology: Notice | undefined): boolean {
  if (record.state !== 'issued' || isOfPerson(record, apology) || apology?.seen) return false;
  if (!apology) return true;
  return apology.state === 'none' || (mayGoOn(apology) && apology.waitsUntil === undefined);
}

/** Whether what its customer reads is written or let go by a person. */
export function isOfPerson({ wordsWait, hold }: RemedyRecord, apology: Notice | undefined): boolean {
  return wordsWait === true || hold?.message !== undefined || apology?.words !== undefined;
}

/** The next version of an apology whose customer sees on a page what it says, before any mail says it. */
export function seeApology(record: RemedyRecord, stored: Notice | undefined, by: string, stamp: WriteStamp): Notice {
  if (!mayBeSeen(record, stored)) {
    throw new TransitionError(record.remedyId, 'the apology on a page', stored?.state ?? 'none', 'seen');
  }
  const notice = noticeAbout(record, 'apology', stored);
  const seen = { at: stamp.at, by };
  // Nobody has to find another way to tell what was seen.
  const next = { ...notice, seen, saidGiven: partsToldBy('apology', record), trouble: undefined };
  return nextVersion(next, 'its customer saw it where it happened', stamp);
}
