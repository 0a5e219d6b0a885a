import { referenceOf } from '../model/remedy-id';
import { say } from '../failures/sentences/shared-sentences';
import { harmless } from './harmless-text';
import type { Writer } from './writer';

/** What stands around the text of every mail. */
export interface Frame {
  readonly greeting: string;
  /** That the mail may be answered, and who reads it then. */
  readonly invitation: string;
  /** What the mail is about, with what can be quoted of it. */
  readonly reference: string;
  /** BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Who gets a mail, and what it is about. */
export interface Addressee {
  /** Missing where nobody knows it. */
  readonly name: string | undefined;
  readonly order: { readonly orderId: string; readonly purchasedAt: string };
  readonly remedyId: string;
}

/** The frame of a mail, in the language of all of it. */
export function frameFor(
  { name, order: { orderId, purchasedAt: bought }, remedyId }: Addressee,
  { write, locale, direction }: Writer,
): Frame {
  const isNamed = name !== undefined && harmless(name) !== '';
  return {
    greeting: write(isNamed ? say.greeting({ name }) : say.greetingWithoutName()),
    invitation: write(say.invitation()),
    reference: write(say.order({ reference: referenceOf(remedyId), orderId, bought })),
    locale,
    direction,
  };
}
