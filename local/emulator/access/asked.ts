import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { busName } from '../assembly/resolver';
import { invokedFunction } from '../lambda-api/invoke-api';
import { readSesRequest } from '../mail/ses-request';
import { readObjectRequest } from '../objects/object-request';
import { askedOfConnect } from './asked-of-connect';
import { askedOfDatabase } from './asked-of-database';
import type { Asked, Place } from './right';
import type { GuardedService } from '../iam/guard';

type Read = (
  request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>,
  body: Buffer,
  operation: string,
  place: Place,
) => Asked | readonly Asked[];

/**
 * What IAM is asked where a service gets that request, all of which has to be allowed. By the service authorization
 * reference: https://docs.aws.amazon.com/service-authorization/latest/reference/.
 *
 * @throws where the request is none that the service knows
 */
export function askedOf(
  service: GuardedService,
  request: IncomingMessage,
  body: Buffer,
  place: Place,
): readonly Asked[] {
  const target = String(request.headers['x-amz-target'] ?? '');
  return [readers[service](request, body, target.split('.').at(-1) ?? '', place)].flat();
}

const entriesSchema = z.object({
  Entries: z.array(
    z.object({ EventBusName: z.string().optional(), Source: z.string(), DetailType: z.string() }).partial(),
  ),
});

/** Numbers, pools and lists are named by their ARNs. */
const smsSchema = z.object({ OriginationIdentity: z.string(), OptOutListName: z.string() }).partial();

const workGroupSchema = z.object({ WorkGroup: z.string() });

const readers: Readonly<Record<GuardedService, Read>> = {
  athena: (_request, body, operation, place) => {
    // How a question stands is asked by its id, which leads to the workgroup in Athena alone.
    if (operation !== 'StartQueryExecution') return [];
    return plain(`athena:${operation}`, [
      arn('athena', `workgroup/${workGroupSchema.parse(json(body)).WorkGroup}`, place),
    ]);
  },
  connect: (request, body, _operation, place) => askedOfConnect(request, body, place),
  dynamodb: (_request, body, operation, place) => askedOfDatabase(json(body), operation, place),
  events: (_request, body, operation, place) => {
    // People replay, and no function: there is nothing of it that a role could be granted here.
    if (operation !== 'PutEvents') return plain(`events:${operation}`, [arn('events', 'archive/*', place)]);
    const { Entries } = entriesSchema.parse(json(body));
    const buses = new Set(Entries.map(({ EventBusName }) => busName(EventBusName)));
    return {
      action: `events:${operation}`,
      resourceArns: [...buses].map((bus) => arn('events', `event-bus/${bus}`, place)),
      context: {
        'events:source': unique(Entries.map(({ Source = '' }) => Source)),
        'events:detail-type': unique(Entries.map(({ DetailType = '' }) => DetailType)),
      },
    };
  },
  s3: (request) => {
    const asked = readObjectRequest(request);
    if (!asked) throw new Error('it is nothing that S3 is asked for here');
    const { action, bucket } = asked;
    const [resourceArn, context] = ((): [string, Record<string, string>] => {
      switch (asked.action) {
        case 's3:ListBucket':
          return [bucketArn(bucket), { 's3:prefix': asked.prefix }];
        case 's3:PutObject': {
          const condition: Record<string, string> = asked.onlyIfNew ? { 's3:if-none-match': '*' } : {};
          return [`${bucketArn(bucket)}/${asked.key}`, { ...condition, 's3:ObjectCreationOperation': 'true' }];
        }
        case 's3:DeleteObject':
        case 's3:GetObject':
          return [`${bucketArn(bucket)}/${asked.key}`, {}];
      }
    })();
    // A machine in AWS would use TLS.
    return { action, resourceArns: [resourceArn], context: { ...context, 'aws:SecureTransport': 'true' } };
  },
  secretsmanager: (_request, body, operation, place) => {
    const { SecretId } = z.object({ SecretId: z.string() }).parse(json(body));
    // In AWS the name in an ARN is followed by six characters, which policies leave open.
    const secret = SecretId.startsWith('arn:')
      ? SecretId
      : `${arn('secretsmanager', `secret:${SecretId}`, place)}-local1`;
    return plain(`secretsmanager:${operation}`, [secret]);
  },
  sqs: (_request, body, operation, place) => {
    const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(json(body));
    // A batch needs the right to what it does to each message.
    return plain(`sqs:${operation.replace(/Batch$/, '')}`, [arn('sqs', QueueUrl.split('/').at(-1) ?? '', place)]);
  },
  ses: (_request, body, _operation, place) => {
    const { action, from, recipients, configurationSet } = readSesRequest(body.toString('utf8'));
    const [sender = ''] = from;
    const identity = place.senderIdentities.find((name) => sender === name || sender.endsWith(`@${name}`)) ?? sender;
    const set = configurationSet === undefined ? [] : [arn('ses', `configuration-set/${configurationSet}`, place)];
    return {
      action: `ses:${action}`,
      resourceArns: [arn('ses', `identity/${identity}`, place), ...set],
      context: { 'ses:FromAddress': sender, 'ses:Recipients': unique([...recipients]) },
    };
  },
  'sms-voice': (_request, body, operation) => {
    const { OriginationIdentity: from, OptOutListName: list } = smsSchema.parse(json(body));
    return plain(`sms-voice:${operation}`, [from ?? list ?? '*']);
  },
  'social-messaging': (_request, body, _operation, place) => {
    const { originationPhoneNumberId: id } = z.object({ originationPhoneNumberId: z.string() }).parse(json(body));
    const name = id.replace(/^phone-number-id-/, '');
    return plain('social-messaging:SendWhatsAppMessage', [arn('social-messaging', `phone-number-id/${name}`, place)]);
  },
  lambda: (request, _body, _operation, place) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const invoked = invokedFunction(request.method, path);
    if (invoked === undefined) throw new Error('it invokes nothing by this API');
    const name = invoked.split('function:').at(-1) ?? '';
    return plain('lambda:InvokeFunction', [arn('lambda', `function:${name.replace(/:\$LATEST$/, '')}`, place)]);
  },
};

/** Buckets are known by their name alone, all over a partition. */
function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

function plain(action: string, resourceArns: readonly string[]): Asked {
  return { action, resourceArns, context: {} };
}

function arn(service: string, rest: string, { account, region }: Place): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function json(body: Buffer): unknown {
  return JSON.parse(body.toString('utf8'));
}
