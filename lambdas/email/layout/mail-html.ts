import Mustache from 'mustache';
import { keptTogetherIn, quotedIn, type Kept } from './kept-together';
import { latinRunsIn, type Run } from './latin-runs';
import type { BodyBlock, MailSlots } from './mail-slots';
import { mailTemplate } from './mail-template';

/**
 * A mail as HTML. Mustache escapes every slot, and what stands in a slot is never read as a template.
 */
export function mailHtml({ outcome, body, signature, look, ...slots }: MailSlots): string {
  const { company, picture } = signature;
  return Mustache.render(mailTemplate, {
    ...slots,
    company,
    start: slots.direction === 'rtl' ? 'right' : 'left',
    fonts: fontsFor(slots.locale),
    accent: look.accent,
    accentOnDark: look.accentOnDark,
    logo: look.logo ? { darkUrl: '', ...look.logo } : undefined,
    outcome: outcome && {
      headline: outcome.headline.map((piece) => ({ ...piece, runs: runsSlot(piece.text, slots.locale) })),
      arrival: outcome.arrival === '' ? undefined : { runs: runsSlot(outcome.arrival, slots.locale) },
    },
    body: body.map((block) => blockSlot(block, slots)),
    reference: { runs: quotedIn(slots.reference, slots.locale).map(runSlot) },
    signatory: signature.name,
    below: [signature.role, company].filter((text) => text !== '').map((text) => ({ text })),
    picture: picture === undefined ? undefined : { url: picture },
    legal: (look.legal ?? [company]).map((text) => ({ text })),
  });
}

/**
 * A block in the reader's language is in the cell itself. Another one says which it is, so that it is read aloud as
 * what it is, and begins where its script begins.
 */
function blockSlot(
  { language, ...block }: BodyBlock,
  { direction, locale }: Pick<MailSlots, 'direction' | 'locale'>,
): object {
  const runs = language?.direction ?? direction;
  const start = runs === 'rtl' ? 'right' : 'left';
  const fonts = language && fontsFor(language.locale);
  // Within a letter of other fonts, whoever wrote Japanese is not set in those of Chinese.
  const own = fonts === fontsFor(locale) ? undefined : fonts;
  const written = language?.locale ?? locale;
  const other = language && { locale: written, direction: runs, start, fonts: own };
  if ('lines' in block) return { other, lines: linesSlot(block.lines, written) };
  const items = block.items.map((lines) => ({ lines: linesSlot(lines, written) }));
  return { other, list: { tag: block.isNumbered ? 'ol' : 'ul', start, items } };
}

function linesSlot(lines: readonly string[], locale: string): object[] {
  return lines.map((text, index) => ({ runs: runsSlot(text, locale), isNext: index > 0 }));
}

/** A line in runs, where some of them are set otherwise than what is around them. */
function runsSlot(text: string, locale: string): object[] {
  return latinRunsIn(text, locale).flatMap((run) =>
    run.isLatin ? [runSlot({ ...run, isKept: false })] : keptTogetherIn(run.text, locale).map(runSlot),
  );
}

function runSlot({ text, isLatin = false, isKept }: Partial<Run> & Kept): object {
  if (isLatin) return { text, style: 'font-family:Arial,Helvetica,sans-serif' };
  return { text, style: isKept ? 'white-space:nowrap' : undefined };
}

/**
 * A letter is set in the reader's own fonts, for a mail that fetches one waits for it and says who reads. Chinese and
 * Japanese have the same characters in other shapes, so each names its fonts.
 */
function fontsFor(locale: string): string {
  switch (new Intl.Locale(locale).language) {
    case 'ja':
      return `'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', sans-serif`;
    case 'zh':
      if (new Intl.Locale(locale).maximize().script === 'Hant') {
        return `'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', sans-serif`;
      }
      return `'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`;
    default:
      return `Georgia, 'Times New Roman', serif`;
  }
}
