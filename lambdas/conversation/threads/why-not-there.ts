import type { AnsweredTo, AnswerWay } from '../../channels/port/answer';
import { personalIn } from '../../channels/rules/personal-in';
import type { HeardOn } from './thread';

/** In public an answer is short: it says that somebody is there, and where they go on. */
export const longestInPublic = 400;

/** What somebody wants to say on a network. */
export interface SaidThere {
  readonly text: string;
  readonly to: AnsweredTo;
}

/** Where what was written is answered without a word about it: as it was written. */
export function usualWay({ ways }: Pick<HeardOn, 'ways'>): AnsweredTo {
  return ways.some(({ to }) => to === 'public') ? 'public' : 'author';
}

/**
 * Why an answer may not go out on its network, in a sentence for whoever wrote it; undefined where it may. Pure. The
 * function that sends looks at the network's rules once more.
 */
export function whyNotThere({ text, to }: SaidThere, { ways }: HeardOn, now: Date): string | undefined {
  const way = ways.find((known) => known.to === to);
  if (!way) return noWay(to, ways);
  const { name, longestText, until } = way;
  if (until !== undefined && now.getTime() >= Date.parse(until)) {
    return `${name} took answers to this until ${until}; what goes on is said by mail or on the phone`;
  }
  const most = to === 'public' ? Math.min(longestText, longestInPublic) : longestText;
  if (text.length > most) {
    const short = most < longestText ? 'where everybody reads it an answer has' : `${name} takes`;
    return `${short} at most ${most} characters with your name, and these are ${text.length}`;
  }
  const personal = to === 'public' ? personalIn(text) : undefined;
  return personal && `everybody would read ${personal}: invite them to write in private, and say it there`;
}

function noWay(to: AnsweredTo, ways: readonly AnswerWay[]): string {
  if (ways.length === 0) return 'nobody can answer on this network from here';
  return to === 'public'
    ? 'they wrote in private, and nothing is said in public to that'
    : 'this network has no private answer to what is written in public: invite them to write in private';
}

/** What leaves: what was written, with the name of whoever wrote it. */
export function signedText(text: string, signedBy: string): string {
  return `${text}\n– ${signedBy}`;
}
