import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { amplificationSchema } from '../../../lambdas/channels/amplification/amplification';
import type { Channel } from '../../channels/channel';
import type { ChannelAmplification, ChannelComplaints, ChannelOptions } from '../../channels/channel-options';
import { isServiceUrl } from '../../options/service-endpoint';

/** Your endpoint that knows which customer gave a handle: docs/channels/customers.md. */
export interface StageCustomers {
  /** Its https URL. */
  readonly url: string;
  /**
   * The name of the secret that signs our requests to it. Every channel may name the same one.
   *
   * @default `amends/STAGE/channel-customers`
   */
  readonly secretName?: string | undefined;
}

/** What the file of a stage may say of every channel. */
export interface StageChannelOptions {
  /**
   * Which messages are a `ComplaintRaised`, where their customer is known: `{ counts: 'listed-phrases', phrases: ['no
   * answer'] }`. All others are for a person.
   *
   * @default - none
   */
  readonly complaints?: ChannelComplaints | undefined;
  /**
   * When many people who write about one cause are an incident, of which the owner is told: `{ people: 20,
   * withinMinutes: 60 }`.
   *
   * @default - never
   */
  readonly amplification?: ChannelAmplification | undefined;
  /**
   * Whether what customers write there is a conversation of the console. `false` where people answer at a desk of their
   * own that says nothing of it here: everything would wait for ever, and the alarm of who waits too long would ring.
   *
   * @default true
   */
  readonly conversations?: boolean | undefined;
  /**
   * Who knows which customer gave a handle.
   *
   * @default - nobody, unless whoever passes a message on says it
   */
  readonly customers?: StageCustomers | undefined;
}

/** A secret of a channel, as the file of a stage names it. */
export interface StageSecret {
  /** The setting that names it. */
  readonly setting: string;
  /** The name of the secret, where the setting does not say another. */
  readonly name: string;
  /** What it holds, in a few words. */
  readonly holds: string;
}

/** Finds a secret of the stage by its name. The same name is the same secret. */
export type SecretsOfStage = (name: string) => ISecret;

/** A channel that comes with the package, as the file of a stage describes it. */
export interface StageChannelKind<Name extends string, Given extends StageChannelOptions> {
  /** What the stage calls it, and its functions are called by. */
  readonly name: Name;
  /** What people call the network. */
  readonly title: string;
  /**
   * What it calls with what customers write: a public URL, or a topic where it is a service of AWS.
   *
   * @default 'url'
   */
  readonly toldBy?: 'url' | 'topic' | undefined;
  /** What may stand there. */
  readonly schema: z.ZodMiniType<Given>;
  /** The secrets that it needs. */
  readonly secrets: (given: Given, stage: string) => readonly StageSecret[];
  readonly channel: (given: Given, common: ChannelOptions, secret: (setting: string) => ISecret) => Channel;
  /** What somebody does at the network with the channel's URL or topic. A sentence. */
  readonly nextStep: string;
}

/** A channel of one stage, ready to be made. */
export interface ChannelOfStage {
  readonly name: string;
  readonly title: string;
  readonly toldBy: 'url' | 'topic';
  readonly secrets: readonly StageSecret[];
  readonly nextStep: string;
  make(secretOf: SecretsOfStage): Channel;
}

/** Binds what a stage says to how it is made, so that a list of all kinds needs to know none of them. */
export function stageChannel<Name extends string, Given extends StageChannelOptions>(
  kind: StageChannelKind<Name, Given>,
): StageChannelKind<Name, Given> & { readonly read: (given: unknown, stage: string) => ChannelOfStage } {
  const read = (described: unknown, stage: string): ChannelOfStage => {
    const given = z.parse(kind.schema, described);
    const secrets = kind.secrets(given, stage);
    const named = (setting: string): string => secrets.find((secret) => secret.setting === setting)?.name ?? '';
    const { customers } = given;
    const ofCustomers = customers && { ...customers, secretName: customersSecret(customers, stage) };
    return {
      name: kind.name,
      title: kind.title,
      toldBy: kind.toldBy ?? 'url',
      nextStep: kind.nextStep,
      secrets: [
        ...secrets,
        ...(ofCustomers
          ? [{ setting: 'customers.secretName', name: ofCustomers.secretName, holds: 'what signs questions who wrote' }]
          : []),
      ],
      make: (secretOf) =>
        kind.channel(
          given,
          {
            complaints: given.complaints,
            amplification: given.amplification,
            conversations: given.conversations,
            customers: ofCustomers && { url: ofCustomers.url, secret: secretOf(ofCustomers.secretName) },
          },
          (setting) => secretOf(named(setting)),
        ),
    };
  };
  return { ...kind, read };
}

function customersSecret({ secretName }: StageCustomers, stage: string): string {
  return secretName ?? `amends/${stage}/channel-customers`;
}

/** Looks each secret up once: a construct has one id. */
export function secretsOfStage(scope: Construct): SecretsOfStage {
  const found = new Map<string, ISecret>();
  return (name) => {
    const secret = found.get(name) ?? Secret.fromSecretNameV2(scope, `ChannelSecret ${name}`, name);
    found.set(name, secret);
    return secret;
  };
}

const nameError = 'the name of a secret';

/** The name of a secret. */
export const secretName = z.string({ error: nameError }).check(z.minLength(1, { error: nameError }));

const complaintsForm = "{ counts: 'every-message' }, 'none', or 'listed-phrases' with phrases: ['no answer']";

const customersForm = "{ url: 'https://shop.example.com/amends' }, with secretName where it differs";

const amplificationForm = '{ people: 20, withinMinutes: 60 }, from 2 to 200 people and 1 to 1440 minutes';

const people = amplificationSchema.shape.people;
const withinMinutes = amplificationSchema.shape.withinMinutes;

const counted = (schema: typeof people) =>
  z
    .number({ error: amplificationForm })
    .check(z.refine((value) => schema.safeParse(value).success, { error: amplificationForm }));

/** What every channel may say. */
export const channelOptionsShape = {
  conversations: z.optional(z.boolean({ error: 'true, or false where people answer at a desk of their own' })),
  amplification: z.optional(
    z.strictObject({ people: counted(people), withinMinutes: counted(withinMinutes) }, { error: amplificationForm }),
  ),
  complaints: z.optional(
    z.strictObject(
      {
        counts: z.enum(['every-message', 'listed-phrases', 'none'], { error: complaintsForm }),
        phrases: z.optional(z.array(z.string({ error: complaintsForm }), { error: complaintsForm })),
      },
      { error: complaintsForm },
    ),
  ),
  customers: z.optional(
    z.strictObject(
      {
        url: z.string({ error: customersForm }).check(z.refine(isServiceUrl, { error: customersForm })),
        secretName: z.optional(secretName),
      },
      { error: customersForm },
    ),
  ),
};

/** A text of a network's own form. */
export function formed(error: string, isRight: (text: string) => boolean = (text) => text !== '') {
  return z.string({ error }).check(z.refine(isRight, { error }));
}
