import type { Brand, BrandOverlay, Brands } from '../email/brand';
import { plainLook } from '../email/layout/look';
import { brandWordsIn } from './brand-words-file';
import type { BrandSettings } from './environment/brand-setting';

/** The settings of whoever writes in the name of brands. */
type BrandedSettings = BrandSettings & {
  /** The domain that answers go to. @default - they go to each mailbox */
  readonly REPLY_DOMAIN?: string | undefined;
};

/** Whom mails come from, and how they look. */
export function brandsOf(settings: BrandedSettings): Brands {
  const { EXECUTIVE_NAME: executive, EXECUTIVE_ROLE = 'Chief Executive', EXECUTIVE_PICTURE } = settings;
  const standard: Brand = {
    sender: {
      name: settings.SENDER_NAME,
      email: settings.SENDER_EMAIL,
      replyTo: replyToOf(settings, settings.REPLY_TO_EMAIL),
    },
    signatory: { name: settings.SIGNATORY_NAME, role: settings.SIGNATORY_ROLE, picture: settings.SIGNATORY_PICTURE },
    executive:
      executive === undefined ? undefined : { name: executive, role: EXECUTIVE_ROLE, picture: EXECUTIVE_PICTURE },
    statementName: settings.STATEMENT_NAME,
    look: { ...plainLook, ...settings.LOOK },
  };
  return { standard, others: othersOf(settings) };
}

/** Where customers can answer here, each mail gets an address of its own. Who sees it before sees its domain. */
function replyToOf({ REPLY_DOMAIN: domain }: Pick<BrandedSettings, 'REPLY_DOMAIN'>, mailbox: string): string {
  return domain === undefined ? mailbox : `reply@${domain}`;
}

function othersOf({ BRANDS, LAMBDA_TASK_ROOT, REPLY_DOMAIN }: BrandedSettings): Record<string, BrandOverlay> {
  const wordsOf = brandWordsIn(LAMBDA_TASK_ROOT);
  return Object.fromEntries(
    Object.entries(BRANDS).map(([name, { hasWords, sender, ...overlay }]) => [
      name,
      {
        ...overlay,
        sender: sender && { ...sender, replyTo: sender.replyTo && replyToOf({ REPLY_DOMAIN }, sender.replyTo) },
        words: hasWords ? () => wordsOf(name) : undefined,
      },
    ]),
  );
}
