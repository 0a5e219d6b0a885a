import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { bodyOf } from '../server/aws-json';
import { traceHeader } from '../events/trace';
import type { InvocationRegister } from '../functions/invocation-register';
import type { Emit } from '../events/emulator-event';
import { unguarded, type Guard } from '../iam/guard';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { nowMs } from '../server/clock';
import { answerPage } from './answer-page';
import type { Inbound } from './inbound';
import { refusalByLimits, SendingRate } from './ses-limits';
import { readSesRequest, refusalOf, type SesRefusal } from './ses-request';
import { startPackagedService } from '../server/packaged-service';
import { PackagedUpstream } from '../server/packaged-upstream';
import type { SystemTemplate } from '../template/template';

export interface MailContext {
  readonly template: SystemTemplate;
  readonly emit: Emit;
  readonly register: InvocationRegister;
  /**
   * How many mails the account may send in a second.
   *
   * @default - as many as it wants
   */
  readonly mailsPerSecond?: number | undefined;
  /**
   * Why SES takes nothing from the account now, whatever it is.
   *
   * @default - it takes all
   */
  readonly refuses?: (() => SesRefusal | undefined) | undefined;
  /** Where a person's answer goes, from the inbox. @default - nobody can answer */
  readonly inbound?: Pick<Inbound, 'answers'> | undefined;
  /** @default - everybody may send */
  readonly guard?: Guard | undefined;
}

/**
 * SES with an inbox page; `GET /store` returns the mails as JSON. Adds what the package lacks: only verified senders
 * and known configuration sets may send, unknown actions are refused, and so is what SES or receivers would refuse.
 */
export async function startMail(port: number, context: MailContext): Promise<LoopbackServer> {
  const ses = { name: 'SES', module: join(__dirname, 'ses-package.cjs') };
  const { mailsPerSecond = Infinity, guard = unguarded } = context;
  const rate = new SendingRate(mailsPerSecond, nowMs);
  const inbox = new PackagedUpstream(() => startPackagedService(ses, 0));
  try {
    if (context.template.senderIdentities.length > 0) await inbox.start();
    const listener = guard('ses', (request, response) => {
      void answer(request, response, inbox, { ...context, rate }).catch(() => response.destroy());
    });
    const server = await serve(port, listener);
    const stop = async (): Promise<void> => {
      await server.stop();
      await inbox.stop();
    };
    return { ...server, stop };
  } catch (error) {
    await inbox.stop();
    throw error;
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  inbox: PackagedUpstream,
  { template, emit, register, rate, refuses, inbound: mailsThatCome }: MailContext & { readonly rate: SendingRate },
): Promise<void> {
  const body = await bodyOf(request);
  const trace = request.headers[traceHeader];
  const invocation = register.find(typeof trace === 'string' ? trace : undefined);
  if (await answerPage(request, body, response, inbox, mailsThatCome?.answers)) return;
  const sending = request.method === 'POST' && request.url === '/' ? readSesRequest(body.toString('utf8')) : undefined;
  const refusal = sending && (refusalOf(sending, template) ?? refusalByLimits(sending) ?? refuses?.() ?? rate.take());
  if (refusal) {
    emit({ kind: 'mail-refused', errorCode: refusal.code, errorMessage: refusal.message, invocation });
    refuse(response, refusal);
    return;
  }
  const answered = await inbox.send(request, body);
  const messageId = /<MessageId>([^<]+)<\/MessageId>/.exec(sending ? answered.body.toString('utf8') : '')?.[1];
  if (sending && messageId !== undefined) {
    const { from, recipients, action: operation, configurationSet, tags } = sending;
    emit({
      kind: 'mail-sent',
      messageId,
      from: from[0] ?? '',
      recipients,
      operation,
      configurationSet,
      tags,
      invocation,
    });
  }
  response.writeHead(answered.status, answered.headers);
  response.end(answered.body);
}

function refuse(response: ServerResponse, { code, message }: SesRefusal): void {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  response.writeHead(400, { 'Content-Type': 'text/xml' });
  response.end(
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
