import type { IntakeAnswer, IntakeQuestion, IntakeRefusal } from '../../reports/intake-contract';
import { isNow } from '../answers/is-now';
import { ok, type OperatorResponse } from '../answers/operator-response';
import { handlerOf } from '../handler';
import { reportOperations } from './report-operations';
import type { ReportPorts } from './report-ports';

/** A link of ours is used at once, and by nobody else. */
const linkSeconds = 120;

/** Whoever is on the phone with a customer asks for no call. */
type OfAgents = Exclude<IntakeQuestion, { readonly ask: 'call' | 'call-form' }>;

type Asked<Question> = Question extends { readonly link: string } ? Omit<Question, 'link' | 'formToken'> : never;

/** What is asked about a customer: by a link of our own, as the pages do by the shop's. */
async function answerAbout(
  { customerId, orderId }: { readonly customerId: string; readonly orderId?: string | undefined },
  asked: Asked<OfAgents>,
  { reports, clock }: { readonly reports?: ReportPorts | undefined; readonly clock: () => Date },
): Promise<IntakeAnswer | OperatorResponse> {
  if (!reports) return { status: 409, body: { why: 'nothing is reported here: this stage has no reports' } };
  const now = clock();
  const expiresAt = Math.floor(now.getTime() / 1_000) + linkSeconds;
  const link = await reports.links.sign({ customerId, ...(orderId !== undefined && { orderId }), expiresAt }, now);
  const formToken = await reports.links.formToken(link, now);
  return reports.intake.answer(asked.ask === 'report' ? { ...asked, link, formToken } : { ...asked, link });
}

const refusals: Readonly<Record<IntakeRefusal, OperatorResponse>> = {
  'link-invalid': refused(409, 'the two functions know different secrets for links; look at it again in a minute'),
  'link-expired': refused(409, 'it took too long; ask again'),
  'form-old': refused(409, 'it took too long; ask again'),
  'unknown-line': refused(404, 'the shop knows no such line of this customer, or this cannot have happened to it'),
  'number-wrong': refused(409, 'it is no phone number'),
  'no-calls': refused(409, 'nobody calls from here'),
  'answer-missing': refused(409, 'the question about it has no answer, or one that is none of its choices'),
  'too-many': refused(409, 'too much was reported of this customer today, or of all customers in this minute'),
  'shop-silent': refused(409, 'the shop does not say what was bought; the log of the function says why'),
};

function refused(status: 404 | 409, why: string): OperatorResponse {
  return { status, body: { why } };
}

/** An answer to another question is a defect, and is thrown. */
function responseTo<Is extends IntakeAnswer['is']>(
  answer: IntakeAnswer | OperatorResponse,
  is: Is,
  body: (answer: Extract<IntakeAnswer, { is: Is }>) => object,
): OperatorResponse {
  if ('status' in answer) return answer;
  if (answer.is === 'refused') return refusals[answer.why];
  if (!isOf(answer, is)) throw new Error(`nobody asked what is answered with ${answer.is}`);
  return ok(body(answer));
}

function isOf<Is extends IntakeAnswer['is']>(
  answer: IntakeAnswer,
  is: Is,
): answer is Extract<IntakeAnswer, { is: Is }> {
  return answer.is === is;
}

export const reportHandlers = {
  showOrders: handlerOf(reportOperations.showOrders, async ({ params }, { ports }) =>
    responseTo(await answerAbout(params, { ask: 'orders' }, ports), 'orders', ({ orders }) => ({ orders })),
  ),

  showLine: handlerOf(reportOperations.showLine, async ({ params }, { ports }) => {
    const { orderId, lineId } = params;
    const answer = await answerAbout(params, { ask: 'choices', orderId, lineId }, ports);
    return responseTo(answer, 'choices', ({ title, choices }) => ({
      title,
      choices: choices.map(({ mishap: what, question }) => ({ what, question })),
    }));
  }),

  makeReport: handlerOf(
    reportOperations.makeReport,
    async ({ body: { customerId, what, seenAt, ...report } }, { ports }) => {
      if (!isNow(seenAt, ports.clock())) return refused(409, `it was reported at ${seenAt}, which is not now`);
      const about = { customerId, orderId: report.orderId };
      const answer = await answerAbout(about, { ask: 'report', ...report, mishap: what }, ports);
      return responseTo(answer, 'reported', ({ remedyId }) => ({ remedyId }));
    },
  ),
};
