import { createHash } from 'node:crypto';
import { Option, type Command } from 'commander';
import type * as z from 'zod/mini';
import { gestureKinds, type GestureKind } from '../../lambdas/model/judging/gesture';
import { written, type Money } from '../../lambdas/model/money';
import { gestureResponseSchemas } from '../../lambdas/operator-api/gestures/gesture-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { tableOf } from '../pages/table';
import { amountsIn, visibleText } from '../commands/arguments';
import { CommandError, RefusedError } from '../commands/command-error';
import type { Session } from '../commands/session';

type Shown = z.infer<typeof gestureResponseSchemas.showGesture>;
type Given = z.infer<typeof gestureResponseSchemas.giveGesture>;

interface Giving {
  readonly gives?: GestureKind;
  readonly amount?: readonly Money[];
  readonly code?: string;
  readonly why?: string;
  readonly about?: string;
  readonly phone?: string;
  readonly id?: string;
  readonly yes?: boolean;
}

/**
 * The command of whoever gives a customer something of their own accord.
 *
 * @param remedies the command that it is below
 */
export function addGiveCommand(remedies: Command, session: Session): void {
  remedies
    .command('give')
    .description(
      'give a customer something of your own accord; without --gives, show what can be given and your budget',
    )
    .argument('<customerId>')
    .argument('[orderId]', 'of which order, as the shop names it')
    .argument('[lineId]', 'of which line of it')
    .option('--about <remedyId>', 'in place of the order: for the purchase of this remedy')
    .addOption(new Option('--gives <what>', 'what is given').choices(gestureKinds))
    .option('--amount <amount>', 'of a refund or a credit, such as "15.00 EUR"', amountsIn)
    .option('--code <code>', 'the reason code: needed; without it, they are listed')
    .option('--why <text>', 'the reason in words: needed, and kept with the address', visibleText)
    .option('--phone <number>', 'where to call, such as +442079460123 (the number that the shop knows)')
    .option('--id <id>', 'names this gesture: the same one is given once (made of all the rest and the day)')
    .option('--yes', 'do not ask once more')
    .action((customerId: string, orderId: string | undefined, lineId: string | undefined, giving: Giving) =>
      give({ customerId, orderId, lineId, remedyId: giving.about }, giving, session),
    );
}

interface Of {
  readonly customerId: string;
  readonly orderId: string | undefined;
  readonly lineId: string | undefined;
  readonly remedyId: string | undefined;
}

async function give(of: Of, giving: Giving, session: Session): Promise<void> {
  const response = await session.client().get(['customers', idInPath(of.customerId), 'gesture'], queryOf(of));
  const shown = session.understood(gestureResponseSchemas.showGesture, response);
  const { gives, code, why, phone, yes = false } = giving;
  if (gives === undefined) {
    session.print(gestureResponseSchemas.showGesture, response, pageOf);
    return;
  }
  const amount = amountIn(giving);
  if (code === undefined || why === undefined) {
    const codes = shown.codes.map((one) => one.code).join(', ');
    throw new CommandError(`Say why, with --code and --why "…". The codes are ${codes}.`);
  }
  const asked = askedText(shown, gives, amount);
  if (!yes) await askOnce(asked, session);
  const gestureId =
    giving.id ?? idOf([JSON.stringify(of), gives, JSON.stringify(amount ?? null), code, phone ?? ''], session);
  const seenAt = session.context.clock().toISOString();
  const body = { ...of, gestureId, gives, ...amount, code, why, phone, seenAt };
  const given = await session.client().post(['gestures'], body);
  session.print(gestureResponseSchemas.giveGesture, given, ({ remedyId, isRepeated, state }) =>
    [
      isRepeated ? repeatedText(state) : 'Given. What comes of it:',
      `  amends holds show ${of.customerId} ${remedyId}`,
    ].join('\n'),
  );
}

