import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { complaintRuleSchema, type ComplaintRule } from '../../lambdas/channels/complaints/complaint-rule';
import { amplificationSchema, type Amplification } from '../../lambdas/channels/amplification/amplification';
import { chatwootAccount } from '../../lambdas/channels/chatwoot/chatwoot';
import { facebook } from '../../lambdas/channels/facebook/facebook';
import { instagramAccount } from '../../lambdas/channels/instagram/instagram-account';
import { ownChannel } from '../../lambdas/channels/http/own-channel';
import { qzone } from '../../lambdas/channels/networks/qzone';
import { renren } from '../../lambdas/channels/networks/renren';
import { vkCommunity } from '../../lambdas/channels/vk/vk-community';
import { messageChannelNames, type MessageChannelSettings } from '../../lambdas/channels/port/message-channels';
import { sms } from '../../lambdas/channels/sms/sms';
import { whatsapp } from '../../lambdas/channels/whatsapp/whatsapp';
import type { ChannelDefinition } from '../../lambdas/channels/port/channel-definition';
import { ClosedNetworkError, refuseClosed } from '../../lambdas/channels/rules/closed-network';
import type { ChannelComplaints, ChannelOptions } from './channel-options';
import { checkedEndpoint, type ServiceEndpoint } from '../options/service-endpoint';
import {
  begunMessages,
  carriedAsSms,
  carriedByWhatsApp,
  phoneNumberIdOf,
  type BegunMessages,
  type CarriedByAws,
  type SmsChannelOptions,
  type WhatsAppChannelOptions,
} from './message-options';

/** A signed endpoint for whatever else customers write on. */
export interface HttpChannelOptions extends ChannelOptions {
  /** With which your system signs the messages that it passes on, as a plain string. */
  readonly secret: ISecret;
  /**
   * Where answers are sent, with the secret that signs these requests. It is another one than `secret`.
   *
   * @default - no answers are sent
   */
  readonly answers?: Pick<ServiceEndpoint, 'url' | 'secret'> | undefined;
}

/** A page on Facebook. */
export interface FacebookChannelOptions extends ChannelOptions {
  /** The id of the page. */
  readonly page: string;
  /** The secret of the app, with which Meta signs, as a plain string. */
  readonly appSecret: ISecret;
  /** A token of the page that does not end, as a plain string. It may write in the name of the page. */
  readonly pageToken: ISecret;
  /**
   * A text of at least 16 characters that you make up and enter at Meta too. Whoever knows it can have the URL answer a
   * challenge, and nothing else.
   */
  readonly verifyToken: string;
  /**
   * Where the Graph API is, with its version.
   *
   * @default 'https://graph.facebook.com/v25.0'
   */
  readonly graphUrl?: string | undefined;
}

/** A professional account on Instagram. */
export interface InstagramChannelOptions extends ChannelOptions {
  /** The id of the professional account. */
  readonly account: string;
  /** The secret of the app, with which Meta signs, as a plain string. */
  readonly appSecret: ISecret;
  /** An access token of the account, as a plain string. It may write in the name of the account. */
  readonly accessToken: ISecret;
  /**
   * A text of at least 16 characters that you make up and enter at Meta too. Whoever knows it can have the URL answer a
   * challenge, and nothing else.
   */
  readonly verifyToken: string;
  /**
   * Where the Graph API is, with its version. Who logs in with Facebook uses 'https://graph.facebook.com/v25.0'.
   *
   * @default 'https://graph.instagram.com/v25.0'
   */
  readonly graphUrl?: string | undefined;
}

/** A community on VKontakte. */
export interface VkChannelOptions extends ChannelOptions {
  /** The id of the community, without a sign. */
  readonly group: string;
  /** The secret key of the Callback API, as a plain string. */
  readonly secret: ISecret;
  /** A key of the community with the rights to messages and to the wall, as a plain string. */
  readonly groupToken: ISecret;
  /** What the URL has to repeat, as the settings of the Callback API show it. Everybody who asks reads it. */
  readonly confirmation: string;
  /**
   * Where the methods of the API are.
   *
   * @default 'https://api.vk.com/method'
   */
  readonly apiUrl?: string | undefined;
}

/** An account at Chatwoot, with whatever networks its inboxes reach. */
export interface ChatwootChannelOptions extends ChannelOptions {
  /** Where Chatwoot is: `https://chat.example.com`. */
  readonly url: string;
  /** The number of the account. */
  readonly account: string;
  /** The secret of the webhook, with which Chatwoot signs, as a plain string. */
  readonly webhookSecret: ISecret;
  /** The access token of a user who may answer in these inboxes, as a plain string. */
  readonly accessToken: ISecret;
  /**
   * The numbers of the inboxes that are read.
   *
   * @default - all that the webhook sends
   */
  readonly inboxes?: readonly string[] | undefined;
}

