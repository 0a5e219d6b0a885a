import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, type Stage as CdkStage } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { wholeTemplate } from './whole-template';
import { FailureType, Partner, RefundAutomation, RefundProvider, type RefundAutomationProps } from '../../lib';

interface CdkJson {
  readonly context: Readonly<Record<string, unknown>>;
}

/** The feature flags of our app. */
export const { context: flags } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as CdkJson;

const assemblies: string[] = [];
const removeAssemblies = (): void => {
  for (const folder of assemblies) rmSync(folder, { recursive: true, force: true });
};
// The templates are also linted by a program of its own, without jest.
if ('afterAll' in globalThis) afterAll(removeAssemblies);
else process.once('exit', removeAssemblies);

/** A folder that is gone when the suite has ended. CDK leaves its own behind. */
function assemblyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  assemblies.push(folder);
  return folder;
}

/**
 * An app with our flags that bundles nothing, and is not checked by CDK itself, which takes seconds. Nor does it record
 * where in the code each resource was created, which takes a third of a synthesis: no template shows it.
 */
export function testApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({
    outdir: assemblyFolder(),
    context: {
      ...flags,
      'aws:cdk:bundling-stacks': [],
      'aws:cdk:disable-creation-stack-traces': true,
      '@aws-cdk/core:enableAdditionalMetadataCollection': false,
      ...context,
    },
    builtinCloudFormationValidation: false,
    stackTraces: false,
    treeMetadata: false,
    analyticsReporting: false,
  });
}

export const sender = {
  email: 'care@example.com',
  name: 'Example Films',
  replyTo: 'help@example.com',
  signatory: 'Maya Lindqvist',
};

export const account = '111111111111';
export const region = 'eu-west-1';

/** Stripe, with the secret that its webhook events are verified with. */
export function withWebhook(scope: Stack): Partial<RefundAutomationProps> {
  return {
    provider: RefundProvider.stripe({
      apiKey: secretOf(scope, 'team/stripe'),
      readKey: secretOf(scope, 'team/stripe-read'),
      webhookSecret: secretOf(scope, 'team/stripe-webhook'),
    }),
  };
}

/** A payment service of the team's own. */
export function withEndpoint(scope: Stack): Partial<RefundAutomationProps> {
  return {
    provider: RefundProvider.endpoint({
      url: 'https://payments.example.com/amends',
      secret: secretOf(scope, 'team/endpoint'),
      readingSecret: secretOf(scope, 'team/endpoint-read'),
      webhookSecret: secretOf(scope, 'team/endpoint-webhook'),
    }),
  };
}

/** A partner behind an endpoint of the team's own. */
export function partnerEndpoint(scope: Stack): Partner {
  return Partner.endpoint({
    url: 'https://shop.example.com/amends',
    secret: secretOf(scope, 'team/partner'),
    webhookSecret: secretOf(scope, 'team/partner-webhook'),
  });
}

/** A secret of the team, by its name. */
export function secretOf(scope: Stack, name: string): ISecret {
  return Secret.fromSecretNameV2(scope, `Secret ${name}`, name);
}

/** One failure type: all of them have functions, rights and alarms many times over. */
export const oneFailure = [FailureType.of(videoPlaybackFailed)];

/** A stack as another team would write it. */
export class TeamStack extends Stack {
  readonly automation: RefundAutomation;

  constructor(
    props: (stack: Stack) => Partial<RefundAutomationProps> = () => ({}),
    app: App | CdkStage = testApp(),
    id = 'Team',
  ) {
    super(app, id, { env: { account, region } });
    this.automation = new RefundAutomation(this, 'Amends', {
      sender,
      provider: RefundProvider.stripe({
        apiKey: Secret.fromSecretNameV2(this, 'Secret', 'team/stripe'),
        readKey: Secret.fromSecretNameV2(this, 'ReadSecret', 'team/stripe-read'),
      }),
      ...props(this),
    });
  }

  /** With what the stacks inside of it create. */
  template(): Template {
    return wholeTemplate(this);
  }
}

interface Resource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** The one resource of that type whose logical id starts so. */
export function resourceOf(template: Template, type: string, start = ''): Resource & { readonly id: string } {
  const found = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(start));
  const [only, ...others] = found;
  if (!only || others.length > 0) throw new Error(`${found.length} resources of ${type} start with "${start}"`);
  return { id: only[0], ...only[1] };
}

/** Starts of the logical ids of what belongs to one function. */
export const remedy = 'AmendsVideoPlaybackFailedRemedy';
export const apology = 'AmendsApologyMailApologise';
export const emailEvent = 'AmendsApologyMailEmailEventsApply';
export const sweep = 'AmendsSweep';
export const partnerResponses = 'AmendsPartnerResponsesApply';
/** The public one. */
export const webhook = 'AmendsWebhookReceive';
/** The one that applies what that one received. */
export const partUpdates = 'AmendsWebhookApply';
export const partnerWebhook = 'AmendsPartnerWebhookReceive';
export const operatorApi = 'AmendsOperatorApiServe';
export const reconciliation = 'AmendsReconciliationReconcile';

/** What the pattern of every rule says that is not for rehearsals: nothing that an archive replays. */
export const live = { 'replay-name': [{ exists: false }] };

/** The ARN of a resource, as it stands in a template. */
export function arnOf(id: string): unknown {
  return { 'Fn::GetAtt': [id, 'Arn'] };
}
