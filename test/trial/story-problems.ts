import { isDeepStrictEqual } from 'node:util';
import Stripe from 'stripe';
import * as z from 'zod';
import type { RecordedRemedy } from '../../local/demo/report/recorded-remedies';
import { linesOf, type ExpectedRemedy } from '../local/expected-remedy';
import type { Company } from './company';
import type { Deployment, TakenMail } from './deployment';
import type { PublishedStory } from './published-story';

const detailSchema = z.object({
  customer: z.object({ id: z.string(), email: z.string() }),
  purchase: z.object({ paymentId: z.string() }),
});

/** What is there now. */
interface Seen {
  readonly remedies: readonly RecordedRemedy[];
  readonly mails: readonly TakenMail[];
  readonly stripe: Stripe;
  readonly company: Company;
}

/** What is not as the stories want it, in sentences: none once all have settled. */
export async function storyProblems(
  stories: readonly PublishedStory[],
  deployment: Deployment,
  company: Company,
): Promise<string[]> {
  const { hostname, port } = new URL(company.provider.url);
  const stripe = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
  const seen = { remedies: await deployment.remedies(), mails: await deployment.mails(), stripe, company };
  const found: string[] = [];
  for (const story of stories)
    found.push(...(await problemsOf(story, seen)).map((problem) => `${story.id}: ${problem}`));
  return found;
}

async function problemsOf({ entry, expected }: PublishedStory, seen: Seen): Promise<string[]> {
  const { customer, purchase } = detailSchema.parse(entry.Detail);
  const ofCustomer = ({ customerId, type }: RecordedRemedy): boolean =>
    customerId === customer.id && type === entry.DetailType;
  const [remedy, ...others] = seen.remedies.filter(ofCustomer);
  if (!remedy) return ['no remedy is recorded'];
  if (others.length > 0) return [`${others.length + 1} remedies are recorded`];
  const { data } = await seen.stripe.refunds.list({ charge: purchase.paymentId, limit: 100 });
  const refunds = data.map(({ amount, currency, status }) => ({ amount, currency, status }));
  const wanted = expected.refund ? [{ ...expected.refund, status: 'succeeded' }] : [];
  return [
    ...differing('state', [remedy.state], [expected.state]),
    ...differing('refunds', refunds, wanted),
    ...partnerProblems(remedy, expected, seen.company),
    ...mailProblems(
      seen.mails.filter(({ To }) => To.some((to) => addressIn(to) === customer.email)),
      expected,
    ),
  ];
}

/** `Name <address>`, or just the address. */
function addressIn(to: string): string {
  return /<([^<>]*)>$/.exec(to)?.[1] ?? to;
}

function partnerProblems(remedy: { readonly remedyId: string }, expected: ExpectedRemedy, company: Company): string[] {
  const { orderSystem, callbackTeam, creditSystem, entitlementSystem, financeSystem } = company.partners;
  const { replacements = [], calls = [], credits = [], entitlements = [], recovery } = expected;
  const recoveries = linesOf(financeSystem.recoveries, remedy).map((line) => line.recovery);
  return [
    ...differing('replacements', linesOf(orderSystem.received, remedy), replacements),
    ...differing('calls', linesOf(callbackTeam.received, remedy), calls),
    ...differing('credits', linesOf(creditSystem.received, remedy), credits),
    ...differing('entitlements', linesOf(entitlementSystem.received, remedy), entitlements),
    ...differing('recoveries', recoveries, recovery ? [recovery] : []),
  ];
}

function mailProblems(mails: readonly TakenMail[], { mail, mailLacks }: ExpectedRemedy): string[] {
  const [first] = mails;
  if (mails.length !== (mail ? 1 : 0)) return [`${mails.length} mails left, and not ${mail ? 1 : 0}`];
  if (!first) return [];
  const missing = (mail ?? []).filter((text) => !first.BodyText.includes(text));
  const problems = missing.map((text) => `the mail does not say “${text}”`);
  const unwanted = mailLacks?.exec(`${first.Subject}\n${first.BodyText}`);
  return unwanted ? [...problems, `the mail says “${unwanted[0]}”`] : problems;
}

/** As many, each with at least what is wanted of it. */
function differing(what: string, found: readonly unknown[], wanted: readonly unknown[]): string[] {
  const isSo = found.length === wanted.length && wanted.every((one, index) => has(found[index], one));
  return isSo ? [] : [`${what}: ${JSON.stringify(found)}, and not ${JSON.stringify(wanted)}`];
}

function has(found: unknown, wanted: unknown): boolean {
  if (!isFields(wanted) || !isFields(found)) return isDeepStrictEqual(found, wanted);
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(found[name], value));
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