/** A channel of your own. */
export interface OwnChannelOptions<Settings> extends ChannelOptions {
  /**
   * The absolute path of the folder with its entry files: `webhook-handler.ts`, `messages-handler.ts` and
   * `answer-handler.ts`, made with `amends/runtime`.
   */
  readonly folder: string;
  /** What the definition's schema reads. No secrets. */
  readonly settings: Settings;
  /** With which the network signs, as a plain string. */
  readonly signingSecret: ISecret;
  /**
   * With which the company is known to the network, as a plain string.
   *
   * @default - no answers are sent
   */
  readonly answerSecret?: ISecret | undefined;
}

/** What the constructs read of a {@link Channel}. */
export interface ChannelConfig {
  readonly definition: Pick<ChannelDefinition, 'name' | 'rules'>;
  /** Of its entry files: below `lambdas/`, or an absolute path. */
  readonly folder: string;
  /** As its schema read it. */
  readonly settings: object;
  /** Undefined where a topic tells what customers wrote. */
  readonly signingSecret: ISecret | undefined;
  /** Undefined where no answers are sent, or the company is known by its role. */
  readonly answerSecret: ISecret | undefined;
  /** Only where the network is a service of AWS. */
  readonly carrier?: CarriedByAws | undefined;
  readonly complaints: ComplaintRule;
  readonly amplification: Amplification | undefined;
  readonly customers: Pick<ServiceEndpoint, 'url' | 'secret'> | undefined;
}

/** What every channel is made of, before its schema has read its settings. */
type MadeOptions = Omit<OwnChannelOptions<object>, 'signingSecret'> & Pick<ChannelConfig, 'signingSecret'>;

/** What is wrong with a channel as it was configured. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
}

/** Where customers write, and where they are answered. */
export class Channel {
  /** A signed endpoint for whatever else customers write on: docs/channels/http.md. */
  static http({ secret, answers, ...common }: HttpChannelOptions): Channel {
    const endpoint = answers && checkedEndpoint(answers);
    return Channel.made(ownChannel, {
      ...common,
      folder: 'channels/http',
      settings: endpoint ? { endpointUrl: endpoint.url } : {},
      signingSecret: secret,
      answerSecret: endpoint?.secret,
    });
  }

  /**
   * Comments and posts on a page, private replies and Messenger: docs/channels/facebook.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static facebook({ page, appSecret, pageToken, verifyToken, graphUrl, ...common }: FacebookChannelOptions): Channel {
    return Channel.made(facebook, {
      ...common,
      folder: 'channels/facebook',
      settings: { page, verifyToken, graphUrl: graphUrl ?? 'https://graph.facebook.com/v25.0' },
      signingSecret: appSecret,
      answerSecret: pageToken,
    });
  }

  /**
   * Comments, private replies and messages of a professional account: docs/channels/instagram.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static instagram({ account, appSecret, accessToken, verifyToken, ...options }: InstagramChannelOptions): Channel {
    const { graphUrl = 'https://graph.instagram.com/v25.0', ...common } = options;
    return Channel.made(instagramAccount, {
      ...common,
      folder: 'channels/instagram',
      settings: { account, verifyToken, graphUrl },
      signingSecret: appSecret,
      answerSecret: accessToken,
    });
  }

  /**
   * Messages to a community and comments on its wall: docs/channels/vk.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static vk({ group, secret, groupToken, confirmation, apiUrl, ...common }: VkChannelOptions): Channel {
    return Channel.made(vkCommunity, {
      ...common,
      folder: 'channels/vk',
      settings: { group, confirmation, apiUrl: apiUrl ?? 'https://api.vk.com/method' },
      signingSecret: secret,
      answerSecret: groupToken,
    });
  }

  /**
   * An account at Chatwoot, its API channel too: docs/channels/chatwoot.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static chatwoot({ url, account, webhookSecret, accessToken, inboxes, ...common }: ChatwootChannelOptions): Channel {
    return Channel.made(chatwootAccount, {
      ...common,
      folder: 'channels/chatwoot',
      settings: { url, account, ...(inboxes && { inboxes: [...inboxes] }) },
      signingSecret: webhookSecret,
      answerSecret: accessToken,
    });
  }

  /**
   * SMS by AWS End User Messaging, two-way: docs/channels/sms.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static sms({ origination, optOutList, begins, ...common }: SmsChannelOptions): Channel {
    const settings = { origination, optOutList };
    return Channel.carried(sms, { ...common, folder: 'channels/sms', settings, begins }, carriedAsSms(settings));
  }

  /**
   * WhatsApp by AWS End User Messaging Social: docs/channels/whatsapp.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static whatsapp({ phoneNumber, begins, ...options }: WhatsAppChannelOptions): Channel {
    const { approvedTemplates = {}, metaApiVersion = 'v20.0', ...common } = options;
    const settings = { phoneNumberId: phoneNumberIdOf(phoneNumber), approvedTemplates, metaApiVersion };
    const carrier = carriedByWhatsApp(phoneNumber);
    return Channel.carried(whatsapp, { ...common, folder: 'channels/whatsapp', settings, begins }, carrier);
  }

  /**
   * A channel of your own: docs/channels/own-channels.md.
   *
   * @throws ChannelError where its settings or its name cannot be used
   * @throws ClosedNetworkError where its network is closed
   */
  static of<Settings extends object>(
    definition: ChannelDefinition<Settings>,
    options: OwnChannelOptions<Settings>,
  ): Channel {
    return Channel.made(definition, options);
  }

