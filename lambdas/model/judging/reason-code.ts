/** A reason for which people reject, as the list of a stage has it. */
export interface ReasonCode {
  /** In words of small letters, with hyphens: `outside-policy`. It never means anything else later. */
  readonly code: string;
  /** What people read. */
  readonly label: string;
  /** It is no longer offered. What was rejected with it stays as it was recorded. @default false */
  readonly isRetired?: boolean | undefined;
}

/** A reason as it was recorded. The label is the one of that moment, whatever the list says later. */
export type RecordedReason = Pick<ReasonCode, 'code' | 'label'>;

/** The list where a stage has none of its own. */
export const defaultReasonCodes: readonly ReasonCode[] = [
  { code: 'already-refunded-elsewhere', label: 'Already refunded elsewhere' },
  { code: 'made-good-otherwise', label: 'Made good in another way' },
  { code: 'no-failure-found', label: 'No failure found' },
  { code: 'outside-policy', label: 'Outside the policy' },
  { code: 'wrong-customer-or-order', label: 'Wrong customer or order' },
  { code: 'fraud-suspected', label: 'Fraud suspected' },
  { code: 'not-wanted', label: 'The customer does not want it' },
  { code: 'false-alarm', label: 'False alarm or test' },
  { code: 'other', label: 'Another reason, as written' },
];

/** What a person named as the reason: one that is offered, or why it is none. */
export type NamedCode =
  { readonly isOffered: true; readonly reason: RecordedReason } | { readonly isOffered: false; readonly why: string };

export function codeNamed(code: string, codes: readonly ReasonCode[]): NamedCode {
  const named = codes.find((one) => one.code === code);
  if (named && !named.isRetired) return { isOffered: true, reason: { code, label: named.label } };
  const offered = offeredCodes(codes)
    .map((one) => one.code)
    .join(', ');
  const is = named ? 'is retired' : 'is no reason code';
  return { isOffered: false, why: `${is}; there are ${offered}` };
}

/** Those that people choose from. */
export function offeredCodes(codes: readonly ReasonCode[]): readonly ReasonCode[] {
  return codes.filter(({ isRetired }) => isRetired !== true);
}

const codePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** With more of them nobody would find theirs, and the settings of a function have little room. */
const mostCodes = 25;
const longestLabel = 60;

/** What is wrong with a list, for a person to mend. */
export function reasonCodeProblems(codes: readonly ReasonCode[]): string[] {
  const problems: string[] = [];
  if (codes.length > mostCodes) problems.push(`there are more than ${mostCodes}`);
  if (offeredCodes(codes).length === 0) problems.push('none is offered, so nobody could reject anything');
  for (const [index, { code, label }] of codes.entries()) {
    if (!codePattern.test(code)) problems.push(`"${code}" is not a code such as outside-policy`);
    if (label.trim() === '' || label.length > longestLabel || /\p{C}/u.test(label)) {
      problems.push(`the label of ${code} is one line of 1 to ${longestLabel} characters`);
    }
    if (codes.findIndex((one) => one.code === code) < index) problems.push(`${code} is there twice`);
  }
  return problems;
}

/** What a history says of a rejection: its label, and what the person wrote. */
export function whyRejected({
  rejectedAs,
  why,
}: {
  readonly rejectedAs?: RecordedReason | undefined;
  readonly why: string;
}): string {
  return rejectedAs === undefined ? why : `${rejectedAs.label} – ${why}`;
}
