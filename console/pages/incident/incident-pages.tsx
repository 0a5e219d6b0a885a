import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import type {
  IncidentMailsView,
  IncidentPage as IncidentShown,
  IncidentView,
} from '../../../lambdas/operator-api/response-schemas';
import { ask, type Answer, type Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { reasonCodesAt } from '../../asking/reason-codes';
import type { Done } from '../../layout/done-text';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import { seenIn } from '../../visit/seen';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { ConfirmPage, type Verdict } from './confirm-page';
import { exampleIn } from './example-choice';
import { IncidentPage } from './incident-page';
import { messagesIn } from './message-fields';
import { mailDocument, refusedMail } from '../remedy/mail/mail-pages';

/** An incident over its limit, and one verdict for all that waits with it. A verdict is asked about once. */
export function addIncidentPages(app: Hono<ConsoleEnv>): void {
  const path = '/incidents/:incidentId';
  app.get(path, (context) => incidentPage(context, {}, undefined));
  // Back from the question, with what was typed. It changes nothing.
  app.post(`${path}/change`, async (context) => incidentPage(context, await formOf(context), undefined));
  // What a person has typed is too long for an address. It changes nothing.
  app.post(`${path}/mail`, async (context) => mailPage(context, await formOf(context)));
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
  const mails = verdict === 'approve' ? await writtenMails(answer.value, form, visit) : undefined;
  const props = { verdict, shown: answer.value, visit, form, refusal, mails };
  return context.html(<ConfirmPage {...props} />, refusal?.status ?? 200);
}

/** What all of them read, where somebody wrote. Nobody is shown the mail of a person for nothing. */
async function writtenMails(
  shown: IncidentShown,
  form: Form,
  { api }: Visit,
): Promise<Answer<IncidentMailsView> | undefined> {
  const { proposed } = shown.incident;
  const isWritten =
    'messages' in messagesIn(form) || proposed?.message !== undefined || proposed?.messages !== undefined;
  return isWritten ? mailsIn(shown, form, api) : undefined;
}

/** The mails of the one that was chosen, or else of the first that has any: of some the address is kept no more. */
async function mailsIn(shown: IncidentShown, form: Form, api: Visit['api']): Promise<Answer<IncidentMailsView>> {
  const { incident, examples } = shown;
  const chosen = exampleIn(form, examples);
  let answer: Answer<IncidentMailsView> = nobody;
  for (const { customerId, remedyId } of chosen ? [chosen, ...examples.filter((one) => one !== chosen)] : []) {
    const params = { incidentId: incident.incidentId };
    answer = await ask(api, operations.previewIncident, {
      params,
      body: { customerId, remedyId, ...messagesIn(form) },
    });
    if (answer.is === 'done' || answer.status !== 409) return answer;
  }
  return answer;
}

/** The mail of one of them in a frame, as it leaves or as readers of another language would get it. */
async function mailPage(context: Context<ConsoleEnv>, form: Form): Promise<Response> {
  const { api } = context.var.visit;
  const shown = await ask(api, operations.showIncident, { params: { incidentId: idIn(context) } });
  const answer = shown.is === 'refused' ? shown : await mailsIn(shown.value, form, api);
  if (answer.is === 'refused') return refusedMail(context, answer);
  const reader = filled(form, 'reader');
  const { mails } = answer.value;
  const found = mails.find(({ locale, isTheirs }) => (reader === undefined ? isTheirs : locale === reader));
  return mailDocument(context, found?.mail, found?.why);
}

const verdicts: Readonly<Record<Verdict, (incidentId: string, form: Form, visit: Visit) => Promise<Answer<Done>>>> = {
  approve: async (incidentId, form, { api }) => {
    const body = {
      ...seenBy(form),
      ...tailIn(form),
      seen: seenIn(form),
      ...messagesIn(form),
      wording: filled(form, 'wording'),
    };
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

const nobody: Refusal = { is: 'refused', status: 409, why: 'it lists none of its remedies', problems: [] };

const mayNot: Refusal = { is: 'refused', status: 403, why: 'this needs the duty approve', problems: [] };
