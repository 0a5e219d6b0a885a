import type { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { load } from 'cheerio';
import fc from 'fast-check';
import { simpleParser, type ParsedMail } from 'mailparser';
import { answerMail } from '../../lambdas/email/answer-mail';
import { brandFor } from '../../lambdas/email/brand';
import { renderEmail } from '../../lambdas/email/email';
import { SesMailForwarder } from '../../lambdas/email/owners/ses-mail-forwarder';
import { composedMail } from '../../lambdas/email/ses/ses-composed-mail';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { isOneAddress } from '../../lambdas/failures/definition/mail-address';
import { textFor } from '../../lambdas/flow/notify/email-for';
import type { PartRecord } from '../../lambdas/ledger/remedy-record';
import { frameFor } from '../../lambdas/words/frame';
import { writerFor } from '../../lambdas/words/writer';
import { noticesAfter, variantsFor, type Variant } from '../../local/gallery/gallery-records';
import { exampleBrands } from '../fakes/brands';
import { attacks, hostile, skeletonOf, tagsOf } from '../fakes/hostile-text';

// Every kind of mail that leaves, with what others wrote in the place of every text that comes from outside: of a
// publisher, a partner, an agent, and of a customer who answers.

const locales = ['en', 'de', 'ja'] as const;
const definitions: readonly FailureDefinition[] = catalog;

/** Texts of an event that are neither ids of ours, nor instants, nor names of a list. */
const fromOutside = new Set(['name', 'title', 'describedAs', 'receivedAs', 'text', 'flight', 'orderId', 'trackingId']);

/** The same event with these texts in the place of what others wrote, one after the other. */
function withTexts(value: unknown, texts: readonly string[], next = { at: 0 }): unknown {
  if (Array.isArray(value)) return value.map((one) => withTexts(one, texts, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) =>
      typeof inside === 'string' && fromOutside.has(key)
        ? [key, texts[next.at++ % texts.length]]
        : [key, withTexts(inside, texts, next)],
    ),
  );
}

/** What a partner says of a parcel that it has sent. */
function withShipment(part: PartRecord, text: string): PartRecord {
  const { outcome } = part;
  if (outcome.state !== 'succeeded' || outcome.shipment === undefined) return part;
  return { ...part, outcome: { ...outcome, shipment: { ...outcome.shipment, carrier: text, trackingId: text } } };
}

interface Kind {
  readonly definition: FailureDefinition;
  readonly variant: string;
  readonly locale: string;
}

const kinds: readonly Kind[] = definitions.flatMap((definition) =>
  variantsFor(definition, definition.stories[0].detail).flatMap(({ name: variant }) =>
    locales.map((locale) => ({ definition, variant, locale })),
  ),
);

function mailOf({ definition, variant: name, locale }: Kind, texts: readonly string[], message: string) {
  const [{ detail: story }] = definition.stories;
  const detail = withTexts(story, texts) as typeof story;
  const failure = { ...detail, customer: { ...detail.customer, locale } };
  const variant = variantsFor(definition, failure).find((one) => one.name === name) as Variant;
  const [text = ''] = texts;
  const record = { ...variant.record, parts: variant.record.parts.map((part) => withShipment(part, text)) };
  const notices = noticesAfter({ ...variant, record });
  const written = variant.message === '' ? '' : message;
  const writer = writerFor({ locale, timeZone: 'Europe/London' }, definition.words);
  const about = { record, failure, definition, notices, message: written, messageLocale: 'en', statementName: text };
  const frame = frameFor({ name: failure.customer.name, order: failure.purchase, remedyId: record.remedyId }, writer);
  const { sender, signatory, look } = brandFor({}, exampleBrands);
  const letterhead = { company: sender.name, signatory, look };
  return renderEmail(textFor(variant.template, about, writer), frame, letterhead);
}

/** A title with an apostrophe is set in a font of its own in Japanese, and one without is not. */
const tame = [['It’s a Wonderful Life'], ['Paris, Texas']];
const lists = 'I am sorry.\nIt was us.\n\n- one\n  more\n\n1. first\n2. second';
let harmless: ReadonlySet<string>;
beforeAll(() => {
  const mails = kinds.flatMap((kind) => tame.map((texts) => mailOf(kind, texts, lists)));
  harmless = new Set(mails.flatMap(({ html }) => skeletonOf(load(html))));
});

/** Nothing that a mail program opens, or takes for another line of the header. */
function expectNoWayOut({ html, subject, text }: { html: string; subject: string; text: string }): void {
  expect(load(html)('a, img, script, link, iframe, form, base, object, style:not(head style)')).toHaveLength(0);
  for (const part of [subject, text]) expect(part).not.toMatch(/:\/\/|\bwww\./u);
  expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
}

