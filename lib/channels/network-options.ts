import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ServiceTemplates } from '../../lambdas/channels/wechat/send/service-templates';
import type { ChannelOptions } from './channel-options';
import type { BegunMessages } from './message-options';

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

/** An account on X. */
export interface XChannelOptions extends ChannelOptions {
  /** The id of the account, as digits. */
  readonly user: string;
  /** The consumer secret of the app, with which X signs, as a plain string. */
  readonly consumerSecret: ISecret;
  /**
   * By which the app writes for the account: JSON with `consumerKey`, `consumerSecret`, `accessToken` and
   * `accessTokenSecret`. They do not end.
   */
  readonly accountKeys: ISecret;
  /**
   * Where the API is, with its version.
   *
   * @default 'https://api.x.com/2'
   */
  readonly apiUrl?: string | undefined;
}

/** A service account on WeChat. */
export interface WechatChannelOptions extends ChannelOptions {
  /** The AppID of the account. */
  readonly appId: string;
  /** With which WeChat signs and encrypts what it pushes: JSON with `token` and `encodingAesKey`. */
  readonly pushKeys: ISecret;
  /** The AppSecret of the account, as a plain string. Access tokens are asked for with it. */
  readonly appSecret: ISecret;
  /**
   * The account's templates, by the tags of languages, with WeChat's ids and what stands where: `{ 'zh-CN': { id: '…',
   * company: 'thing1', gist: 'thing2', reference: 'character_string3' } }`.
   *
   * @default - none: no messages are begun
   */
  readonly serviceTemplates?: ServiceTemplates | undefined;
  /**
   * Whether messages are begun too, with these templates.
   *
   * @default - the channel answers only
   */
  readonly begins?: BegunMessages | undefined;
  /**
   * Where its interfaces are: those of WeChat, which answer to the addresses on the list of the account alone, or a
   * forward of yours with such an address.
   *
   * @default 'https://api.weixin.qq.com'
   */
  readonly apiUrl?: string | undefined;
}

/** A group on Odnoklassniki. */
export interface OdnoklassnikiChannelOptions extends ChannelOptions {
  /** The id of the group, as digits. */
  readonly group: string;
  /**
   * What stands behind the address that is entered at OK, as a plain string: a key of 24 characters or more that you
   * make up. OK signs nothing, so whoever knows it can forge messages.
   */
  readonly addressKey: ISecret;
  /** The access key of the group, as a plain string. It does not end until another one is made. */
  readonly groupToken: ISecret;
  /**
   * Where the Graph API is.
   *
   * @default 'https://api.ok.ru/graph'
   */
  readonly apiUrl?: string | undefined;
}

/** A page on LinkedIn. */
export interface LinkedinChannelOptions extends ChannelOptions {
  /** The id of the organization, as digits. */
  readonly organization: string;
  /** The client secret of the app, with which LinkedIn signs, as a plain string. */
  readonly clientSecret: ISecret;
  /**
   * By which the page is written for: JSON with `clientId`, `clientSecret` and `refreshToken`, or an access token,
   * which ends after sixty days.
   */
  readonly pageToken: ISecret;
  /**
   * The version of the API, as its month. Each lives a year.
   *
   * @default '202607'
   */
  readonly version?: string | undefined;
  /**
   * Where the API is.
   *
   * @default 'https://api.linkedin.com/rest'
   */
  readonly apiUrl?: string | undefined;
}
