import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { ask, type Answer, type Refusal } from '../../asking/ask';
import { reasonCodesAt } from '../../asking/reason-codes';
import type { Done } from '../../layout/done-text';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';
import { mayDecide, RemedyPage } from './remedy-page';
import { whichRemedy, type WhichRemedy } from './which-remedy';
import { writingIn } from './mail/writing-in';

/** A remedy: what happened, what was decided and why, and what a person may decide on it. */
export function addRemedyPages(app: Hono<ConsoleEnv>): void {
  const path = '/remedies/:customerId/:remedyId';
  app.get(path, async (context) => remedyPage(context, {}, undefined));
  for (const verdict of ['approve', 'reject', 'extend', 'ask', 'retry', 'void-credit'] as const) {
    app.post(`${path}/${verdict}`, async (context) => {
      const form = await formOf(context);
      const which = whichRemedy(context);
      const answer = await verdicts[verdict](which, form, context.var.visit);
      if (answer.is === 'refused') return remedyPage(context, form, answer);
      return context.redirect(`${placeOf.remedy(which.customerId, which.remedyId)}?done=${answer.value}`, 303);
    });
  }
}

/** @param form what was typed, where something was refused: nobody types it twice */
async function remedyPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showRemedy, { params: whichRemedy(context) });
  if (answer.is === 'refused') return refusedPage(context, answer);
  const codes = mayDecide(answer.value, visit) ? await reasonCodesAt(visit.api) : [];
  const page = <RemedyPage remedy={answer.value} visit={visit} form={form} refusal={refusal} codes={codes} />;
  return context.html(page, refusal?.status ?? 200);
}

type Verdict = (which: WhichRemedy, form: Form, visit: Visit) => Promise<Answer<Done>>;

const seenBy = (form: Form) => ({ expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '' });

/** What the person saw, and what they wrote: an own message with its language and signature, or none of them. */
const writtenBy = (form: Form) => {
  const message = filled(form, 'message');
  return message === undefined ? {} : { message, ...writingIn(form) };
};

const verdicts: Readonly<Record<'approve' | 'reject' | 'extend' | 'ask' | 'retry' | 'void-credit', Verdict>> = {
  approve: async (params, form, { api }) =>
    done(
      await ask(api, operations.approveHold, { params, body: { ...seenBy(form), ...writtenBy(form) } }),
      ({ record, notice }) => {
        if (notice) return notice.words?.approval ? 'words-approved' : 'approved-once';
        return record.state === 'held' ? 'approved-once' : 'approved';
      },
    ),

  reject: async (params, form, { api }) =>
    done(
      await ask(api, operations.rejectHold, {
        params,
        body: { ...seenBy(form), code: form['code'] ?? '', ...writtenBy(form) },
      }),
      ({ notice }) => (notice ? 'words-rejected' : 'rejected'),
    ),

  extend: async (params, form, { api }) =>
    done(
      await ask(api, operations.extendHold, { params, body: { ...seenBy(form), hours: wholeNumber(form, 'hours') } }),
      () => 'extended',
    ),

  ask: async (params, form, { api }) =>
    done(
      await ask(api, operations.askSource, {
        params,
        body: { ...seenBy(form), question: filled(form, 'question') ?? '', hours: wholeNumber(form, 'askHours') },
      }),
      () => 'asked',
    ),

  retry: async (params, form, { api }) =>
    done(await ask(api, operations.retryRemedy, { params, body: seenBy(form) }), () => 'retried'),

  'void-credit': async (params, form, { api }) =>
    done(await ask(api, operations.voidCredit, { params, body: seenBy(form) }), () => 'credit-withdrawn'),
};

function done<Value>(answer: Answer<Value>, name: (value: Value) => Done): Answer<Done> {
  return answer.is === 'done' ? { is: 'done', value: name(answer.value) } : answer;
}
