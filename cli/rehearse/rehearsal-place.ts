import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { rehearsalOutputs } from '../../lib/rehearsal/rehearsal-name';
import { CommandError } from '../commands/command-error';
import type { AwsClients } from '../doctor/stage/aws-clients';

/** Where failures of the last days are, and the way from there to whoever rehearses. */
export interface RehearsalPlace {
  readonly archiveName: string;
  /** The only rule to which the archive replays them. */
  readonly ruleArn: string;
  /** Where that rule puts them. */
  readonly queueUrl: string;
  /** Whether it is the system that `npm start` runs. */
  readonly isLocal: boolean;
}

/** @throws {@link CommandError} where the stack is not there, or keeps no failures */
export async function placeInStack(stack: string, { stacks }: Pick<AwsClients, 'stacks'>): Promise<RehearsalPlace> {
  const { Stacks: [found] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: stack }));
  const outputs = new Map((found?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const advice = 'Set rehearsal: { archiveDays: 14 } in the file of the stage, and deploy it.';
  const problem = `${stack} keeps no failures to rehearse with. ${advice}`;
  return { ...placeBy((name) => outputs.get(name), rehearsalOutputs, problem), isLocal: false };
}

/** The variables by which the local system says it. */
const rehearsalVariables = {
  archive: 'AMENDS_REHEARSAL_ARCHIVE',
  rule: 'AMENDS_REHEARSAL_RULE',
  queue: 'AMENDS_REHEARSAL_QUEUE',
} as const;

/** @throws {@link CommandError} where the environment names none */
export function placeOfLocalSystem(environment: NodeJS.ProcessEnv): RehearsalPlace {
  const problem = 'Say whose archive: --stage prod or --stack NAME, or --local for the system that npm start runs.';
  return { ...placeBy((name) => environment[name], rehearsalVariables, problem), isLocal: true };
}

function placeBy(
  valueOf: (name: string) => string | undefined,
  names: Readonly<Record<'archive' | 'rule' | 'queue', string>>,
  problem: string,
): Omit<RehearsalPlace, 'isLocal'> {
  const [archiveName, ruleArn, queueUrl] = [names.archive, names.rule, names.queue].map(valueOf);
  if (archiveName === undefined || ruleArn === undefined || queueUrl === undefined) throw new CommandError(problem);
  return { archiveName, ruleArn, queueUrl };
}
