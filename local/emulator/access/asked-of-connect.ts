import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Asked, Place } from './right';

const bodySchema = z
  .object({
    InstanceId: z.string(),
    ContactId: z.string(),
    ContactFlowId: z.string(),
    Filters: z.object({ Queues: z.array(z.string()) }),
  })
  .partial();

/**
 * What IAM is asked about a request to Connect: https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html.
 * A contact that begins has no id yet, so its pattern has to be allowed.
 */
export function askedOfConnect(
  { method, url = '/' }: Pick<IncomingMessage, 'url' | 'method'>,
  body: Buffer,
  place: Place,
): Asked {
  const path = url.split('?')[0] ?? '/';
  const [, ofMetrics] = /^\/metrics\/current\/([^/]+)$/.exec(path) ?? [];
  const [, ofContact, contact = ''] = /^\/contact\/attributes\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const asked = body.length === 0 ? {} : bodySchema.parse(JSON.parse(body.toString('utf8')));
  const instance = asked.InstanceId ?? ofMetrics ?? ofContact ?? '';
  const arn = (rest: string): string =>
    `arn:aws:connect:${place.region}:${place.account}:instance/${instance}/${rest.split('/instance/').at(-1) ?? ''}`;
  const plain = (operation: string, ...resourceArns: string[]): Asked => ({
    action: `connect:${operation}`,
    resourceArns,
    context: { 'connect:InstanceId': instance },
  });
  const flow = arn(`contact-flow/${asked.ContactFlowId ?? ''}`);
  switch (`${method ?? ''} ${path}`) {
    case 'PUT /contact/task':
      return plain('StartTaskContact', arn('contact/*'), flow);
    case 'PUT /contact/outbound-voice':
      return plain('StartOutboundVoiceContact', arn('contact/*'));
    case 'POST /contact/stop':
      return plain('StopContact', arn(`contact/${asked.ContactId ?? ''}`));
  }
  if (ofContact !== undefined) return plain('GetContactAttributes', arn(`contact/${contact}`));
  if (ofMetrics === undefined) throw new Error('it is nothing that Connect is asked for here');
  return plain('GetCurrentMetricData', ...(asked.Filters?.Queues ?? []).map((queue) => arn(`queue/${queue}`)));
}
