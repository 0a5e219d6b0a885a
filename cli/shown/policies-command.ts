import type { Command } from 'commander';
import { optionRows, textOf } from '../../console/pages/in-force/option-rows';
import { responseSchemas, type InForceView } from '../../lambdas/operator-api/response-schemas';
import { RefusedError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { tableOf } from '../pages/table';

/** What is in force: policies and words by their versions, and the options of one. */
export function addPoliciesCommand(program: Command, session: Session): void {
  program
    .command('policies')
    .description('show which policies, words and limits are in force, by their versions, and since when')
    .argument('[type]', 'a failure type, or limits: shows its options')
    .action(async (type: string | undefined) => {
      const response = await session.client().get(['in-force']);
      session.print(responseSchemas.showInForce, response, (view) => (type ? optionsPage(type, view) : allPage(view)));
    });
}

function allPage({ types, limits }: InForceView): string {
  const rows = types.map(({ failureType, policy, words }) => [
    failureType,
    policy.version,
    sinceText(policy),
    words.version,
    sinceText(words),
  ]);
  const table = tableOf(['TYPE', 'POLICY', 'SINCE (UTC)', 'WORDS', 'SINCE (UTC)'], rows);
  return `${table}\nLimits: ${limits.version}, ${sinceText(limits)}`;
}

function optionsPage(type: string, { types, limits }: InForceView): string {
  const of = type === 'limits' ? limits : types.find(({ failureType }) => failureType === type)?.policy;
  if (!of) {
    const known = ['limits', ...types.map(({ failureType }) => failureType)].join(', ');
    throw new RefusedError(`There is no ${type} here. There are: ${known}.`);
  }
  const rows = optionRows('values' in of ? of.values : of.options).map(({ name, value, isOther, why }) => [
    name,
    isOther ? 'set here' : '',
    textOf(value),
    why ?? '',
  ]);
  const before = of.earlier.map(({ version, since, until }) => `${version}: ${short(since)} to ${short(until)}`);
  return [
    `${of.version}, ${sinceText(of)}`,
    tableOf(['OPTION', 'SET', 'VALUE', 'WHY'], rows),
    ...(before.length > 0 ? ['Before:', ...before] : []),
  ].join('\n');
}

function sinceText({ since, orEarlier }: Pick<InForceView['limits'], 'since' | 'orEarlier'>): string {
  if (since === undefined) return 'not noted yet';
  return `${short(since)}${orEarlier ? ' or earlier' : ''}`;
}

function short(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
