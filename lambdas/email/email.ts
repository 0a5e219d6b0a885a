import type { Apology, TextBlock } from '../model/apology';
import type { Frame } from '../words/frame';
import { oneLine, oneLineWithIsolates, withoutLinks } from '../words/harmless-text';
import type { Person } from './brand';
import type { Look } from './layout/look';
import type { BodyBlock, MailSlots, PageLink, Piece } from './layout/mail-slots';
import { mailHtml } from './layout/mail-html';
import { mailText } from './layout/mail-text';

/** Who writes, and how it looks. */
export interface Letterhead {
  readonly company: string;
  readonly signatory: Person;
  readonly look: Look;
}

export interface Email {
  readonly subject: string;
  /** What a mail client shows beside the subject. It is in the HTML, too. */
  readonly preview: string;
  readonly text: string;
  readonly html: string;
}

/**
 * An apology as an email: addressed, signed by a person, open to a reply, in plain text and in HTML. Names, titles and
 * messages come from outside, so none of it is a link.
 *
 * @param page of ours, to which it leads. @default - it leads nowhere
 */
export function renderEmail(
  apology: Apology,
  frame: Frame,
  { company, signatory, look }: Letterhead,
  page?: PageLink,
): Email {
  const slots: MailSlots = {
    locale: frame.locale,
    direction: frame.direction,
    subject: safe(apology.subject),
    preview: safe(apology.preview),
    outcome: apology.outcome && {
      headline: piecesOf(safe(apology.outcome.headline), apology.outcome.amounts.map(safe)),
      arrival: safe(apology.outcome.arrival),
    },
    body: bodyOf(apology, frame),
    page: page && { text: safe(page.text), url: page.url },
    signature: {
      ...signatory,
      name: oneLine(signatory.name),
      role: oneLine(signatory.role),
      company: oneLine(company),
    },
    reference: safe(frame.reference),
    look: { ...look, legal: look.legal?.map(oneLine) },
  };
  return { subject: slots.subject, preview: slots.preview, text: mailText(slots), html: mailHtml(slots) };
}

/** What a person wrote stands between the greeting and what was given. */
function bodyOf({ written, paragraphs }: Apology, { greeting, invitation, locale }: Frame): BodyBlock[] {
  const lines = (text: string): BodyBlock => ({ lines: [safe(text)] });
  const { note, blocks = [] } = written ?? {};
  const { language: ours } = new Intl.Locale(locale);
  const language = written && new Intl.Locale(written.locale).language !== ours ? written : undefined;
  return [
    lines(greeting),
    ...(note === undefined ? [] : [lines(note)]),
    ...blocks.map((block) => ({
      ...safeBlock(block),
      ...(language && { language: { locale: language.locale, direction: language.direction } }),
    })),
    ...paragraphs.map(lines),
    lines(invitation),
  ];
}

function safeBlock(block: TextBlock): TextBlock {
  if ('lines' in block) return { lines: block.lines.map(safe) };
  return { ...block, items: block.items.map((lines) => lines.map(safe)) };
}

/** Values from outside are harmless one by one. Here it is held once more of all that leaves. */
function safe(text: string): string {
  return withoutLinks(oneLineWithIsolates(text));
}

/** A line in pieces, so that its amounts can stand out wherever a language has them. */
function piecesOf(line: string, amounts: readonly string[]): Piece[] {
  const amount = amounts.find((each) => each !== '' && line.includes(each));
  if (amount === undefined) return line === '' ? [] : [{ text: line, isAmount: false }];
  const at = line.indexOf(amount);
  return [
    ...piecesOf(line.slice(0, at), []),
    { text: amount, isAmount: true },
    ...piecesOf(line.slice(at + amount.length), amounts),
  ];
}
