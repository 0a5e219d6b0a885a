import type { GivenPart } from '../../failures/definition/failure-definition';
import { correctedInKind } from '../../failures/sentences/entitlement-sentences';
import { moneyBack, outcomeOf, outcomeSubject, partSentences } from '../../failures/sentences/part-sentences';
import { say } from '../../failures/sentences/shared-sentences';
import type { DeclineReason } from '../../fulfilment/port/part-outcome';
import type { RemedyPart } from '../../model/remedy';
import type { MailContent, Sentence } from '../../failures/definition/sentence';

/** What was announced to a customer and did not arrive after all, and why. */
export interface MissedPart {
  readonly part: RemedyPart;
  readonly why: DeclineReason;
}

/**
 * For a customer to whom we announced something that then failed to arrive. It says so, names the true cause where it
 * is known, and promises no date that is not ours.
 */
export function correctionContent(missed: readonly MissedPart[]): MailContent {
  const subject = subjectOf(missed).slice(0, 1);
  return {
    subject,
    preview: [say.correctedPreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [...corrections(missed), [say.nothingToDo(), say.correctedNext()], [say.correctedSorry()]],
  };
}

/** For the same customer, once it was given another way. */
export function resolutionContent(given: readonly GivenPart[], timeZone: string | undefined): MailContent {
  return {
    subject: [...outcomeSubject(given), say.resolvedSubject()],
    preview: [say.resolvedPreview()],
    outcome: outcomeOf(given),
    paragraphs: [[say.resolved(), say.nothingToDo()], partSentences(given, timeZone), [say.resolvedThanks()]],
  };
}

function subjectOf(missed: readonly MissedPart[]): Sentence[] {
  const back = refundsIn(missed);
  return [
    ...(back.length > 0 ? [say.correctedMoneySubject({ back })] : []),
    ...(hasReplacement(missed) ? [say.correctedReplacementSubject()] : []),
    ...missed.flatMap(({ part }) => (part.kind === 'entitlement' ? [say.correctedInKindSubject({ to: part.to })] : [])),
    say.correctedSubject(),
  ];
}

function corrections(missed: readonly MissedPart[]): Sentence[][] {
  const back = refundsIn(missed);
  return [
    ...(back.length > 0 ? [[say.correctedMoney({ back }), ...causeOf(missed)]] : []),
    ...(hasReplacement(missed) ? [[say.correctedReplacement()]] : []),
    ...missed.flatMap(({ part }) => (part.kind === 'entitlement' ? [[correctedInKind(part)]] : [])),
  ];
}

/** A bank is not named for what we did, and no cause is named that nobody knows. */
function causeOf(missed: readonly MissedPart[]): Sentence[] {
  const reasons = missed.flatMap(({ part, why }) => (part.kind === 'refund' ? [why] : []));
  if (reasons.every((why) => why === 'card-unreachable')) return [say.becauseOfAccount()];
  const ours: readonly DeclineReason[] = ['insufficient-balance', 'account-restricted', 'cancelled'];
  return reasons.every((why) => ours.includes(why)) ? [say.becauseOfUs()] : [];
}

function refundsIn(missed: readonly MissedPart[]): ReturnType<typeof moneyBack> {
  return moneyBack(missed.flatMap(({ part }) => (part.kind === 'refund' ? [part] : [])));
}

function hasReplacement(missed: readonly MissedPart[]): boolean {
  return missed.some(({ part }) => part.kind === 'replacement');
}
