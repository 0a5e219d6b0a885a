import Mustache from 'mustache';
import { latinRunsIn } from './latin-runs';
import type { MailSlots } from './mail-slots';
import { mailTemplate } from './mail-template';

/**
 * A mail as HTML. Mustache escapes every slot, and what stands in a slot is never read as a template.
 */
export function mailHtml({ outcome, paragraphs, signature, look, ...slots }: MailSlots): string {
  const { company, picture } = signature;
  return Mustache.render(mailTemplate, {
    ...slots,
    company,
    start: slots.direction === 'rtl' ? 'right' : 'left',
    fonts: fontsFor(slots.locale),
    accent: look.accent,
    accentOnDark: look.accentOnDark,
    logo: look.logo ? { darkUrl: '', ...look.logo } : undefined,
    outcome: outcome && { ...outcome, arrival: asSlot(outcome.arrival) },
    paragraphs: paragraphs.map((text) => ({ runs: latinRunsIn(text, slots.locale) })),
    signatory: signature.name,
    below: [signature.role, company].map((text) => ({ text })),
    picture: picture === undefined ? undefined : { url: picture },
    legal: (look.legal ?? [company]).map((text) => ({ text })),
  });
}

/** Nothing is shown for a text that is empty, not even room for it. */
function asSlot(text: string): { readonly text: string } | undefined {
  return text === '' ? undefined : { text };
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
      return `'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`;
    default:
      return `Georgia, 'Times New Roman', serif`;
  }
}
