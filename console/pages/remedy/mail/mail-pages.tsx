import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { operations } from '../../../../lambdas/operator-api/operation';
import type { MailsView } from '../../../../lambdas/operator-api/response-schemas';
import { filled, formOf, type Form } from '../../../visit/form';
import type { ConsoleEnv } from '../../../visit/visit';
import { AsRead } from '../../../elements/as-read';
import { ask, type Refusal } from '../../../asking/ask';
import { whichRemedy } from '../which-remedy';
import { writingIn } from './writing-in';

/** The mail that would follow a verdict, as it would leave: the same document, with its envelope above it. */
export function addMailPages(app: Hono<ConsoleEnv>): void {
  const path = '/remedies/:customerId/:remedyId/mail/:verdict{approve|reject}';
  app.get(path, (context) => mailPage(context, {}));
  // What a person has typed is too long for an address. It changes nothing.
  app.post(path, async (context) => mailPage(context, await formOf(context)));
}

async function mailPage(context: Context<ConsoleEnv>, form: Form): Promise<Response> {
  const message = filled(form, 'message');
  const answer = await ask(context.var.visit.api, operations.previewMails, {
    params: whichRemedy(context),
    body: {
      message,
      ...(message !== undefined && writingIn(form)),
    },
  });
  if (answer.is === 'refused') return refusedMail(context, answer);
  const following = answer.value.mails.find((one) => one.verdict === context.req.param('verdict'));
  return mailDocument(context, following?.mail, following?.why);
}

/** Why no mail is shown, in the place of it. */
export function refusedMail(
  context: Context<ConsoleEnv>,
  { why, problems, status }: Refusal,
): Response | Promise<Response> {
  return context.html(<Note text={[why, ...problems].join('; ')} />, status);
}

/**
 * A mail as it would leave, or why none would.
 *
 * @param note what is said of it, above its envelope
 */
export async function mailDocument(
  context: Context<ConsoleEnv>,
  mail: Mail | null | undefined,
  why = 'No mail would be sent.',
  note?: Child,
): Promise<Response> {
  if (!mail) return context.html(<Note text={why} />);
  const above = await html`${(
    <AsRead>
      <Above mail={mail}>{note}</Above>
    </AsRead>
  )}`;
  return context.html(mail.html.replace(/<body[^>]*>/i, (body) => `${body}${above}`));
}

type Mail = NonNullable<MailsView['mails'][number]['mail']>;

const Above: FC<{ readonly mail: Mail; readonly children?: Child }> = ({ mail, children }) => (
  <div style="font:14px/1.5 system-ui,sans-serif;text-align:start;padding:12px 16px;background:#eef0f4;color:#1c2330">
    {children}
    <div>
      From: {mail.from.name} &lt;{mail.from.email}&gt;
    </div>
    <div>
      To: {mail.to.name} &lt;{mail.to.email}&gt;
    </div>
    <div>
      Subject:{' '}
      <strong>
        <Isolated text={mail.subject} />
      </strong>
    </div>
    {mail.open.map((open) => (
      <div>Still open: {open}</div>
    ))}
    {mail.warnings.map((warning) => (
      <div style="color:#9c1c12">Careful: {warning}</div>
    ))}
  </div>
);

/** Whoever writes isolates what runs the other way. Here a tag does, for which no code stands. */
const Isolated: FC<{ readonly text: string }> = ({ text }) => (
  <>{text.split(/\u2068([^\u2068\u2069]*)\u2069/u).map((piece, at) => (at % 2 === 1 ? <bdi>{piece}</bdi> : piece))}</>
);

const Note: FC<{ readonly text: string }> = ({ text }) => (
  <AsRead>
    <html lang="en">
      <head>
        <title>The mail</title>
      </head>
      <body style="font:16px/1.5 system-ui,sans-serif;padding:12px 16px;background:#fff;color:#1c2330">
        <p>{text}</p>
      </body>
    </html>
  </AsRead>
);
