import type { ListedTrouble } from '../../lambdas/ledger/notice/notice';

const texts: Readonly<Record<ListedTrouble, string>> = {
  bounced: 'It bounced',
  complained: 'The customer called it spam',
  suppressed: 'The mail service suppresses the address',
  'no-address': 'It never left: no address',
  'address-refused': 'It never left: the address was refused',
  'service-failed': 'In doubt: the mail service answered with an error',
  'no-answer': 'In doubt: the mail service did not answer',
  'attempt-lost': 'In doubt: the attempt at sending it was lost',
  'not-reported': 'In doubt: the mail service reports nothing',
  unwritten: 'Its owner has to write it',
};

/** What is wrong with a mail, in words. */
export function troubleText(trouble: ListedTrouble): string {
  return texts[trouble];
}

/** Whether the customer may have got it all the same. */
export function isInDoubt(trouble: ListedTrouble): boolean {
  return texts[trouble].startsWith('In doubt');
}
