import { Token } from 'aws-cdk-lib';
import { CfnEventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { isSameEnvironment } from './same-environment';

interface OnBus extends IConstruct {
  readonly eventBus: IEventBus;
}

/**
 * Two instances on one bus would handle the same events, and each would pay for them.
 *
 * @throws Error with what to do
 */
export function refuseSharedBus(one: OnBus, others: readonly OnBus[]): void {
  const other = others.find(({ eventBus }) => isSameBus(eventBus, one.eventBus));
  if (!other) return;
  throw new Error(
    `${instanceOf(one)} and ${instanceOf(other)} are on the same event bus, and each would handle the failures of the other. ` +
      'Give each a bus of its own, or handle all failures with one of them.',
  );
}

function instanceOf({ node }: OnBus): string {
  return node.scope?.node.path ?? node.path;
}

function isSameBus(one: IEventBus, other: IEventBus): boolean {
  if (one === other || one.eventBusArn === other.eventBusArn) return true;
  const name = nameOf(one);
  return !Token.isUnresolved(name) && name === nameOf(other) && isSameEnvironment(one.env, other.env);
}

/** A bus that is made in the app refers to itself, and its resource knows the name. */
function nameOf({ node, eventBusName }: IEventBus): string {
  return node.defaultChild instanceof CfnEventBus ? node.defaultChild.name : eventBusName;
}
