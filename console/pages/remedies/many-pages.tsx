import type { Context, Hono } from 'hono';
import type * as z from 'zod/mini';
import { operations } from '../../../lambdas/operator-api/operation';
import type { CohortView } from '../../../lambdas/operator-api/response-schemas';
import { ask, type Answer, type Refusal } from '../../asking/ask';
import { filled, formOf, type Form } from '../../visit/form';
import { seenIn } from '../../visit/seen';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import type { Done } from '../../layout/done-text';
import { refusedPage } from '../../layout/refused-page';
import { ManyDonePage, type ManyDone } from './many-done-page';
import { ManyPage, type Deed } from './many-page';
import { asQuery, filterIn, isPrivate, type RemedyFilter } from './remedy-filter';

/** What one person does with all remedies of a list. It asks once, and what was seen there is what is decided on. */
export function addManyPages(app: Hono<ConsoleEnv>): void {
  for (const deed of ['retry', 'release'] as const) {
    app.get(`/remedies/${deed}`, async (context) => {
      const filter = filterIn(context.req.query());
      return isPrivate(filter) ? context.redirect('/remedies', 303) : askPage(context, deed, filter, {});
    });
    app.post(`/remedies/${deed}`, async (context) => {
      const form = await formOf(context);
      const filter = filterIn(form);
      const seen = seenIn(form);
      // Who has not been asked is asked.
      if (!seen) return askPage(context, deed, filter, {});
      const answer = await deeds[deed](filter, { form, seen }, context.var.visit);
      if (answer.is === 'refused') return askPage(context, deed, filter, form, answer);
      return done(context, deed, filter, answer.value);
    });
  }
}

/** The question, with its numbers as they are now. */
async function askPage(
  context: Context<ConsoleEnv>,
  deed: Deed,
  filter: RemedyFilter,
  form: Form,
  refusal?: Refusal,
): Promise<Response> {
  const { visit } = context.var;
  const state = deed === 'retry' ? 'needs-attention' : 'held';
  const answer = await ask(visit.api, operations.listRemedies, { query: asQuery({ ...filter, state }) });
  if (answer.is === 'refused') return refusedPage(context, refusal ?? answer);
  const page = <ManyPage deed={deed} filter={filter} list={answer.value} form={form} refusal={refusal} visit={visit} />;
  return context.html(page, refusal?.status ?? 200);
}

function done(
  context: Context<ConsoleEnv>,
  deed: Deed,
  filter: RemedyFilter,
  came: ManyDone,
): Response | Promise<Response> {
  const { visit } = context.var;
  const isMixed = came.refused.length > 0 || (came.done > 0 && came.waiting > 0);
  if (isMixed || isPrivate(filter)) {
    return context.html(<ManyDonePage deed={deed} filter={filter} came={came} visit={visit} />);
  }
  const name: Done = came.waiting > 0 ? 'all-approved-once' : allDone[deed];
  return context.redirect(`/remedies?${new URLSearchParams({ ...filter, done: name }).toString()}`, 303);
}

const allDone = { retry: 'all-retried', release: 'all-released' } as const satisfies Record<Deed, Done>;

interface Wish {
  readonly form: Form;
  readonly seen: CohortView;
}

const deeds: Readonly<Record<Deed, (filter: RemedyFilter, wish: Wish, visit: Visit) => Promise<Answer<ManyDone>>>> = {
  // What it does not narrow by, such as a customer, is refused, and not passed over.
  retry: async (filter, { form, seen }, { api }) => {
    const body = { ...asked(form), seen, filter: asQuery(filter) as RetryFilter };
    const answer = await ask(api, operations.retryRemedies, { body });
    if (answer.is === 'refused') return answer;
    const { retried, refused } = answer.value;
    return { is: 'done', value: { done: retried, waiting: 0, refused } };
  },

  release: async (filter, { form, seen }, { api }) => {
    const { state: _, ...others } = asQuery(filter);
    const body = { ...asked(form), seen, filter: others as unknown as ReleaseFilter };
    const answer = await ask(api, operations.releaseHolds, { body });
    if (answer.is === 'refused') return answer;
    const { released, waiting, refused } = answer.value;
    return { is: 'done', value: { done: released, waiting, refused } };
  },
};

/** As it was typed. Whether there is such a state or cause the operator API says, in its own words. */
type RetryFilter = z.input<typeof operations.retryRemedies.body>['filter'];
type ReleaseFilter = z.input<typeof operations.releaseHolds.body>['filter'];

function asked(form: Form): { readonly why: string; readonly seenAt: string } {
  return { why: filled(form, 'why') ?? '', seenAt: filled(form, 'seenAt') ?? '' };
}
