import type { Context, Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { isNoticeTemplate, type NoticeTemplate } from '../../../lambdas/ledger/notice/notice';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask, type Refusal } from '../../asking/ask';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import type { ConsoleEnv, Visit } from '../../visit/visit';
import { mailDocument, refusedMail } from '../remedy/mail/mail-pages';
import { NoticePage } from './notice-page';

/** Whether it is what left, or what we would write of the same. */
const HowKnown: FC<{ readonly keptAt: string | undefined; readonly visit: Visit }> = ({ keptAt, visit }) => (
  <div>
    {keptAt === undefined ? (
      'Written once more from what was recorded: it is not kept as it left.'
    ) : (
      <>
        As it left on <Instant at={keptAt} visit={visit} />.
      </>
    )}
  </div>
);

interface Which {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: NoticeTemplate;
}

/** One mail of a remedy: what became of it, and what a person does about it. */
export function addNoticePages(app: Hono<ConsoleEnv>): void {
  const path = '/remedies/:customerId/:remedyId/notices/:template';
  app.get(path, (context) => noticePage(context, {}, undefined));
  app.get(`${path}/mail`, async (context) => {
    const which = whichNotice(context);
    if (!which) return refusedMail(context, noSuchMail);
    const { template: sent, ...params } = which;
    const answer = await ask(context.var.visit.api, operations.previewMails, { params, body: { sent } });
    if (answer.is === 'refused') return refusedMail(context, answer);
    const mail = answer.value.sent;
    return mailDocument(context, mail, undefined, <HowKnown keptAt={mail?.keptAt} visit={context.var.visit} />);
  });
  app.post(`${path}/resend`, async (context) => {
    const form = await formOf(context);
    const params = whichNotice(context);
    if (!params) return refusedPage(context, noSuchMail);
    // It goes by in the body: no address of a page names it.
    const body = { ...seenBy(form), email: filled(form, 'email') };
    const answer = await ask(context.var.visit.api, operations.resendNotice, { params, body });
    if (answer.is === 'refused') return noticePage(context, { ...form, wish: 'resend' }, answer);
    return context.redirect(`${placeFor(params)}?done=resent`, 303);
  });
  app.post(`${path}/close`, async (context) => {
    const form = await formOf(context);
    const params = whichNotice(context);
    if (!params) return refusedPage(context, noSuchMail);
    const answer = await ask(context.var.visit.api, operations.closeNotice, { params, body: seenBy(form) });
    if (answer.is === 'refused') return noticePage(context, { ...form, wish: 'close' }, answer);
    return context.redirect(`${placeFor(params)}?done=mail-closed`, 303);
  });
}

/** @param form what was typed, and into which of the forms */
async function noticePage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const which = whichNotice(context);
  if (!which) return refusedPage(context, noSuchMail);
  const { template, ...params } = which;
  const answer = await ask(visit.api, operations.showRemedy, { params });
  if (answer.is === 'refused') return refusedPage(context, answer);
  const notice = answer.value.notices.find((one) => one.template === template);
  if (!notice) return refusedPage(context, refusal ?? noSuchMail);
  const page = <NoticePage notice={notice} remedy={answer.value} visit={visit} form={form} refusal={refusal} />;
  return context.html(page, refusal?.status ?? 200);
}

function whichNotice({ req }: Context<ConsoleEnv>): Which | undefined {
  const of = (name: string): string => idFromPath(req.param(name) ?? '') ?? '';
  const template = of('template');
  if (!isNoticeTemplate(template)) return undefined;
  return { customerId: of('customerId'), remedyId: of('remedyId'), template };
}

const placeFor = ({ customerId, remedyId, template }: Which): string => placeOf.notice(customerId, remedyId, template);

const seenBy = (form: Form) => ({ expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '' });

const noSuchMail: Refusal = { is: 'refused', status: 404, why: 'there was no such mail of this remedy', problems: [] };
