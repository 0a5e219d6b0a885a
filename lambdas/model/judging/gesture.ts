import type { ReasonCode } from './reason-code';

/** The failure type of what people give of their own accord. Nothing failed, so it counts among no failures. */
export const gestureType = 'GoodwillGiven';

/** What a customer asks for on a page though nothing failed. */
export const callType = 'CallRequested';

/** Types of which none is a failure: they are none that repeats, and nobody has to prove them. */
export const withoutFailure: readonly string[] = [gestureType, callType];

/** Types of which the ledger knows what they cost a customer's company in a while, beside how many there were. */
export const typesWithAmount = [gestureType] as const;

export type TypeWithAmount = (typeof typesWithAmount)[number];

/** The source of gestures. Nobody but the operator API and the console has it. */
export const gestureSource = 'amends.gestures';

/** What somebody may give. */
export const gestureKinds = ['refund', 'credit', 'callback', 'replacement', 'entitlement'] as const;

export type GestureKind = (typeof gestureKinds)[number];

/** Whose budget it is out of: of somebody who may decide on what others ask for, or of everybody else. */
export const gestureRoles = ['agent', 'approver'] as const;

export type GestureRole = (typeof gestureRoles)[number];

/** Why people give, where a stage has no list of its own. */
export const defaultGestureCodes: readonly ReasonCode[] = [
  { code: 'planned-badly', label: 'The customer planned badly, and was helped' },
  { code: 'long-wait', label: 'The customer waited or wrote for too long' },
  { code: 'hard-time', label: 'The customer has a hard time' },
  { code: 'first-time', label: 'It is the first time' },
  { code: 'small-mistake', label: 'A small mistake of ours that no type names' },
  { code: 'loyal', label: 'The customer has been with us for long' },
  { code: 'other', label: 'Another reason, as written' },
];

/** How much one person gives in a day without asking anybody. */
export interface GestureBudget {
  readonly gestures: number;
  readonly amountMinor: Readonly<Record<string, number>>;
}
