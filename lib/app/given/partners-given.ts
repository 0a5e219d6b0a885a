import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { phoneSettingSchema } from '../../../lambdas/phone/phone-setting';
import type { PartnerKind } from '../../../lambdas/fulfilment/port/partner-events';
import { Partner, type CallPartner, type CreditPartner } from '../../options/partner';
import { fromText } from './context-value';

const form =
  '{ instanceArn, queueId } and whatever differs of { taskFlowId, callFlowId, hours, quietHours, withinSeconds, afterOpeningMinutes, consoleUrl }';

const { queueId, hours, quietHours, withinSeconds, afterOpeningMinutes, consoleUrl } = phoneSettingSchema.shape;

/** Whose agents call customers: as an object, or as JSON. */
const connectSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      instanceArn: z.string().check(
        z.regex(/^arn:[\w-]+:connect:[\w-]+:\d{12}:instance\/[\w-]{1,100}$/, {
          error: 'the ARN of an instance of Amazon Connect',
        }),
      ),
      queueId,
      taskFlowId: z.optional(queueId),
      callFlowId: z.optional(queueId),
      hours,
      quietHours: z.optional(quietHours),
      withinSeconds: z.optional(withinSeconds),
      afterOpeningMinutes: z.optional(afterOpeningMinutes),
      consoleUrl,
    },
    { error: form },
  ),
);

const byEventsOrEndpoint = z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' }));

/** Who carries out what, as a stage says it. */
export const partnerSettings = {
  credits: z.optional(z.enum(['events', 'stripe', 'endpoint'], { error: 'events, stripe or endpoint' })),
  replacements: byEventsOrEndpoint,
  entitlements: byEventsOrEndpoint,
  callbacks: z.optional(z.enum(['events', 'endpoint', 'connect'], { error: 'events, endpoint or connect' })),
  connect: z.optional(connectSchema),
};

type Given = { readonly [Name in keyof typeof partnerSettings]?: z.infer<(typeof partnerSettings)[Name]> };

interface StageWithPartners extends Given {
  readonly partnerEndpoint?: string | undefined;
  readonly partnerEndpointSecretName: string;
  readonly partnerWebhookSecretName: string;
  readonly partnerSources?: Readonly<Partial<Record<PartnerKind, string>>> | undefined;
}

/** The partners of a stage, with the secrets that it names. */
export function partnersOfStage(
  scope: Construct,
  config: StageWithPartners,
): {
  readonly credits: CreditPartner;
  readonly replacements: Partner;
  readonly entitlements: Partner;
  readonly callbacks: CallPartner;
} {
  const { credits, replacements, entitlements, callbacks, connect, partnerEndpoint: url, partnerSources = {} } = config;
  const endpoint =
    url === undefined
      ? undefined
      : Partner.endpoint({
          url,
          secret: Secret.fromSecretNameV2(scope, 'PartnerEndpointSecret', config.partnerEndpointSecretName),
          webhookSecret: Secret.fromSecretNameV2(scope, 'PartnerWebhookSecret', config.partnerWebhookSecretName),
        });
  const partnerOf = (by: string | undefined, source: string | undefined): Partner =>
    by === 'endpoint' && endpoint ? endpoint : Partner.events({ source });
  const calls = callbacks === 'connect' && connect ? Partner.connect(connect) : undefined;
  return {
    credits: credits === 'stripe' ? Partner.stripeBalance() : partnerOf(credits, partnerSources.credit),
    replacements: partnerOf(replacements, partnerSources.replacement),
    entitlements: partnerOf(entitlements, partnerSources.entitlement),
    callbacks: calls ?? partnerOf(callbacks, partnerSources.callback),
  };
}

/** An endpoint needs its URL, a contact center its instance, and whatever is named something to carry out. */
export function partnerProblems(data: Given & Pick<StageWithPartners, 'partnerEndpoint'>): string[] {
  const { credits, replacements, entitlements, callbacks, connect, partnerEndpoint } = data;
  if (callbacks === 'connect' && !connect) return [`connect: is missing, and it makes the calls; it is ${form}`];
  if (callbacks !== 'connect' && connect) return ['connect: makes no calls; say callbacks: connect'];
  const isUsed = [credits, replacements, entitlements, callbacks].includes('endpoint');
  if (isUsed && partnerEndpoint === undefined)
    return ['partnerEndpoint: is missing, and an endpoint carries something out'];
  if (!isUsed && partnerEndpoint !== undefined) {
    return ['partnerEndpoint: carries nothing out; say what, such as replacements: endpoint'];
  }
  return [];
}
