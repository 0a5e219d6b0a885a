import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { redacted } from '../../model/guards/redacted';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireRuleSets, type RuleSetPorts } from './rule-set-wiring';

const requestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.object({ RuleSetName: z.string().check(z.minLength(1)) }),
});

/**
 * The Lambda handler that a deployment calls: it activates our rule set where none is active, and takes that back where
 * ours still is. CloudFormation has no resource for it, and an account and region has one active set, which may be
 * somebody else's.
 */
export function ruleSetHandler(
  wire: () => RuleSetPorts = wireRuleSets,
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<void> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, observer }) => {
    const request = requestSchema.parse(event);
    const ports = wired();
    const { StackId, RequestId, LogicalResourceId, ResponseURL, RequestType } = request;
    const name = request.ResourceProperties.RuleSetName;
    const ids = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: `active-${name}` };
    const answer = (result: object): Promise<void> => ports.answer(ResponseURL, JSON.stringify({ ...ids, ...result }));
    try {
      await (RequestType === 'Delete' ? deactivate(name, ports) : activate(name, ports));
    } catch (error) {
      observer.trouble('rule-set', 'the rule set for mails could not be activated', error);
      const Reason = error instanceof Error ? redacted(error.message).slice(0, 500) : 'not known';
      return answer({ Status: 'FAILED', Reason });
    }
    return answer({ Status: 'SUCCESS' });
  });
}

/** Another rule set is active, and nothing of ours takes its place. */
export class AnotherRuleSetError extends Error {
  override readonly name = 'AnotherRuleSetError';
  constructor(active: string) {
    super(
      `The rule set ${active} receives mail in this region, and there is one active set. Give its name, ` +
        `Replies.email({ domain, ruleSetName: '${active}' }), and our rule is added to it, for our domain alone.`,
    );
  }
}

async function activate(name: string, { sets }: RuleSetPorts): Promise<void> {
  const active = await sets.active();
  if (active === name) return;
  if (active !== undefined) throw new AnotherRuleSetError(active);
  await sets.activate(name);
}

async function deactivate(name: string, { sets }: RuleSetPorts): Promise<void> {
  if ((await sets.active()) === name) await sets.activate(undefined);
}
