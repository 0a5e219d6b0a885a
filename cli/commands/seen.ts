import type { NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import { offeredCodes } from '../../lambdas/model/judging/reason-code';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { responseSchemas, type MailsView, type RemedyView } from '../../lambdas/operator-api/response-schemas';
import type * as z from 'zod/mini';
import { mailsPage, warningsText } from '../pages/mails-page';
import { CommandError, RefusedError } from './command-error';
import type { Session } from './session';

/** Where a remedy is in the operator API. */
export function placeOf(customerId: string, remedyId: string): string[] {
  return ['remedies', idInPath(customerId), idInPath(remedyId)];
}

/** What a person decides on, at this moment. What is sent with its version is refused once anything else was done. */
export interface Seen {
  readonly version: number;
  /** Why it would be refused for any reason; missing where it would not be, as far as can be seen. */
  readonly problem?: string | undefined;
}

/** The switches, and what can be switched. */
export type ControlsPage = z.infer<typeof responseSchemas.showControls>;

/** @param problemOf what keeps a remedy from being decided on like this */
export async function seenRemedy(
  place: readonly string[],
  session: Session,
  problemOf: (page: RemedyView) => string | undefined,
): Promise<Seen> {
  const page = await look(place, responseSchemas.showRemedy, session);
  return { version: page.record.version, problem: problemOf(page) };
}

export async function seenNotice(place: readonly string[], template: NoticeTemplate, session: Session): Promise<Seen> {
  const { record, notices } = await look(place, responseSchemas.showRemedy, session);
  const notice = notices.find((one) => one.template === template);
  return notice ?? { version: 0, problem: `there is no ${template} of ${record.remedyId}` };
}

export async function seenIncident(place: readonly string[], session: Session): Promise<number> {
  return (await look(place, responseSchemas.showIncident, session)).incident.version;
}

/** @param problemOf what keeps them from being switched like this */
export async function seenControls(
  session: Session,
  problemOf: (page: ControlsPage) => string | undefined = () => undefined,
): Promise<Seen> {
  const page = await look(['controls'], responseSchemas.showControls, session);
  return { version: page.controls.version, problem: problemOf(page) };
}

/** How often a switch that must not wait is sent again, where others switch or accounts break at the same moment. */
const tries = 6;

/** Sends a switch for whatever is set at that moment, as often as that has changed meanwhile. */
export async function postUrgently(body: object, session: Session): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const { version: expectedVersion } = await seenControls(session);
    try {
      return await session.client().post(['controls'], { ...body, expectedVersion });
    } catch (error) {
      const isOver = attempt >= tries || !(error instanceof RefusedError);
      if (isOver || (await seenControls(session)).version === expectedVersion) throw error;
    }
  }
}

/** What a person writes to a customer, and what is known of it. */
export interface Writing {
  readonly message?: string;
  readonly locale?: string;
  readonly signedBy?: string;
  readonly signedRole?: string;
}

/** The mails that would follow each verdict. It decides nothing. */
export async function mailsAfter(place: readonly string[], writing: Writing, session: Session): Promise<MailsView> {
  const { message, locale, signedBy, signedRole } = writing;
  const answer = await session.client().post([...place, 'preview'], { message, locale, signedBy, signedRole });
  return session.understood(responseSchemas.previewMails, answer);
}

/** What a person writes, to be shown before it leaves, or to be sent. */
export type Previewed = Writing & { readonly preview?: boolean };

/** Shows the mail that a verdict would send, and what is wrong with its words. */
export async function showMail(
  place: readonly string[],
  verdict: string,
  writing: Writing,
  session: Session,
): Promise<void> {
  const view = await mailsAfter(place, writing, session);
  const mails = view.mails.filter((one) => one.verdict === verdict);
  session.print(responseSchemas.previewMails, { ...view, mails }, () =>
    [mailsPage(mails), ...warningsText(mails), 'Nothing is decided yet.'].join('\n\n'),
  );
}

/** Says what is wrong with the words of a mail, before it leaves. */
export async function warn(
  place: readonly string[],
  verdict: string,
  writing: Writing,
  session: Session,
): Promise<void> {
  const { mails } = await mailsAfter(place, writing, session);
  for (const warning of warningsText(mails.filter((one) => one.verdict === verdict))) {
    session.context.writeError(`${warning}\n`);
  }
}

/**
 * Says which codes there are, where none was given.
 *
 * @throws {@link CommandError}
 */
export async function askForCode(session: Session): Promise<never> {
  const { reasonCodes } = await look(['reason-codes'], responseSchemas.listReasonCodes, session);
  const codes = offeredCodes(reasonCodes).map(({ code }) => code);
  throw new CommandError(`Say for which reason, with --code: ${codes.join(', ')}.`);
}

async function look<Answer>(
  place: readonly string[],
  schema: z.ZodMiniType<Answer>,
  session: Session,
): Promise<Answer> {
  return session.understood(schema, await session.client().get(place));
}