it('500 hostile events, messages and shipments make no new tag, attribute, link or header in any kind of mail', () => {
  const texts = fc.array(hostile, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.nat(), texts, hostile, (at, outside, message) => {
      const mail = mailOf(kinds[at % kinds.length] as Kind, outside, message);
      expect(skeletonOf(load(mail.html)).filter((element) => !harmless.has(element))).toEqual([]);
      expectNoWayOut(mail);
    }),
    { numRuns: 500, seed: 15 },
  );
});

it('500 hostile answers of people, names and subjects of customers stay an answer and nothing else', () => {
  const answer = fc.record({ text: hostile, signedBy: hostile, subject: hostile, locale: hostile });
  fc.assert(
    fc.property(answer, (written) => {
      const mail = answerMail({ ...written, company: 'Example Films' });
      const tags = tagsOf(load(mail.html));
      expect(tags.filter((tag) => !['html', 'head', 'meta', 'title', 'body', 'p', 'br'].includes(tag))).toEqual([]);
      expectNoWayOut(mail);
      expect(mail.name).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
      expect(load(mail.html)('html').attr('lang')).toMatch(/^[a-z]{2,8}$/);
    }),
    { numRuns: 500, seed: 15 },
  );
});

const headers = [
  ...['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'auto-submitted'],
  ...['x-auto-response-suppress', 'content-transfer-encoding'],
];

function addressesIn(parsed: ParsedMail): string[] {
  const fields = [parsed.to, parsed.cc, parsed.bcc].flat().flatMap((field) => field?.value ?? []);
  return fields.flatMap(({ address, group }) => [address ?? '', ...(group ?? []).map((one) => one.address ?? '')]);
}

/** Addresses as they may come: attacks around an @, and texts that look like one. */
const addresses = fc.oneof(
  hostile,
  fc.tuple(hostile, hostile).map(([local, host]) => `${local}@${host}`),
  fc.constantFrom(...attacks).map((attack) => `ann${attack.replace(/[\s<>()[\],:;"\\@]/gu, '')}@example.com`),
  fc.constantFrom('ann@example.com,eve@example.com', 'friends:eve@example.com;', 'ann@example.com <eve@example.com>'),
);

it('500 hostile addresses, names and subjects reach one mailbox or none, and add no header', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(addresses, hostile, hostile, async (email, name, subject) => {
      if (!isOneAddress(email)) return;
      sent += 1;
      const sender = { name, email: 'care@example.com', replyTo: 'help@example.com' };
      const raw = await composedMail({ sender, to: { name, email }, subject, text: 'Sorry.', html: '<p>Sorry.</p>' });
      const parsed = await simpleParser(raw);
      expect(addressesIn(parsed)).toHaveLength(1);
      expect([...parsed.headers.keys()].filter((key) => !headers.includes(key))).toEqual([]);
      expect(parsed.attachments).toEqual([]);
    }),
    { numRuns: 500, seed: 15 },
  );
  expect(sent).toBeGreaterThan(100);
});

it('500 hostile mails of customers are handed over to the mailbox of the owner, and to nobody else', async () => {
  const taken: SendRawEmailCommand[] = [];
  const send = async (command: SendRawEmailCommand) => {
    taken.push(command);
    return { MessageId: 'one' };
  };
  const forwarder = new SesMailForwarder({ send } as unknown as SESClient, {
    name: 'Example Films',
    email: 'care@example.com',
  });
  const mail = fc.record({
    subject: hostile,
    customerId: hostile,
    disbelieved: hostile,
    place: hostile,
    from: addresses,
  });
  await fc.assert(
    fc.asyncProperty(mail, async ({ from, ...hostileMail }) => {
      taken.length = 0;
      const answerTo = isOneAddress(from) ? from : undefined;
      await forwarder.forward({ ...hostileMail, mailbox: 'help@example.com', remedyId: 'rem_1', from: answerTo });
      const input = taken[0]?.input;
      expect(input?.Destinations).toEqual(['help@example.com']);
      const parsed = await simpleParser(Buffer.from(input?.RawMessage?.Data ?? []));
      expect(addressesIn(parsed)).toEqual(['help@example.com']);
      expect(parsed.replyTo?.value).toHaveLength(1);
      expect([...parsed.headers.keys()].filter((key) => !headers.includes(key))).toEqual([]);
      const tags = tagsOf(load(String(parsed.html)));
      expect(tags.filter((tag) => !['html', 'head', 'meta', 'body', 'pre'].includes(tag))).toEqual([]);
    }),
    { numRuns: 500, seed: 15 },
  );
});
