import { InvalidArgumentError, type Command } from 'commander';
import type { Observer } from '../../lambdas/flow/record/observer';
import { reconcile, type ReconcileContext } from '../../lambdas/flow/reconcile/reconcile';
import { textOf } from '../../lambdas/books/report';
import { dailyScope, type Scope } from '../../lambdas/books/scope';
import {
  reconcileSettings,
  SettingsError,
  type ReconcileSettings,
} from '../../lambdas/runtime/environment/environment';
import { wireReconcile } from '../../lambdas/runtime/wiring/reconcile-wiring';
import { CommandError } from './command-error';
import type { Session } from './session';
import { printable } from '../pages/table';

/** Flags that stand for variables of the function's environment. */
const settingFlags = {
  table: 'LEDGER_TABLE_NAME',
  sealKeys: 'SEAL_KEYS',
  provider: 'REFUND_PROVIDER',
  stripeSecret: 'STRIPE_READ_SECRET_NAME',
  stripeUrl: 'STRIPE_API_URL',
  endpointUrl: 'REFUND_ENDPOINT_URL',
  endpointSecret: 'REFUND_ENDPOINT_READ_SECRET_NAME',
} as const;

type Flags = Partial<Record<keyof typeof settingFlags, string>> & { readonly from?: Date; readonly until?: Date };

/** No metrics and no log: the report is the output. */
const silent: Observer = { step: () => undefined, trouble: () => undefined };

/**
 * Runs the daily comparison now, in this process and with the operator's own permissions: it reads the table and the
 * provider.
 */
export function addReconcileCommand(
  program: Command,
  session: Session,
  wire: (settings: ReconcileSettings, observer: Observer) => ReconcileContext = wireReconcile,
): void {
  program
    .command('reconcile')
    .description('compare ledger and provider; 1 if they differ, 2 if nothing could be compared')
    .option('--from <time>', 'refunds created from this time on, ISO 8601 (default: 72 hours ago)', instant)
    .option('--until <time>', 'and before this time (default: now)', instant)
    .option('--table <name>', `the ledger's table, or ${settingFlags.table}`)
    .option('--seal-keys <json>', `the public keys of the seals, or ${settingFlags.sealKeys}`)
    .option('--provider <name>', `stripe or http, or ${settingFlags.provider}`)
    .option('--stripe-secret <name>', `secret with a key that reads, or ${settingFlags.stripeSecret}`)
    .option('--stripe-url <url>', `the URL of Stripe, or ${settingFlags.stripeUrl}`)
    .option('--endpoint-url <url>', `your refund endpoint, or ${settingFlags.endpointUrl}`)
    .option('--endpoint-secret <name>', `secret that signs what only reads, or ${settingFlags.endpointSecret}`)
    .action(async (flags: Flags) => {
      const settings = settingsIn(flags, session.context.environment);
      const report = await reconcile(scopeIn(flags, session.context.clock()), wire(settings, silent));
      session.write(session.isForMachines() ? JSON.stringify(report, undefined, 2) : printable(textOf(report)));
      session.exitCode = ({ agree: 0, differ: 1, 'nothing-compared': 2 } as const)[report.verdict];
    });
}

function scopeIn({ from, until }: Flags, now: Date): Scope {
  const { window, startedAt } = dailyScope(now);
  // A person who asks now wants to know about what was just given, too. What is still in motion is left out anyway.
  const asked = { from: from ?? window.from, until: until ?? now };
  if (asked.from < asked.until) return { window: asked, startedAt };
  throw new CommandError(`The window is empty: from ${asked.from.toISOString()} until ${asked.until.toISOString()}.`);
}

function settingsIn(flags: Flags, environment: NodeJS.ProcessEnv): ReconcileSettings {
  try {
    return reconcileSettings({ ...environment, ...environmentIn(flags) });
  } catch (cause) {
    if (!(cause instanceof SettingsError)) throw cause;
    const names = cause.settings.join(', ');
    throw new CommandError(`Missing or malformed: ${names}. Set them in the environment, or give their flags.`, {
      cause,
    });
  }
}

function environmentIn(flags: Flags): NodeJS.ProcessEnv {
  const names = Object.keys(settingFlags) as (keyof typeof settingFlags)[];
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[settingFlags[name], flags[name]]])),
  );
}

function instant(text: string): Date {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It has to be a time such as 2026-11-20T00:00:00Z.');
  return new Date(at);
}
