import { SESClient } from '@aws-sdk/client-ses';
import { simpleParser, type ParsedMail } from 'mailparser';
import {
  AddressRefusedError,
  MailNotTakenError,
  MailRateError,
  MailServiceFailedError,
} from '../../lambdas/email/mailer';
import { SesMailer } from '../../lambdas/email/ses/ses-mailer';
import { toTag } from '../../lambdas/email/ses/ses-tag';
import { mailClientConfig } from '../../lambdas/runtime/wiring/clients';
import { ScriptedHttp } from '../fakes/scripted-http';

const mail = {
  remedyId: 'rem_1',
  customerId: 'kunde/42 ü',
  template: 'apology',
  sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
  to: { name: 'Zoë "Zo" Park\r\nBcc: all@example.com', email: 'zoe@example.com' },
  subject: 'We’re sorry about “Paris, Texas”\r\nX-Injected: yes',
  text: 'Dear Zoë,\n\nit stopped.\n',
  html: '<p>Dear Zoë,</p>',
};

const taken = {
  status: 200,
  body: '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>msg-1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
  headers: { 'content-type': 'text/xml' },
};

function refusal(status: number, code: string, message: string) {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  return { status, body, headers: { 'content-type': 'text/xml' } };
}

let http: ScriptedHttp;
let mailer: SesMailer;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new SESClient({
    ...mailClientConfig,
    endpoint: http.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  mailer = new SesMailer(client, { configurationSet: 'amends-test' });
});
afterEach(() => http.stop());

async function sent(): Promise<{ form: URLSearchParams; mime: string; parsed: ParsedMail }> {
  http.answer = () => taken;
  await expect(mailer.send(mail)).resolves.toEqual({ messageId: 'msg-1' });
  const form = new URLSearchParams(http.calls[0]?.body);
  const mime = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
  return { form, mime, parsed: await simpleParser(mime) };
}

it('what runs from right to left in a subject leaves isolated, as in the text, and nothing else that turns it does', async () => {
  http.answer = () => taken;
  const subjects = ['Sorry about “\u2068نور 2\u2069”', 'Sorry about “\u2067نور\u202E 2”'];
  for (const subject of subjects) await mailer.send({ ...mail, subject });
  const parsed = await Promise.all(
    http.calls.map(({ body }) =>
      simpleParser(Buffer.from(new URLSearchParams(body).get('RawMessage.Data') ?? '', 'base64')),
    ),
  );
  expect(parsed.map(({ subject }) => subject)).toEqual([subjects[0], 'Sorry about “نور 2”']);
});

it('leaves from the sender, to the customer, answers to a person, in text and HTML', async () => {
  const { parsed } = await sent();
  expect(parsed.from?.value).toEqual([{ name: 'Example Films', address: 'care@example.com' }]);
  expect(parsed.replyTo?.value).toEqual([{ name: '', address: 'help@example.com' }]);
  expect(parsed.text?.trim()).toBe('Dear Zoë,\n\nit stopped.');
  expect(parsed.html).toContain('<p>Dear Zoë,</p>');
});

it('goes to nobody else, whatever a name holds', async () => {
  const { form, mime } = await sent();
  expect(form.get('Destinations.member.1')).toBe('zoe@example.com');
  expect(form.has('Destinations.member.2')).toBe(false);
  expect(mime).not.toMatch(/^(Bcc|X-Injected):/im);
});

it('says that it is automatic, so that no machine answers it', async () => {
  const { parsed } = await sent();
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  // `All` would ask for no bounces either.
  expect(parsed.headers.get('x-auto-response-suppress')).toBe('OOF, AutoReply');
});

it('ends every line as mail does, and no line is longer than receivers take', async () => {
  const { mime } = await sent();
  expect(mime).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
  for (const line of mime.split('\r\n')) expect(line.length).toBeLessThan(998);
});

