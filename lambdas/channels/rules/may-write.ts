import { hourMs } from '../../model/durations';
import type { NetworkRules } from './network-rules';

/** How a customer stands to a company on one network. */
export interface Contact {
  /** When the customer last wrote there. ISO 8601. Missing where they never did. */
  readonly lastWroteAt?: string | undefined;
  /** How many messages the company has written there since then. */
  readonly sentSince?: number | undefined;
  /** Whether the customer has agreed to be written to there. */
  readonly optedIn?: boolean | undefined;
  /** Whether they have said STOP since. Then nobody writes there, and no answer either. */
  readonly hasStopped?: boolean | undefined;
}

/** What is to be written, as far as rules ask for it. */
export interface Writing {
  /** Whether it says anything about the customer: a name, an order, an amount. */
  readonly isPersonal: boolean;
  readonly by: 'person' | 'machine';
  /** The networks that have approved these very words. */
  readonly templates?: readonly string[] | undefined;
}

/** Whether a company may write, and otherwise why not. */
export type MayWrite =
  | {
      readonly may: true;
      /** `answer`: the customer wrote. `begin`: the company writes first. */
      readonly as: 'answer' | 'begin';
      /** When it may not any more. Missing where that does not end. */
      readonly until?: Date | undefined;
    }
  | { readonly may: false; readonly why: string };

/** Pure: the rules of one network, for one message to one customer, at one moment. */
export function mayWrite(rules: NetworkRules, contact: Contact, writing: Writing, now: Date): MayWrite {
  if (rules.closed) return refused(`${rules.name} is closed to servers since ${rules.closed.since}`);
  if (contact.hasStopped) return refused(`the customer wants to hear nothing more on ${rules.name}`);
  if (rules.isPublic && writing.isPersonal) return refused(`everybody reads ${rules.name}, and this is personal`);
  const answering = mayAnswer(rules, contact, writing, now);
  if (answering.may) return answering;
  const beginning = mayBegin(rules, contact, writing);
  if (beginning.may) return beginning;
  return contact.lastWroteAt === undefined ? beginning : refused(`${answering.why}, and ${beginning.why}`);
}

function mayAnswer(rules: NetworkRules, contact: Contact, { by }: Writing, now: Date): MayWrite {
  const { lastWroteAt, sentSince = 0 } = contact;
  if (lastWroteAt === undefined) return refused(`the customer has not written on ${rules.name}`);
  const { windowHours, messagesPerWindow, humanOnlyAfterHours } = rules;
  // A clock of theirs that is ahead of ours opens no window that lasts longer.
  const wroteAt = Math.min(Date.parse(lastWroteAt), now.getTime());
  const hours = (now.getTime() - wroteAt) / hourMs;
  if (windowHours !== undefined && hours >= windowHours) {
    return refused(`the customer last wrote on ${rules.name} more than ${windowHours} hours ago`);
  }
  if (messagesPerWindow !== undefined && sentSince >= messagesPerWindow) {
    return refused(`${rules.name} takes ${countOf(messagesPerWindow)} for each of the customer's`);
  }
  const isForPeople = humanOnlyAfterHours !== undefined && hours >= humanOnlyAfterHours;
  if (isForPeople && by === 'machine') {
    return refused(`after ${humanOnlyAfterHours} hours only a person may answer on ${rules.name}`);
  }
  const endsAfter = by === 'machine' ? (humanOnlyAfterHours ?? windowHours) : windowHours;
  return {
    may: true,
    as: 'answer',
    ...(endsAfter !== undefined && { until: new Date(wroteAt + endsAfter * hourMs) }),
  };
}

function mayBegin(rules: NetworkRules, { optedIn }: Contact, { templates = [] }: Writing): MayWrite {
  if (!rules.mayBegin) return refused(`a company may not write first on ${rules.name}`);
  if (rules.needsOptIn && optedIn !== true) return refused(`the customer has not agreed to ${rules.name}`);
  if (rules.needsTemplate && !templates.includes(rules.network)) {
    return refused(`${rules.name} has not approved these words`);
  }
  return { may: true, as: 'begin' };
}

function countOf(messages: number): string {
  return messages === 1 ? 'one message' : `${messages} messages`;
}

function refused(why: string): MayWrite & { readonly may: false } {
  return { may: false, why };
}
