import { basename, relative } from 'node:path';
import type { Node } from 'constructs';
import type * as z from 'zod/mini';
import { nearestName } from '../../lambdas/failures/definition/nearest-name';
import { channelProblems } from './channels/stage-channels';
import { localStage } from './local-stage';
import { readStageFile, stagesFolder } from './stage-file';
import { settingNames, stageSchema } from './stage-schema';
import { partnerProblems } from './given/partners-given';
import { feedbackProblems } from './given/afterwards/feedback-given';

/** What differs between two deployments of Amends, checked: names, addresses, partners and limits. */
export type StageConfig = z.infer<typeof stageSchema> & {
  readonly stripeSecretName: string;
  readonly stripeReadSecretName: string;
  readonly webhookSecretName: string;
  readonly refundEndpointSecretName: string;
  readonly refundEndpointReadSecretName: string;
  readonly partnerEndpointSecretName: string;
  readonly partnerWebhookSecretName: string;
};

/** Something does not describe a stage. It names everything that is missing or malformed, and where. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
  constructor(
    where: string,
    readonly problems: readonly string[],
  ) {
    super(
      [
        `${where} does not describe a stage yet. Settings are missing or malformed:`,
        ...problems.map((problem) => `  ${problem}`),
        'stages/example.ts is a complete stage, and lib/app/stage.ts describes every setting.',
      ].join('\n'),
    );
  }
}

/** The command line sets what no stage has. A misspelt override would silently override nothing. */
export class UnknownSettingError extends Error {
  override readonly name = 'UnknownSettingError';
  constructor(readonly unknown: readonly string[]) {
    super(
      `-c ${unknown.join(', -c ')}: no stage has this setting; ${insteadOf(unknown)} ` +
        'Values for CDK itself have a colon or an @ in their name.',
    );
  }
}

/**
 * The stage that the app's context names (`-c stage=prod`: what stages/prod.ts says), with the other values of the
 * context in place of what the file says. Without a name, the local stage.
 *
 * @throws StageFileError where there is no such file
 * @throws StageConfigError where it does not describe a stage
 * @throws UnknownSettingError where another value is no setting
 */
export function stageConfig(context: Node, folder = stagesFolder): StageConfig {
  const { stage, ...overrides } = overridesOf(context);
  if (stage === '')
    throw new StageConfigError('-c stage=', ['stage: the name of a file of stages/, or the path of one']);
  return readStage(typeof stage === 'string' ? stage : localStage.stage, overrides, folder);
}

/**
 * Reads the file of a stage, and checks it.
 *
 * @param nameOrFile `prod` for stages/prod.ts, the path of a file, or `local`
 * @param overrides settings in place of what the file says: typed, or as text as the command line gives them
 * @throws StageFileError where there is no such file
 * @throws StageConfigError where it does not describe a stage
 */
export function readStage(
  nameOrFile: string,
  overrides: Readonly<Record<string, unknown>> = {},
  folder = stagesFolder,
): StageConfig {
  if (nameOrFile === localStage.stage) return checkedStage({ ...localStage, ...overrides }, 'The local stage');
  const { file, described } = readStageFile(nameOrFile, folder);
  const where = relative(process.cwd(), file);
  const config = checkedStage(typeof described === 'object' ? { ...described, ...overrides } : described, where);
  const problem = nameProblem(config, nameOrFile, basename(file, '.ts'));
  if (problem !== undefined) throw new StageConfigError(where, [problem]);
  return config;
}

/** One stage would else be deployed in the place of another: `-c stage=prod` over the stacks of the copied one. */
function nameProblem({ stage }: StageConfig, nameOrFile: string, fileName: string): string | undefined {
  if (stage === localStage.stage) return `stage: "${localStage.stage}" is the name of the stage of npm start`;
  if (nameOrFile !== fileName || stage === fileName) return undefined;
  return `stage: is "${stage}", and the file is called ${fileName}`;
}

/**
 * Checks all settings of a stage at once.
 *
 * @param where what describes it, for the message
 * @throws StageConfigError
 */
