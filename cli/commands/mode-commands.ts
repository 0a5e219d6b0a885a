import { Argument, InvalidArgumentError, type Command } from 'commander';
import { modes } from '../../lambdas/model/controls';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { breakersText, controlsPage, nowText } from '../pages/pages';
import { reasonFor, withReason } from './arguments';
import { postUrgently, seenControls, type ControlsPage } from './seen';
import type { Session } from './session';

interface Switching {
  readonly why?: string;
  readonly share?: number;
}

const targetHelp = 'a failure type, a source such as source:com.example.player, or all';

/** Commands for what happens automatically, and to stop it. */
export function addModeCommands(program: Command, session: Session): void {
  const mode = program.command('mode').description('what may happen automatically; in force within ten seconds');
  const switchTo = async (target: string, to: string, { why, share }: Switching): Promise<void> => {
    const { version: expectedVersion, problem } = await seenControls(session, noSuchTarget(target));
    const body = { target, mode: to, ...(share !== undefined && { autoShare: share }), why: reasonFor(why, problem) };
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
  withReason(mode.command('set'))
    .description('switch one failure type, what one source publishes, or all')
    .argument('<target>', targetHelp)
    .addArgument(new Argument('<mode>').choices(modes))
    .option('--share <number>', 'for this share of customers it is auto all the same, such as 0.05', shareNumber)
    .action(switchTo);
  withReason(program.command('kill'))
    .description('switch a failure type or a source off, within ten seconds')
    .argument('<target>', targetHelp)
    .action(async (target: string, { why: given }: Switching) => {
      const why = given ?? reasonFor(given, (await seenControls(session, noSuchTarget(target))).problem);
      const response = await postUrgently({ target, mode: 'off', why }, session);
      session.print(responseSchemas.switchMode, response, ({ controls }) => nowText(controls));
    });
  const breaker = program
    .command('breaker')
    .description('accounts at providers and partners that are in trouble; mode show lists them');
  withReason(breaker.command('close'))
    .description('let everything go on that waits for an account; it opens again by itself where the trouble stays')
    .argument('<account>', 'as mode show names it, such as stripe')
    .action(async (account: string, { why }: Switching) => {
      const { version: expectedVersion, problem } = await seenControls(session, ({ controls }) =>
        controls.breakers?.[account] ? undefined : `no breaker of ${account} is open`,
      );
      const body = { why: reasonFor(why, problem), expectedVersion };
      const response = await session.client().post(['breakers', idInPath(account), 'close'], body);
      session.print(responseSchemas.closeBreaker, response, ({ controls }) => breakersText(controls));
    });
  addEraseCommand(program, session);
}

/** Whether a target that is named is there. Which sources there are, only the deployment knows. */
function noSuchTarget(target: string): (page: ControlsPage) => string | undefined {
  return ({ failureTypes }) => {
    if (target === 'all' || target.startsWith('source:') || failureTypes.includes(target)) return undefined;
    return `there is no failure type ${target} here, but ${failureTypes.join(', ')}`;
  };
}

function addEraseCommand(program: Command, session: Session): void {
  withReason(program.command('erase'))
    .description('erase name and address of a customer, also of what is on its way; the record of the money stays')
    .argument('<customerId>')
    .action(async (customerId: string, { why: given }: Switching) => {
      const why = reasonFor(given);
      const seenAt = session.context.clock().toISOString();
      const response = await session.client().post(['customers', idInPath(customerId), 'erase'], { seenAt, why });
      session.print(
        responseSchemas.eraseCustomer,
        response,
        ({ erased, until, mails }) =>
          `${erased} ${erased === 1 ? 'envelope' : 'envelopes'} erased, of what was detected until ${until}.` +
          (mails === undefined ? '' : ` Mails kept as they left: ${mails} deleted.`),
      );
    });
}

function shareNumber(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('It has to be from 0 to 1.');
  return share;
}
