import type { Context } from 'hono';
import type { LetterIntake } from '../../lambdas/letters/letter-contract';
import {
  intakeQuestionSchema,
  type IntakeAnswer,
  type IntakeRefusal,
  type ReportIntake,
} from '../../lambdas/reports/intake-contract';
import { visitOf, type ReportVisit } from '../visit/report-visit';
import { ProblemPage, statusOf } from './problem-page';

export interface ReportAppProps {
  readonly intake: ReportIntake;
  /** Takes letters. Undefined where nobody wants any. */
  readonly letters?: LetterIntake | undefined;
  readonly clock: () => Date;
}

/** What a page may call itself: an address that somebody made up could lead to another site. */
const pages: ReadonlySet<string> = new Set(['what', 'details', 'answer', 'call']);

/** What does not fit the contract is asked of nobody. */
export async function ask(intake: ReportIntake, question: Readonly<Record<string, unknown>>): Promise<IntakeAnswer> {
  const parsed = intakeQuestionSchema.safeParse(question);
  if (parsed.success) return intake.answer(parsed.data);
  const isOfLink = parsed.error.issues.some(({ path }) => path[0] === 'link');
  return { is: 'refused', why: isOfLink ? 'link-invalid' : whyUnfit(question['ask']) };
}

export function visitIn(
  { req }: Context,
  reader?: { readonly locale?: string | undefined; readonly timeZone?: string | undefined },
): ReportVisit {
  // A form is answered by a page that leads back to the first one.
  const named = req.method === 'GET' ? req.path.replace(/^\//, '') : '';
  const page = pages.has(named) ? named : '';
  const query = req.method === 'GET' ? req.query() : { ...pickLanguage(req.query()) };
  return visitOf({ page, query, acceptLanguage: req.header('accept-language') }, reader);
}

function pickLanguage({ l, lang }: Record<string, string>): Record<string, string> {
  return { ...(l !== undefined && { l }), ...(lang !== undefined && { lang }) };
}

export function refusedBy(context: Context, answer: IntakeAnswer): Response | Promise<Response> {
  if (answer.is === 'refused') return refused(context, answer.why);
  throw new Error(`nobody asked what is answered with ${answer.is}`);
}

export function refused(context: Context, refusal: IntakeRefusal): Response | Promise<Response> {
  return context.html(<ProblemPage visit={visitIn(context)} refusal={refusal} />, statusOf(refusal));
}

function whyUnfit(ask: unknown): IntakeRefusal {
  if (ask === 'report') return 'answer-missing';
  return ask === 'call' ? 'number-wrong' : 'unknown-line';
}
