import { remedyIdsBegin } from '../../../lambdas/model/remedy-id';
import { placeOf } from '../../elements/places';
import { filled, type Form } from '../../visit/form';

/** Where a search leads, or why it leads nowhere. */
export type Wanted = { readonly place: string } | { readonly why: string; readonly problems: readonly string[] };

const lettersOfReferences =
  'it has eight letters and digits, such as R7K4-M2QX, with no vowel, no 0, 1, 5, B, L, S, U, Y or Z among them';

/** Where the page is that somebody searches for, by the customer and perhaps by what the customer reads out. */
export function wantedBy(form: Form): Wanted {
  const [customerId, quoted] = [filled(form, 'customerId'), filled(form, 'reference')];
  if (customerId === undefined) return quoted === undefined ? nothing : customerIsMissing;
  // A customer who reads out a reference is asked for nothing else by whoever types it into the first field.
  if (quoted === undefined)
    return isReference(customerId) ? customerIsMissing : { place: placeOf.customer(customerId) };
  if (quoted.startsWith('rem_')) return { place: placeOf.remedy(customerId, quoted) };
  if (remedyIdsBegin(quoted) === undefined) {
    return {
      why: `${quoted} is neither a reference nor a remedy id`,
      problems: [`A reference: ${lettersOfReferences}.`],
    };
  }
  return { place: placeOf.remedy(customerId, referenceIn(quoted)) };
}

/** As it stands in a mail. Eight digits alone may be the id of a customer. */
export function isReference(text: string): boolean {
  return /^[^\s-]{4}-[^\s-]{4}$/.test(text) && remedyIdsBegin(text) !== undefined;
}

/** As mails write it, however it was typed. */
function referenceIn(quoted: string): string {
  const text = quoted.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

const nothing: Wanted = { why: 'no customer was named', problems: [] };

const customerIsMissing: Wanted = {
  why: 'a reference is found with its customer only',
  problems: [
    'No index has references. Ask for the order number or the mail address of the account, and find the customer id in your own systems.',
    'If nobody knows the customer: `amends remedies find` with the reference and the table reads the whole ledger, which takes minutes.',
  ],
};
