import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { operations } from '../../lambdas/operator-api/operation';
import { ask } from '../../console/asking/ask';
import { startLoopbackConsole } from '../../console/hosts/loopback-console';
import { wholeNumber } from '../commands/arguments';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';

/** The command that serves the console to whoever runs it, until it is stopped. */
export function addConsoleCommand(program: Command, session: Session): void {
  program
    .command('console')
    .description('serve the console to yourself on this machine; what you do there is signed with your AWS credentials')
    .option('--port <port>', 'where; 0 takes any free one', wholeNumber, 4530)
    .action(async ({ port }: { port: number }) => {
      const api = session.client().api;
      const me = await ask(api, operations.whoAmI);
      if (me.is === 'refused') throw new CommandError(`The operator API does not let you in: ${me.why}.`);
      const secret = randomBytes(24).toString('base64url');
      const { actor, person, may } = me.value;
      const signIn = { by: 'link' as const, secret, person: { name: person ?? actor.split('/').at(-1) ?? actor, api } };
      const { clock, writeError, untilStopped } = session.context;
      const log = (error: unknown): void => writeError(`${String(error)}\n`);
      const console = await startLoopbackConsole({ port, signIn, clock, log }).catch((cause: unknown) => {
        const advice = 'Give another one with --port, or 0 for any that is free.';
        throw new CommandError(`The console cannot listen on port ${port}. ${advice}`, { cause });
      });
      try {
        session.write(`You are ${actor}, and may ${may.join(', ')}.`);
        session.write(`Your console, for you alone: ${console.url}sign-in?secret=${secret}`);
        session.write('Ctrl-C stops it.');
        await untilStopped();
      } finally {
        await console.stop();
      }
    });
}