  /** @throws ClosedNetworkError always, with day and source */
  static qzone(): never {
    throw new ClosedNetworkError(qzone);
  }

  /** @throws ClosedNetworkError always, with day and source */
  static renren(): never {
    throw new ClosedNetworkError(renren);
  }

  /** One that AWS carries. What begins messages has the settings of the channel, too. */
  private static carried<Settings extends object>(
    definition: Pick<ChannelDefinition<Settings>, 'name' | 'rules' | 'settings'>,
    { begins, ...options }: Omit<MadeOptions, 'signingSecret'> & { readonly begins?: BegunMessages | undefined },
    carrier: CarriedByAws,
  ): Channel {
    const { config } = Channel.made(definition, { ...options, signingSecret: undefined });
    const begun = begins && begunOf(begins, config);
    return new Channel({ ...config, carrier: { ...carrier, begins: begun } });
  }

  private static made<Settings extends object>(
    definition: Pick<ChannelDefinition<Settings>, 'name' | 'rules' | 'settings'>,
    options: MadeOptions,
  ): Channel {
    const { name, rules, settings: schema } = definition;
    if (!/^[a-z][a-z0-9-]{0,29}$/.test(name)) {
      throw new ChannelError(`"${name}" cannot name a channel: lower-case letters, digits and hyphens, 30 at most.`);
    }
    for (const each of rules) refuseClosed(each);
    const settings = schema.safeParse(options.settings);
    if (!settings.success) {
      const wrong = settings.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new ChannelError(`The channel ${name} cannot be used with this: ${wrong}`);
    }
    const { folder, signingSecret, answerSecret, customers } = options;
    return new Channel({
      definition: { name, rules },
      folder,
      settings: settings.data,
      signingSecret,
      answerSecret,
      complaints: checkedComplaints(name, options.complaints),
      amplification: checkedAmplification(name, options),
      customers: customers && checkedEndpoint(customers),
    });
  }

  private constructor(
    /** What the constructs read. */
    readonly config: ChannelConfig,
  ) {}
}

function begunOf(begins: BegunMessages, { definition, settings }: ChannelConfig): MessageChannelSettings {
  const name = messageChannelNames.find((known) => known === definition.name);
  if (!name) throw new ChannelError(`Nobody begins messages on the channel ${definition.name}.`);
  try {
    return begunMessages(begins, { name, settings });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ChannelError(`The channel ${name} cannot be used with this: ${cause.message}.`, { cause });
  }
}

function checkedComplaints(
  name: string,
  { counts, phrases = [] }: ChannelComplaints = { counts: 'none' },
): ComplaintRule {
  const parsed = complaintRuleSchema.safeParse({ counts, phrases });
  if (!parsed.success)
    throw new ChannelError(`The channel ${name} has a phrase that is too short, or too many of them.`);
  if ((counts === 'listed-phrases') === phrases.length > 0) return parsed.data;
  throw new ChannelError(`The channel ${name} needs phrases exactly where it counts the listed ones.`);
}

function checkedAmplification(name: string, { amplification, complaints }: ChannelOptions): Amplification | undefined {
  if (amplification === undefined) return undefined;
  const parsed = amplificationSchema.safeParse(amplification);
  if (!parsed.success) {
    throw new ChannelError(`The channel ${name} counts from 2 to 200 people, within 1 to 1440 minutes.`);
  }
  if (complaints === undefined || complaints.counts === 'none') {
    throw new ChannelError(
      `The channel ${name} counts nothing as a complaint, so nobody writes about one cause there.`,
    );
  }
  return parsed.data;
}
