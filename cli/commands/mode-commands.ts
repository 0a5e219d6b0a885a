import { Argument, InvalidArgumentError, type Command } from 'commander';
import { modes } from '../../lambdas/model/controls';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { breakersText, controlsPage, nowText } from '../pages/pages';
import { postUrgently, seenControls } from './seen';
import { visibleText } from './arguments';
import type { Session } from './session';

interface Switching {
  readonly why: string;
  readonly share?: number;
}

const targetHelp = 'a failure type, a source such as source:com.example.player, or all';

/** Commands for what happens automatically, and to stop it. */
export function addModeCommands(program: Command, session: Session): void {
  const mode = program.command('mode').description('what may happen automatically; in force within ten seconds');
  const switchTo = async (target: string, to: string, { why, share }: Switching): Promise<void> => {
    const body = { target, mode: to, ...(share !== undefined && { autoShare: share }), why };
    const expectedVersion = await seenControls(session);
    const response = await session.client().post(['controls'], { ...body, expectedVersion });
    session.print(responseSchemas.switchMode, response, ({ controls }) => nowText(controls));
  };
  mode
    .command('show')
    .description('show what is set, and every switch there ever was')
    .action(async () => {
      const response = await session.client().get(['controls']);
      session.print(responseSchemas.showControls, response, ({ controls, history, failureTypes }) =>
        controlsPage(controls, history, failureTypes),
      );
    });
  mode
    .command('set')
    .description('switch one failure type, what one source publishes, or all')
    .argument('<target>', targetHelp)
    .addArgument(new Argument('<mode>').choices(modes))
    .option('--share <number>', 'for this share of customers it is auto all the same, such as 0.05', shareNumber)
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .action(switchTo);
  program
    .command('kill')
    .description('switch a failure type or a source off, within ten seconds')
    .argument('<target>', targetHelp)
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .action(async (target: string, { why }: Switching) => {
      const response = await postUrgently({ target, mode: 'off', why }, session);
      session.print(responseSchemas.switchMode, response, ({ controls }) => nowText(controls));
    });
  program
    .command('breaker')
    .description('accounts at providers and partners that are in trouble; mode show lists them')
    .command('close')
    .description('let everything go on that waits for an account; it opens again by itself where the trouble stays')
    .argument('<account>', 'as mode show names it, such as stripe')
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .action(async (account: string, { why }: Switching) => {
      const body = { why, expectedVersion: await seenControls(session) };
      const response = await session.client().post(['breakers', idInPath(account), 'close'], body);
      session.print(responseSchemas.closeBreaker, response, ({ controls }) => breakersText(controls));
    });
  addEraseCommand(program, session);
}

function addEraseCommand(program: Command, session: Session): void {
  program
    .command('erase')
    .description('erase name and address of a customer, also of what is on its way; the record of the money stays')
    .argument('<customerId>')
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .action(async (customerId: string, { why }: Switching) => {
      const seenAt = session.context.clock().toISOString();
      const response = await session.client().post(['customers', idInPath(customerId), 'erase'], { seenAt, why });
      session.print(
        responseSchemas.eraseCustomer,
        response,
        ({ erased }) => `${erased} ${erased === 1 ? 'envelope' : 'envelopes'} erased.`,
      );
    });
}

function shareNumber(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('It has to be from 0 to 1.');
  return share;
}
