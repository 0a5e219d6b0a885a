import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { complaintRuleSchema, type ComplaintRule } from '../../lambdas/channels/complaints/complaint-rule';
import { amplificationSchema, type Amplification } from '../../lambdas/channels/amplification/amplification';
import { chatwootAccount } from '../../lambdas/channels/chatwoot/chatwoot';
import { facebook } from '../../lambdas/channels/facebook/facebook';
import { instagramAccount } from '../../lambdas/channels/instagram/instagram-account';
import { ownChannel } from '../../lambdas/channels/http/own-channel';
import { qzone } from '../../lambdas/channels/networks/qzone';
import { renren } from '../../lambdas/channels/networks/renren';
import { xAccount } from '../../lambdas/channels/x/x-account';
import { linkedinPage } from '../../lambdas/channels/linkedin/linkedin-page';
import { okGroup } from '../../lambdas/channels/odnoklassniki/ok-group';
import { wechatAccount } from '../../lambdas/channels/wechat/wechat-account';
import { vkCommunity } from '../../lambdas/channels/vk/vk-community';
import { messageChannelNames, type MessageChannelSettings } from '../../lambdas/channels/port/message-channels';
import { sms } from '../../lambdas/channels/sms/sms';
import { whatsapp } from '../../lambdas/channels/whatsapp/whatsapp';
import type { ChannelDefinition } from '../../lambdas/channels/port/channel-definition';
import { ClosedNetworkError, refuseClosed } from '../../lambdas/channels/rules/closed-network';
import type { ChannelComplaints, ChannelOptions } from './channel-options';
import { mayReadSecret } from '../function/function-rights';
import { checkedEndpoint, type ServiceEndpoint } from '../options/service-endpoint';
import type {
  ChatwootChannelOptions,
  FacebookChannelOptions,
  InstagramChannelOptions,
  VkChannelOptions,
  LinkedinChannelOptions,
  OdnoklassnikiChannelOptions,
  WechatChannelOptions,
  XChannelOptions,
} from './network-options';
import {
  begunMessages,
  type Beginning,
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
  /** Only where messages are begun with a key of the company. */
  readonly beginning?: Beginning | undefined;
  readonly complaints: ComplaintRule;
  readonly amplification: Amplification | undefined;
  /** Whether what is written there is a conversation of the console. */
  readonly hasConversations: boolean;
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
   * Mentions, replies and quotes of an account on X, and messages to it: docs/channels/x.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static x({ user, consumerSecret, accountKeys, apiUrl, ...common }: XChannelOptions): Channel {
    return Channel.made(xAccount, {
      ...common,
      folder: 'channels/x',
      settings: { user, apiUrl: apiUrl ?? 'https://api.x.com/2' },
      signingSecret: consumerSecret,
      answerSecret: accountKeys,
    });
  }

  /**
   * Messages to a service account on WeChat: docs/channels/wechat.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static wechat({ appId, pushKeys, appSecret, begins, ...options }: WechatChannelOptions): Channel {
    const { apiUrl = 'https://api.weixin.qq.com', serviceTemplates = {}, ...common } = options;
    const { config } = Channel.made(wechatAccount, {
      ...common,
      folder: 'channels/wechat',
      settings: { appId, apiUrl, serviceTemplates },
      signingSecret: pushKeys,
      answerSecret: appSecret,
    });
    if (!begins) return new Channel(config);
    const begun = begunOf(begins, config);
    return new Channel({ ...config, beginning: { begins: begun, sending: () => mayReadSecret(appSecret) } });
  }

  /**
   * Messages to a group on Odnoklassniki: docs/channels/odnoklassniki.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static odnoklassniki({ group, addressKey, groupToken, apiUrl, ...common }: OdnoklassnikiChannelOptions): Channel {
    return Channel.made(okGroup, {
      ...common,
      folder: 'channels/odnoklassniki',
      settings: { group, apiUrl: apiUrl ?? 'https://api.ok.ru/graph' },
      signingSecret: addressKey,
      answerSecret: groupToken,
    });
  }

  /**
   * Comments on the posts of a page on LinkedIn, and posts that mention it: docs/channels/linkedin.md.
   *
   * @throws ChannelError where an option cannot be used
   */
  static linkedin({ organization, clientSecret, pageToken, ...options }: LinkedinChannelOptions): Channel {
    const { version = '202607', apiUrl = 'https://api.linkedin.com/rest', ...common } = options;
    return Channel.made(linkedinPage, {
      ...common,
      folder: 'channels/linkedin',
      settings: { organization, version, apiUrl },
      signingSecret: clientSecret,
      answerSecret: pageToken,
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
      hasConversations: options.conversations ?? true,
      customers: customers && checkedEndpoint(customers),
    });
  }

  private constructor(
    /** What the constructs read. */
    readonly config: ChannelConfig,
  ) {}
}

function begunOf(begins: BegunMessages, { definition, settings, answerSecret }: ChannelConfig): MessageChannelSettings {
  const name = messageChannelNames.find((known) => known === definition.name);
  if (!name) throw new ChannelError(`Nobody begins messages on the channel ${definition.name}.`);
  try {
    return begunMessages(begins, { name, settings, ...(answerSecret && { secretName: answerSecret.secretName }) });
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