it('has no links in what came from outside', async () => {
  http.answer = () => taken;
  await mailer.send({
    ...mail,
    subject: 'Sorry about evil.example',
    to: { name: 'www.evil.example', email: 'zoe@example.com' },
  });
  const form = new URLSearchParams(http.calls[0]?.body);
  const parsed = await simpleParser(Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'));
  expect(parsed.subject).toBe('Sorry about evil .example');
  expect(parsed.headers.get('to')).toMatchObject({
    value: [{ name: 'www .evil .example', address: 'zoe@example.com' }],
  });
});

it('carries the configuration set and the remedy it belongs to', async () => {
  const { form } = await sent();
  expect(form.get('ConfigurationSetName')).toBe('amends-test');
  const tags = [1, 2, 3].map((n) => [form.get(`Tags.member.${n}.Name`), form.get(`Tags.member.${n}.Value`) ?? '']);
  expect(tags).toEqual([
    ['remedyId', 'rem_1'],
    ['customer', toTag('kunde/42 ü')],
    ['template', 'apology'],
  ]);
  // SES takes nothing else in a tag.
  for (const [, value] of tags) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
});

it.each([
  ['an unverified sender', 400, 'MessageRejected'],
  ['a rate that is used up', 400, 'Throttling'],
])('%s: not taken, with what to check, and without the address', async (_, status, code) => {
  http.answer = () => refusal(status, code, 'Email address is not verified: zoe@example.com');
  await expect(mailer.send(mail)).rejects.toThrow(MailNotTakenError);
  await expect(mailer.send(mail)).rejects.toThrow(/verified identity/);
  await expect(mailer.send(mail)).rejects.not.toThrow(/zoe@/);
});

it.each([
  ['a second', 'Maximum sending rate exceeded.', true],
  ['a day', 'Daily message quota exceeded.', false],
])('knows a rate of %s that is used up: a moment later the mail is taken, or it is not', async (_, message, isRate) => {
  http.answer = () => refusal(400, 'Throttling', message);
  const refused = await mailer.send(mail).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(MailNotTakenError);
  expect(refused instanceof MailRateError).toBe(isRate);
});

it.each(["Missing final '@domain'", 'Domain contains illegal character', 'Illegal address'])(
  'SES takes no mail to such an address (%s): certainly not taken, and not worth another try',
  async (message) => {
    http.answer = () => refusal(400, 'InvalidParameterValue', message);
    await expect(mailer.send(mail)).rejects.toThrow(AddressRefusedError);
  },
);

it('a tag that SES does not take says nothing of the address', async () => {
  http.answer = () => refusal(400, 'InvalidParameterValue', 'Tag value is too long');
  await expect(mailer.send(mail)).rejects.not.toThrow(AddressRefusedError);
});

it('tells an error of SES itself from no answer at all', async () => {
  http.answer = () => refusal(500, 'InternalFailure', 'oops');
  await expect(mailer.send(mail)).rejects.toThrow(MailServiceFailedError);
});

it.each([
  ['an internal error of SES', () => refusal(500, 'InternalFailure', 'oops')],
  ['a broken connection', () => 'hang up' as const],
])('%s: nobody knows, and it is not sent again by itself', async (_, answer) => {
  http.answer = answer;
  await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(MailNotTakenError);
  expect(http.calls).toHaveLength(1);
});

it('takes a connection of its own, because one that was kept open may just be closed, and the mail with it', async () => {
  await sent();
  await sent();
  expect(http.calls.map(({ headers }) => headers['connection'])).toEqual(['close', 'close']);
});

it('nobody listening: certainly not taken', async () => {
  await http.stop();
  await expect(mailer.send(mail)).rejects.toThrow(MailNotTakenError);
  http = await ScriptedHttp.start();
});

it.each([
  ['taro..yamada@example.com', 'taro..yamada@example.com'],
  ['o&m@example.com', 'o&m@example.com'],
  ['user@xn--e1afmkfd.xn--p1ai', 'user@xn--e1afmkfd.xn--p1ai'],
  ['leser@bücher.example.com', 'leser@xn--bcher-kva.example.com'],
])('goes to %s as the mail service takes it', async (email, destination) => {
  http.answer = () => taken;
  await mailer.send({ ...mail, to: { name: 'Zoë', email } });
  const form = new URLSearchParams(http.calls[0]?.body);
  const mime = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
  expect(form.get('Destinations.member.1')).toBe(destination);
  expect(/^To:[^<\n]*<(.*)>/m.exec(mime)?.[1]?.replaceAll('"', '')).toBe(destination);
});
