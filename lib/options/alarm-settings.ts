import { Annotations } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';
import { OverviewStack } from '../overview/overview-stack';

/**
 * How much is alarmed. `essential`: each alarm is about something that a person has to do, over all failure types.
 * `detailed`: each function has alarms of its own, which takes ten for each failure type.
 */
export type AlarmLevel = 'essential' | 'detailed';

/** Who has to do something about an alarm: those of a failure type, who runs the system, or who keeps the books. */
export type AlarmOwner = Owner | 'operations' | 'finance';

/** How alarms call those who have to do something about them: by what they do, or by the failure type. */
export type AlarmOwnerNames = Readonly<Record<string, string>>;

/** The owners that can be named, with the names that they have by themselves. */
export const defaultOwnerNames = {
  operations: 'operations',
  'contact-center': 'contact center',
  marketing: 'marketing',
  finance: 'finance',
} as const;

/** What all alarms of one deployment have in common. */
export interface AlarmSettings {
  /** The topic that they are published to. */
  readonly topic: ITopic;
  /** The stack that they are in. */
  readonly overview: OverviewStack;
  readonly level: AlarmLevel;
  /** Names in the place of the defaults. */
  readonly owners: AlarmOwnerNames;
  /** The begin of the addresses of the runbooks, which ends where the file's name begins. */
  readonly runbooks: string;
}

/** What a team says of the alarms of one deployment. */
export interface AlarmChoices {
  readonly alarms?: AlarmLevel | undefined;
  readonly alarmOwners?: AlarmOwnerNames | undefined;
  readonly runbooks?: string | undefined;
}

/**
 * Also makes the stack that the alarms are in.
 *
 * @throws Error where somebody is named who owns nothing
 */
export function alarmSettings(
  scope: Construct & { readonly alarmTopic: ITopic },
  { alarms: level = 'essential', alarmOwners = {}, runbooks = 'docs/runbooks/' }: AlarmChoices,
  failures: readonly { readonly type: string }[],
): AlarmSettings {
  const types = failures.map(({ type }) => type);
  return {
    topic: scope.alarmTopic,
    overview: new OverviewStack(scope, 'Overview'),
    level,
    owners: checkedOwners(alarmOwners, types),
    runbooks,
  };
}

/** How an alarm calls its owner. */
export function ownerName({ owners }: AlarmSettings, owner: AlarmOwner, failureType?: string): string {
  const ofType = failureType === undefined ? undefined : owners[failureType];
  if (ofType !== undefined) return ofType;
  const nameOf = (one: keyof typeof defaultOwnerNames): string => owners[one] ?? defaultOwnerNames[one];
  return owner === 'both' ? `${nameOf('marketing')} and ${nameOf('contact-center')}` : nameOf(owner);
}

/** Who is told of mails that did not reach their customers, with their failure types: whom its alarms name. */
export function ownersText(
  alarms: AlarmSettings,
  failures: readonly { readonly type: string; readonly definition: { readonly owner: Owner } }[],
): string {
  const owned = failures.map(({ type, definition }) => ({ type, owner: ownerName(alarms, definition.owner, type) }));
  const owners = [...new Set(owned.map(({ owner }) => owner))];
  const typesOf = (name: string): string[] => owned.flatMap(({ type, owner }) => (owner === name ? [type] : []));
  // By owner, because Lambda's 4 KB have no room for the same name forty times.
  return JSON.stringify(Object.fromEntries(owners.map((owner) => [owner, typesOf(owner)])));
}

/** @throws Error where somebody is named who owns nothing */
function checkedOwners(owners: AlarmOwnerNames, failureTypes: readonly string[]): AlarmOwnerNames {
  const known = [...Object.keys(defaultOwnerNames), ...failureTypes];
  const unknown = Object.keys(owners).filter((owner) => !known.includes(owner));
  if (unknown.length === 0) return owners;
  throw new Error(`No alarm belongs to ${unknown.join(', ')}. Name who owns those of: ${known.join(', ')}.`);
}

/** An alarm comes by mail, and a path of this repository is no address there. */
export function adviseOnRunbooks(scope: IConstruct, runbooks: string | undefined): void {
  if (runbooks !== undefined) return;
  Annotations.of(scope).addInfo(
    'Alarms name their runbooks as docs/runbooks/, which nobody can open from a mail. Say with `runbooks` where yours are ' +
      'read, such as https://wiki.example.com/amends/runbooks/.',
  );
}
