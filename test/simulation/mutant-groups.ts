import { InvalidArgumentError } from 'commander';
import { mutantsOfAfterwards } from './afterwards/mutants-of-afterwards';
import { mutantsOfChannels } from './channels/mutants-of-channels';
import { mutantsOfConversations } from './conversations/mutants-of-conversations';
import type { MutantGroup } from './mutant';
import { mutantsOfAdversaries } from './mutants-of-adversaries';
import { mutantsOfFlow } from './mutants-of-flow';
import { mutantsOfPeople } from './mutants-of-people';
import { mutantsOfSeals } from './mutants-of-seals';

const mutants = [...mutantsOfPeople, ...mutantsOfSeals, ...mutantsOfAdversaries, ...mutantsOfFlow];

/** Alone these break nothing that matters, because something else protects too. Together with that they do. */
const masked = [
  'unknown recorded as declined',
  'lease ignored',
  "another attempt's first version taken for our own",
  'approver not asked who approved before',
  'approver not in the condition',
  'fallback without a last look-up',
  'wait ended at any poll',
  'what is awaited polled too soon',
];

const together: readonly (readonly [string, string])[] = [
  ['unknown recorded as declined', 'fallback without a last look-up'],
  ['lease ignored', 'new key on retry'],
  ['lease ignored', "another attempt's first version taken for our own"],
  ['wait ended at any poll', 'what is awaited polled too soon'],
  ['approver not asked who approved before', 'approver not in the condition'],
];

/** Every mutant by itself, but for those that are masked, and those with what masks them. */
export const mutantGroups: readonly MutantGroup[] = [
  ...mutants.filter(({ name }) => !masked.includes(name)).map((mutant) => ({ name: mutant.name, mutants: [mutant] })),
  ...together.map((names) => ({
    name: names.join(' + '),
    mutants: mutants.filter(({ name }) => names.includes(name)),
  })),
  ...mutantsOfConversations,
  ...mutantsOfAfterwards,
  ...mutantsOfChannels,
];

/** The name of one of the groups, as somebody has typed it. */
export function nameOfMutant(typed: string): string {
  if (mutantGroups.some(({ name }) => name === typed)) return typed;
  throw new InvalidArgumentError(`There are only:\n${mutantGroups.map(({ name }) => `  ${name}`).join('\n')}`);
}
