import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import type { IncidentView } from '../../../lambdas/operator-api/response-schemas';
import { ask, type Answer, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { reasonCodesAt } from '../../asking/reason-codes';
import type { Done } from '../../layout/done-text';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import { seenIn } from '../../visit/seen';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { ConfirmPage, type Verdict } from './confirm-page';
import { IncidentPage } from './incident-page';

/** An incident over its limit, and one verdict for all that waits with it. A verdict is asked about once. */
export function addIncidentPages(app: Hono<ConsoleEnv>): void {
  const path = '/incidents/:incidentId';
  app.get(path, (context) => incidentPage(context, {}, undefined));
  // Back from the question, with what was typed. It changes nothing.
  app.post(`${path}/change`, async (context) => incidentPage(context, await formOf(context), undefined));
  for (const verdict of ['approve', 'reject'] as const) {
    app.post(`${path}/${verdict}`, async (context) => {
      const form = { ...(await formOf(context)), verdict };
      if (filled(form, 'confirmed') === undefined) return confirmPage(context, verdict, form, undefined);
      const answer = await verdicts[verdict](idIn(context), form, context.var.visit);
      if (answer.is === 'done') return done(context, answer.value);
      // Where more waits by now, it is asked again with the new figures.
      if (answer.cohort) return confirmPage(context, verdict, form, answer);
      return incidentPage(context, form, answer);
    });
  }
  app.post(`${path}/withdraw`, async (context) => {
    const form = { ...(await formOf(context)), verdict: 'withdraw' };
    const answer = await ask(context.var.visit.api, operations.withdrawVerdict, {
      params: { incidentId: idIn(context) },
      body: seenBy(form),
    });
    return answer.is === 'done' ? done(context, 'withdrawn') : incidentPage(context, form, answer);
  });
}

function done(context: Context<ConsoleEnv>, name: Done): Response {
  return context.redirect(`${placeOf.incident(idIn(context))}?done=${name}`, 303);
}

async function incidentPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showIncident, { params: { incidentId: idIn(context) } });
  if (answer.is === 'refused') return refusedPage(context, answer);
  const codes = visit.may.includes('approve') ? await reasonCodesAt(visit.api) : [];
  const page = <IncidentPage shown={answer.value} visit={visit} form={form} refusal={refusal} codes={codes} />;
  return context.html(page, refusal?.status ?? 200);
}

/** The question, with the figures as they are now. What has changed otherwise is looked at again first. */
async function confirmPage(
  context: Context<ConsoleEnv>,
  verdict: Verdict,
  form: Form,
  refusal: Refusal | undefined,
): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showIncident, { params: { incidentId: idIn(context) } });
  if (answer.is === 'refused') return refusedPage(context, answer);
  if (!visit.may.includes('approve')) return incidentPage(context, form, mayNot);
  if (answer.value.incident.version !== wholeNumber(form, 'version')) return incidentPage(context, form, changed);
  const page = <ConfirmPage verdict={verdict} shown={answer.value} visit={visit} form={form} refusal={refusal} />;
  return context.html(page, refusal?.status ?? 200);
}

const verdicts: Readonly<Record<Verdict, (incidentId: string, form: Form, visit: Visit) => Promise<Answer<Done>>>> = {
  approve: async (incidentId, form, { api }) => {
    const body = { ...seenBy(form), ...tailIn(form), seen: seenIn(form), message: filled(form, 'message') };
    const answer = await ask(api, operations.approveIncident, { params: { incidentId }, body });
    return answer.is === 'done' ? { is: 'done', value: doneOf(answer.value.incident) } : answer;
  },

  reject: async (incidentId, form, { api }) => {
    const body = { ...seenBy(form), code: form['code'] ?? '', ...tailIn(form) };
    const answer = await ask(api, operations.rejectIncident, { params: { incidentId }, body });
    return answer.is === 'done' ? { is: 'done', value: 'incident-rejected' } : answer;
  },
};

function doneOf({ proposed }: IncidentView): Done {
  return proposed ? 'approved-once' : 'incident-approved';
}

const seenBy = (form: Form) => ({ expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '' });

const tailIn = (form: Form) =>
  filled(form, 'tailHours') === undefined ? {} : { tailHours: wholeNumber(form, 'tailHours') };

function idIn({ req }: Context<ConsoleEnv>): string {
  return idFromPath(req.param('incidentId') ?? '') ?? '';
}

const changed: Refusal = {
  is: 'refused',
  status: 409,
  why: 'it has changed since you looked at it: look at it again',
  problems: [],
};

const mayNot: Refusal = { is: 'refused', status: 403, why: 'this needs the duty approve', problems: [] };
