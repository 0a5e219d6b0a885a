import type { Controls } from '../../model/controls';
import { closeBreaker } from '../fulfil/account-breaker';
import type { FlowContext } from '../record/flow-context';
import { refused, type Refused } from './refused';

export type CloseContext = Pick<FlowContext, 'controlsStore' | 'observer' | 'clock'>;

export type CloseResult = { readonly answer: 'done'; readonly controls: Controls } | Refused;

/**
 * A person who put an account right closes its breaker. What waits goes on with the next run of the sweep; where the
 * trouble is still there, the breaker opens again by itself.
 */
export async function closeByHand(
  { account, actor, why }: { readonly account: string; readonly actor: string; readonly why: string },
  context: CloseContext,
): Promise<CloseResult> {
  const controls = await closeBreaker(account, { by: 'person', actor, why }, context);
  return controls ? { answer: 'done', controls } : refused(`the breaker of ${account} is not open`);
}
