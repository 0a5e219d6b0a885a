import * as z from 'zod';
import type { TestSystem, Failed } from './test-system';

/** What a failure is to lead to. What is not named must not have happened. */
export interface ExpectedRemedy {
  readonly state: 'issued' | 'held' | 'pending';
  /** In minor units. */
  readonly refund?: { readonly amount: number; readonly currency: string };
  readonly replacements?: readonly object[];
  readonly calls?: readonly object[];
  readonly credits?: readonly object[];
  readonly entitlements?: readonly object[];
  readonly recovery?: object;
  /** Texts in the mail. Without them, no mail must have been sent. */
  readonly mail?: readonly string[];
  /** What the mail must not contain. */
  readonly mailLacks?: RegExp;
}

const answerSchema = z.object({
  record: z.object({
    state: z.string(),
    hold: z.object({ awaits: z.object({ what: z.string(), until: z.string() }).optional() }).optional(),
  }),
});

/** The remedy record, as the operator API returns it. */
export async function recordOf(
  system: TestSystem,
  { customerId, remedyId }: Failed,
): Promise<z.infer<typeof answerSchema>['record']> {
  const { answer } = await system.callOperatorApi('carol', 'GET', `remedies/${customerId}/${remedyId}`);
  return answerSchema.parse(answer).record;
}

/** The lines of one remedy. */
export function linesOf<Line extends { readonly remedyId: string }>(
  lines: readonly Line[],
  { remedyId }: Pick<Failed, 'remedyId'>,
): Line[] {
  return lines.filter((line) => line.remedyId === remedyId);
}

/** Compares everything that the provider, the partner systems and the customer received with what is expected. */
export async function expectRemedy(system: TestSystem, failed: Failed, expected: ExpectedRemedy): Promise<void> {
  const {
    refund,
    replacements = [],
    calls = [],
    credits = [],
    entitlements = [],
    recovery,
    mail,
    mailLacks,
  } = expected;
  expect((await recordOf(system, failed)).state).toBe(expected.state);
  const refunds = await system.refundsOf(failed);
  expect(refunds.map(({ amount, currency, status }) => ({ amount, currency, status }))).toEqual(
    refund ? [{ ...refund, status: 'succeeded' }] : [],
  );
  const { orderSystem, callbackTeam, creditSystem, entitlementSystem, financeSystem } = system.local.partners;
  expect(linesOf(orderSystem.received, failed)).toEqual(containingEach(replacements));
  expect(linesOf(callbackTeam.received, failed)).toEqual(containingEach(calls));
  expect(linesOf(creditSystem.received, failed)).toEqual(containingEach(credits));
  expect(linesOf(entitlementSystem.received, failed)).toEqual(containingEach(entitlements));
  expect(linesOf(financeSystem.recoveries, failed).map((line) => line.recovery)).toEqual(
    recovery ? [expect.objectContaining(recovery)] : [],
  );
  const mails = await system.mailsTo(failed);
  expect(mails).toHaveLength(mail ? 1 : 0);
  for (const text of mail ?? []) expect(mails[0]?.body.text).toContain(text);
  if (mailLacks) for (const { subject, body } of mails) expect(`${subject}\n${body.text}`).not.toMatch(mailLacks);
}

/** As many, each with at least these fields. */
function containingEach(expected: readonly object[]): unknown[] {
  return expected.map((one): unknown => expect.objectContaining(one));
}
