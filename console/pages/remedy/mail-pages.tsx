import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { MailsView } from '../../../lambdas/operator-api/response-schemas';
import { filled, formOf, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { ask } from '../../asking/ask';
import { whichRemedy } from './which-remedy';

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
      ...(message !== undefined && { locale: filled(form, 'locale'), signedBy: filled(form, 'signedBy') }),
    },
  });
  if (answer.is === 'refused') {
    return context.html(<Note text={[answer.why, ...answer.problems].join('; ')} />, answer.status);
  }
  const following = answer.value.mails.find((one) => one.verdict === context.req.param('verdict'));
  const mail = following?.mail;
  if (!mail) return context.html(<Note text={following?.why ?? 'No mail would be sent.'} />);
  const above = await html`${(<Above mail={mail} />)}`;
  return context.html(mail.html.replace(/<body[^>]*>/i, (body) => `${body}${above}`));
}

type Mail = NonNullable<MailsView['mails'][number]['mail']>;

const Above: FC<{ readonly mail: Mail }> = ({ mail }) => (
  <div style="font:14px/1.5 system-ui,sans-serif;text-align:start;padding:12px 16px;background:#eef0f4;color:#1c2330">
    <div>
      From: {mail.from.name} &lt;{mail.from.email}&gt;
    </div>
    <div>
      To: {mail.to.name} &lt;{mail.to.email}&gt;
    </div>
    <div>
      Subject: <strong>{mail.subject}</strong>
    </div>
    {mail.open.map((open) => (
      <div>Still open: {open}</div>
    ))}
    {mail.warnings.map((warning) => (
      <div style="color:#9c1c12">Careful: {warning}</div>
    ))}
  </div>
);

const Note: FC<{ readonly text: string }> = ({ text }) => (
  <html lang="en">
    <head>
      <title>The mail</title>
    </head>
    <body style="font:16px/1.5 system-ui,sans-serif;padding:12px 16px;background:#fff;color:#1c2330">
      <p>{text}</p>
    </body>
  </html>
);
