import type { Apology } from '../../model/apology';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { affectedInWords, affectedOf } from '../shared/affected';
import { onItsWay, partSentences } from '../shared/part-sentences';
import type { ItemDamagedFailure } from './contract';

export function apologiseForItemDamaged(failure: ItemDamagedFailure, given: readonly GivenPart[]): Apology {
  const { customer, damage } = failure;
  const coming = onItsWay(given, customer.locale);
  const isOne = affectedOf(failure.item).count === 1;
  const broke = damage.cause === 'transit' ? 'came broken' : 'broke';
  return {
    subject: `We’re sorry that what you bought from us ${broke}${coming === undefined ? '' : `. ${coming}`}`,
    preview:
      given.length === 0
        ? 'That was our fault, and I’m sorry.'
        : 'You should not be without what you paid for, and we have put it right.',
    paragraphs: [
      whatHappened(failure),
      [
        ...(given.some(isPriceAlone) ? [`I cannot send you ${isOne ? 'a new one' : 'new ones'}.`] : []),
        ...partSentences(given, customer.locale, customer.timeZone),
        ...(given.some(isWithLabel) ? [] : [`You need not send the old ${isOne ? 'one' : 'ones'} back.`]),
        ...(given.length === 0 ? ['I wanted you to hear it from us.'] : []),
        `There is nothing you need to do${given.length === 0 ? '' : ' to have this'}.`,
      ].join(' '),
    ],
  };
}

function whatHappened({ item, damage: { cause } }: ItemDamagedFailure): string {
  const affected = affectedOf(item);
  const what = affectedInWords(affected, item.title);
  const isOne = affected.count === 1;
  const it = isOne ? 'it' : 'them';
  switch (cause) {
    case 'transit':
      return `${what} reached you broken. We packed ${it} and had ${it} sent, so that is our fault, and I’m sorry.`;
    case 'defect':
      return `${what} broke when ${isOne ? 'it' : 'they'} should have lasted. We sold ${it} to you like that, so that is our fault, and I’m sorry.`;
    case 'customer':
      return `${what} broke, and you are without ${it}. That it happened in your own hands makes no difference to us, and I’m sorry that ${isOne ? 'it' : 'they'} did not hold out.`;
    default:
      return unreachable(cause);
  }
}

function isPriceAlone(part: GivenPart): boolean {
  return (part.kind === 'refund' || part.kind === 'cancellation') && part.insteadOf === undefined;
}

function isWithLabel(part: GivenPart): boolean {
  return part.kind === 'replacement' && part.returnLabel;
}
