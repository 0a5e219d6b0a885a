import type { TextBlock } from '../../model/apology';
import type { Look } from './look';

/** A piece of a line: an amount, which stands out, or what is around it. */
export interface Piece {
  readonly text: string;
  readonly isAmount: boolean;
}

/** The person who signs. */
export interface Signature {
  readonly name: string;
  /** Empty where nobody says. */
  readonly role: string;
  readonly company: string;
  /** The https address of a square picture. @default - none is shown */
  readonly picture?: string | undefined;
}

/** Lines or a list, with its language where that is not the one of the mail. */
export type BodyBlock = TextBlock & {
  readonly language?: { readonly locale: string; readonly direction: 'ltr' | 'rtl' } | undefined;
};

/** Where a page of ours is, and what it is called. */
export interface PageLink {
  readonly text: string;
  /** It begins with `https://`, or leads to this machine. */
  readonly url: string;
}

/** All that one mail shows, slot by slot, in text. */
export interface MailSlots {
  /** BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly preview: string;
  /** What was done, and when it arrives, where there is that to say. Missing where nothing stands out. */
  readonly outcome?: { readonly headline: readonly Piece[]; readonly arrival: string } | undefined;
  readonly body: readonly BodyBlock[];
  /** The one address that a mail may lead to, of our own. @default - it leads nowhere */
  readonly page?: PageLink | undefined;
  readonly signature: Signature;
  /** What the mail is about, to be quoted. */
  readonly reference: string;
  readonly look: Look;
}
