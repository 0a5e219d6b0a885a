import * as z from 'zod/mini';
import { hasVisibleText } from '../../model/business-id';
import type { InboundMessage } from '../port/inbound-message';
import { hasPhrase } from './has-phrase';

/** Which messages of a channel are complaints. The owner says it; nothing here tries to understand what people mean. */
export const complaintRuleSchema = z.strictObject({
  /**
   * `every-message`: it is a place for complaints. `listed-phrases`: those with one of the phrases. `none`: a person
   * reads them all.
   */
  counts: z.enum(['every-message', 'listed-phrases', 'none']),
  phrases: z.array(z.string().check(z.minLength(2), z.maxLength(100))).check(z.maxLength(200)),
});

export type ComplaintRule = z.infer<typeof complaintRuleSchema>;

/** What a message is taken for. */
export interface Judgement {
  readonly judgedAs: 'complaint' | 'for-a-person';
  /** A sentence, without anything of the message. */
  readonly why: string;
}

/** Pure. When in doubt a person: who cannot be linked, has written nothing, or matches no rule, is read by somebody. */
export function judgeMessage(
  { text }: Pick<InboundMessage, 'text'>,
  isLinked: boolean,
  { counts, phrases }: ComplaintRule,
): Judgement {
  if (counts === 'none') return forPerson('no message of this channel counts as a complaint by itself');
  if (!hasVisibleText(text)) return forPerson('there are no words in it');
  if (counts === 'listed-phrases' && !phrases.some((phrase) => hasPhrase(text, phrase))) {
    return forPerson('it has none of the listed phrases');
  }
  if (!isLinked) return forPerson('nobody has said who wrote it, and nobody guesses');
  const why = counts === 'every-message' ? 'every message of this channel is one' : 'it has a listed phrase';
  return { judgedAs: 'complaint', why };
}

/**
 * What a message is about, by the owner's own rule: the phrase that it has, or that it was written here at all.
 * Undefined where the rule says nothing of it. Whoever wrote need not be known.
 */
export function causeOf(
  { text }: Pick<InboundMessage, 'text'>,
  { counts, phrases }: ComplaintRule,
): string | undefined {
  if (counts === 'none' || !hasVisibleText(text)) return undefined;
  return counts === 'every-message' ? 'whatever is written here' : phrases.find((phrase) => hasPhrase(text, phrase));
}

function forPerson(why: string): Judgement {
  return { judgedAs: 'for-a-person', why };
}