/** What was asked for before may be anything by now, and nothing at all. */
function repeatedText(state: Given['state']): string {
  switch (state) {
    case undefined:
      return 'The same was asked for before, and nothing more follows. What came of it:';
    case 'rejected':
      return 'The same was asked for before, and it was rejected. To ask once more, name it anew with --id. What was rejected:';
    case 'held':
      return 'The same was asked for before, and it waits for a person. Nothing more follows. What waits:';
    case 'needs-attention':
      return 'The same was asked for before, and a person has to look at it. Nothing more follows. What came of it:';
    default:
      return `The same was asked for before, and it is ${state}. Nothing more follows. What came of it:`;
  }
}

function queryOf({ orderId, lineId, remedyId }: Of): Record<string, string> {
  return {
    ...(orderId !== undefined && { orderId }),
    ...(lineId !== undefined && { lineId }),
    ...(remedyId !== undefined && { remedyId }),
  };
}

function amountIn({ amount }: Giving): Money | undefined {
  if (amount === undefined) return undefined;
  const [one, ...others] = amount;
  if (one && others.length === 0) return one;
  throw new CommandError('Give one amount, such as --amount "15.00 EUR".');
}

/** Typed twice on one day it is one gesture. */
function idOf(parts: readonly string[], { context }: Session): string {
  const day = context.clock().toISOString().slice(0, 10);
  const hash = createHash('sha256')
    .update(JSON.stringify([day, ...parts]), 'utf8')
    .digest('hex');
  return `cli-${day}-${hash.slice(0, 24)}`;
}

async function askOnce(asked: string, { context }: Session): Promise<void> {
  if (!context.confirm) throw new CommandError(`${asked}\nNobody can be asked here: say --yes if that is right.`);
  if (!(await context.confirm(`${asked}\nGive it?`))) throw new RefusedError('Nothing was given.');
}

function askedText(shown: Shown, gives: GestureKind, amount: Money | undefined): string {
  const { customerId, orderId, lineId, currency, leftMinor, budget, aloneUpToMinor, title } = shown;
  const money = (amountMinor: number): string => written({ amountMinor, currency });
  const of = [
    `order ${orderId}`,
    ...(lineId === undefined ? [] : [`line ${lineId}`]),
    ...(title === undefined ? [] : [title]),
  ];
  const costs = amount?.amountMinor ?? 0;
  const isAlone = aloneUpToMinor !== undefined && costs <= aloneUpToMinor;
  return [
    `${customerId} is given: ${gives}${amount === undefined ? '' : ` of ${written(amount)}`} (${of.join(', ')}).`,
    `Of what was paid ${money(leftMinor)} is left to give back.`,
    `Your budget today: ${money(budget.leftMinor)} of ${money(budget.mostMinor)}, ${budget.gesturesLeft} gestures.`,
    ...(costs > 0 && !isAlone ? ['It is more than one person gives alone, so another one has to approve it.'] : []),
  ].join('\n');
}

function pageOf(shown: Shown): string {
  const { currency, paidMinor, leftMinor, gives, codes, budget, ofCustomer, aloneUpToMinor } = shown;
  const money = (amountMinor: number): string => written({ amountMinor, currency });
  return [
    `Paid ${money(paidMinor)}, of which ${money(leftMinor)} is left to give back.`,
    `Can be given: ${gives.join(', ')}.`,
    `Your budget today: ${money(budget.leftMinor)} of ${money(budget.mostMinor)}, ${budget.gesturesLeft} gestures.`,
    aloneUpToMinor === undefined
      ? `Whatever you give in ${currency}, another person has to approve.`
      : `Above ${money(aloneUpToMinor)} another person has to approve it.`,
    `This customer had ${ofCustomer.gestures} of ${ofCustomer.most} gestures in ${ofCustomer.windowDays} days.`,
    '',
    tableOf(
      ['CODE', 'REASON'],
      codes.map(({ code, label }) => [code, label]),
    ),
  ].join('\n');
}
