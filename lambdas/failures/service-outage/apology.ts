import type { Apology } from '../../model/apology';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { lengthInWords } from '../shared/length-in-words';
import { dayInEnglish } from '../shared/day-in-english';
import { doneInWords, partSentences } from '../shared/part-sentences';
import type { OutageFailure } from './contract';

export function apologiseForServiceOutage(failure: OutageFailure, given: readonly GivenPart[]): Apology {
  const { locale, timeZone } = failure.customer;
  const { short, long } = happenedInWords(failure);
  const done = doneInWords(given, locale);
  return {
    subject: `We’re sorry: ${short}`,
    preview: `That was our fault${done ? `, and ${done.preview}` : '. There is nothing you need to do'}.`,
    paragraphs: [
      `${long} That was our fault, and I’m sorry.`,
      [...partSentences(given, locale, timeZone), 'There is nothing you need to do.'].join(' '),
    ],
  };
}

function happenedInWords({ customer, outage }: OutageFailure): { readonly short: string; readonly long: string } {
  const { kind, startedAt, endedAt } = outage;
  const day = dayInEnglish(startedAt, customer.locale, customer.timeZone);
  const lasted = lengthInWords((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  switch (kind) {
    case 'downtime':
      return {
        short: `your service was down for ${lasted}`,
        long: `On ${day} your service went down, and it took us ${lasted} to bring it back.`,
      };
    case 'repair':
      return {
        short: `you waited ${lasted} for a repair`,
        long: `On ${day} your service stopped working, and it took us ${lasted} to repair it. You were without it all that time.`,
      };
    case 'late-start':
      return {
        short: `your service started ${lasted} late`,
        long: `We promised you that your service would start on ${day}, and it started ${lasted} late.`,
      };
    case 'missed-appointment':
      return {
        short: 'nobody came on the day we had agreed',
        long: `We had agreed to come to you on ${day}. You kept your time free for us, and nobody came.`,
      };
    default:
      return unreachable(kind);
  }
}
