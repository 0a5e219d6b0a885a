import * as z from 'zod';

/** Where a flow puts a contact: to an agent, into a queue, or nowhere. */
export type FlowEnd = { readonly agentArn: string } | { readonly queueId: string } | { readonly disconnected: true };

const transitions = z.object({
  NextAction: z.string().optional(),
  Errors: z.array(z.object({ ErrorType: z.string(), NextAction: z.string() })).default([]),
});

const action = z.discriminatedUnion('Type', [
  z.strictObject({
    Identifier: z.string(),
    Type: z.literal('UpdateContactTargetQueue'),
    Parameters: z.union([z.strictObject({ QueueId: z.string() }), z.strictObject({ AgentId: z.string() })]),
    Transitions: transitions,
  }),
  z.strictObject({
    Identifier: z.string(),
    Type: z.literal('TransferContactToQueue'),
    Parameters: z.strictObject({}),
    Transitions: transitions,
  }),
  z.strictObject({
    Identifier: z.string(),
    Type: z.literal('DisconnectParticipant'),
    Parameters: z.strictObject({}),
    Transitions: z.strictObject({}),
  }),
]);

const flowSchema = z
  .strictObject({
    Version: z.literal('2019-10-30'),
    StartAction: z.string(),
    Metadata: z.object({}),
    Actions: z.array(action).min(1),
  })
  .refine(({ StartAction, Actions }) => Actions.some(({ Identifier }) => Identifier === StartAction));

export type ContactFlow = z.output<typeof flowSchema>;

/**
 * A flow, as far as it is run here: it sets a queue, transfers and disconnects. By the flow language of the reference:
 * https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html.
 *
 * @throws where it has another action, or leads nowhere
 */
export function readFlow(content: string): ContactFlow {
  const flow = flowSchema.parse(JSON.parse(content));
  const known = new Set(flow.Actions.map(({ Identifier }) => Identifier));
  for (const { Identifier, Transitions } of flow.Actions) {
    const nexts =
      'Errors' in Transitions ? [Transitions.NextAction, ...Transitions.Errors.map((one) => one.NextAction)] : [];
    const lost = nexts.find((next) => next !== undefined && !known.has(next));
    if (lost !== undefined) throw new Error(`the action ${Identifier} leads to ${lost}, which there is not`);
  }
  return flow;
}

interface Place {
  readonly attributes: Readonly<Record<string, string>>;
  readonly agents: readonly string[];
  readonly queueIds: readonly string[];
}

/** Runs a flow for one contact. */
export function runFlow({ StartAction, Actions }: ContactFlow, place: Place): FlowEnd {
  let target: FlowEnd | undefined;
  let at: string | undefined = StartAction;
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    const current = Actions.find(({ Identifier }) => Identifier === at);
    if (!current || current.Type === 'DisconnectParticipant') return { disconnected: true };
    const failed = current.Transitions.Errors.find(({ ErrorType }) => ErrorType === 'NoMatchingError')?.NextAction;
    if (current.Type === 'TransferContactToQueue') {
      if (target) return target;
      at = failed;
      continue;
    }
    const found = targetOf(current.Parameters, place);
    target = found ?? target;
    at = found ? current.Transitions.NextAction : failed;
  }
  return { disconnected: true };
}

function targetOf(
  parameters: { readonly QueueId: string } | { readonly AgentId: string },
  { attributes, agents, queueIds }: Place,
): FlowEnd | undefined {
  if ('AgentId' in parameters) {
    const wanted = valueOf(parameters.AgentId, attributes);
    const agentArn = agents.find((arn) => arn === wanted || arn.endsWith(`/agent/${wanted ?? ''}`));
    return agentArn === undefined ? undefined : { agentArn };
  }
  const wanted = valueOf(parameters.QueueId, attributes)?.split('/').at(-1);
  const queueId = queueIds.find((id) => id === wanted);
  return queueId === undefined ? undefined : { queueId };
}

/** A parameter is a text, or the path of an attribute. */
function valueOf(text: string, attributes: Readonly<Record<string, string>>): string | undefined {
  const [, name] = /^\$\.Attributes\.([\w-]+)$/.exec(text) ?? [];
  return name === undefined ? text : attributes[name];
}