export function checkedStage(described: unknown, where: string): StageConfig {
  const parsed = stageSchema.safeParse(described);
  if (!parsed.success) throw new StageConfigError(where, parsed.error.issues.map(problemOf));
  const { data } = parsed;
  const webhookSender = data.refundEndpoint === undefined ? 'stripe' : 'refund-endpoint';
  const problems = [
    ...partnerProblems(data),
    ...costProblems(data),
    ...syntheticProblems(data),
    ...detectorProblems(data),
    ...reportProblems(data),
    ...feedbackProblems(data),
    ...channelProblems(data),
    ...answeringProblems(data),
  ];
  if (problems.length > 0) throw new StageConfigError(where, problems);
  return {
    ...data,
    stripeSecretName: data.stripeSecretName ?? `amends/${data.stage}/stripe`,
    stripeReadSecretName: data.stripeReadSecretName ?? `amends/${data.stage}/stripe-read`,
    webhookSecretName: data.webhookSecretName ?? `amends/${data.stage}/${webhookSender}-webhook`,
    refundEndpointSecretName: data.refundEndpointSecretName ?? `amends/${data.stage}/refund-endpoint`,
    refundEndpointReadSecretName: data.refundEndpointReadSecretName ?? `amends/${data.stage}/refund-endpoint-read`,
    partnerEndpointSecretName: data.partnerEndpointSecretName ?? `amends/${data.stage}/partner-endpoint`,
    partnerWebhookSecretName: data.partnerWebhookSecretName ?? `amends/${data.stage}/partner-endpoint-webhook`,
  };
}

/** The values of the context that are ours. CDK's own have a colon or an @ in their names. */
function overridesOf(context: Node): Readonly<Record<string, unknown>> {
  const all: unknown = context.getAllContext();
  const values = Object.entries(all ?? {}).filter(([name]) => !isOfCdk(name));
  const unknown = values.map(([name]) => name).filter((name) => !settingNames.includes(name));
  if (unknown.length > 0) throw new UnknownSettingError(unknown);
  return Object.fromEntries(values);
}

function isOfCdk(name: string): boolean {
  return /[:@]/.test(name) || name === 'acknowledged-issue-numbers';
}

/** What was meant, where each is nearly the name of a setting, and otherwise where all sixty are described. */
function insteadOf(unknown: readonly string[]): string {
  const meant = unknown.flatMap((name) => nearestName(name, settingNames) ?? []);
  if (meant.length < unknown.length) return 'lib/app/stage.ts describes all that there are.';
  return `did you mean ${meant.join(', ')}?`;
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key}: no stage has this setting; ${insteadOf([key])}`).join('\n  ');
  }
  return issue.path.length === 0 ? 'it is not an object' : `${issue.path.join('.')}: ${issue.message}`;
}

/** A budget that tells nobody tells nothing. */
function costProblems({ costBudgetUsd, costBudgetEmails, alarmEmail }: z.infer<typeof stageSchema>): string[] {
  if (costBudgetUsd === undefined || costBudgetEmails || alarmEmail !== undefined) return [];
  return ['costBudgetUsd: nobody would be told; name costBudgetEmails, or alarmEmail'];
}

/** Whoever sends signals has no credentials of AWS, and whose they are the shop says, or a table of those affected. */
function detectorProblems({ webhook, detectors = {}, shop }: z.infer<typeof stageSchema>): string[] {
  if (Object.keys(detectors).length === 0) return [];
  const { health, ...others } = detectors;
  const asksShop = Object.keys(others).length > 0 || health?.usage === undefined;
  return [
    ...(webhook === false ? ['detectors: signals come in at public URLs, and webhook is false'] : []),
    ...(shop || !asksShop
      ? []
      : ['detectors: whose a signal is the shop says, and there is none: name it with "shop"']),
  ];
}

function reportProblems({ reports, shop }: z.infer<typeof stageSchema>): string[] {
  if (!reports || shop) return [];
  return ['reports: what was bought the shop says, and there is none: name it with "shop"'];
}

/** Only what answers has somebody who may. */
function answeringProblems({ channels, answeringRoles = [] }: z.infer<typeof stageSchema>): string[] {
  if (channels || answeringRoles.length === 0) return [];
  return ['answeringRoles: there are no channels to answer on'];
}

/** A refund every hour has to cost nothing. */
function syntheticProblems({
  syntheticMailbox,
  syntheticCurrency,
  stripeMode,
  refundEndpoint,
}: z.infer<typeof stageSchema>): string[] {
  if (syntheticMailbox === undefined) {
    return syntheticCurrency === undefined
      ? []
      : ['syntheticCurrency: nothing is paid in it; name syntheticMailbox too'];
  }
  if (stripeMode === 'test' && refundEndpoint === undefined) return [];
  return [
    "syntheticMailbox: a refund every hour is made in Stripe's mode for tests alone; say stripeMode: 'test', in a stage beside the one that moves money",
  ];
}
