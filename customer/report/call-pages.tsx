import type { Context } from 'hono';
import { addressOf } from '../visit/report-visit';
import { ask, refusedBy, visitIn } from './asking';
import { CallPage } from './call-page';
import type { ReportAppProps } from './asking';

/** Asks for the number. */
export async function showCall(context: Context, { intake }: ReportAppProps): Promise<Response> {
  const { l: link = '', order: orderId } = context.req.query();
  const answer = await ask(intake, { ask: 'call-form', link, orderId });
  if (answer.is !== 'call-form') return refusedBy(context, answer);
  const { formToken, orderId: about } = answer;
  return context.html(<CallPage visit={visitIn(context, answer)} orderId={about} formToken={formToken} />);
}

/** Takes the number, and leads to what comes of it. */
export async function ring(context: Context, { intake, clock }: ReportAppProps): Promise<Response> {
  const at = String(clock().getTime());
  const { order, token, phone } = await context.req.parseBody();
  const link = context.req.query('l') ?? '';
  const answer = await ask(intake, { ask: 'call', link, orderId: order, formToken: token, phone });
  if (answer.is !== 'reported') return refusedBy(context, answer);
  return context.redirect(addressOf(visitIn(context), 'answer', { remedy: answer.remedyId, at }), 303);
}
