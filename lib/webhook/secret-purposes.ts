import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Channel } from '../channels/channel';
import { partnersOf, type Partners } from '../options/partners';
import type { RefundProviderConfig } from '../options/refund-provider';
import type { RefundAutomationProps } from '../refund-automation-props';

type Uses = Pick<RefundAutomationProps, 'channels' | 'detectors' | 'reports' | 'shop' | 'feedback' | 'feed'>;

/** The partners of an instance, none of whose secrets has two purposes. @throws as {@link refuseSharedSecrets} */
export function partnersApart(props: RefundAutomationProps, provider: RefundProviderConfig): Partners {
  const partners = partnersOf(props, provider);
  refuseSharedSecrets(provider, partners, props);
  return partners;
}

/**
 * Refuses a secret with two purposes. Whoever verifies webhook events is reached by everybody, and must not hold what
 * signs a request for money; and a partner's endpoint must not be able to sign for the provider.
 *
 * @throws Error where one secret serves two purposes, with both
 */
export function refuseSharedSecrets(
  provider: RefundProviderConfig,
  { endpoint }: Partners,
  { channels = [], detectors = [], reports, shop, feedback, feed }: Uses = {},
): void {
  const uses = [
    { purpose: requests, secret: provider.secret },
    { purpose: readingRequests, secret: provider.readSecret },
    { purpose: 'webhook events of the payment provider', secret: provider.webhookSecret },
    { purpose: "requests to the partners' endpoint", secret: endpoint?.secret },
    { purpose: "webhook events of the partners' endpoint", secret: endpoint?.webhookSecret },
    ...channels.flatMap(usesOf),
    ...detectors.map(({ name, signalSecret }) => ({
      purpose: `signals of the detector ${name}`,
      secret: signalSecret,
    })),
    { purpose: 'questions to the shop', secret: shop?.secret },
    { purpose: 'links that the shop gives its customers', secret: reports?.config.linkSecret },
    { purpose: 'links in mails that ask whether it was made right', secret: feedback?.config.linkSecret },
    { purpose: 'links with which customers see what was given', secret: feed?.config.linkSecret },
  ];
  for (const [index, { purpose, secret }] of uses.entries()) {
    const others = uses.slice(index + 1).filter((use) => !(purpose === requests && use.purpose === readingRequests));
    const other = others.find(
      (use) => secret && use.secret && purpose !== use.purpose && isSameSecret(secret, use.secret),
    );
    if (!other) continue;
    throw new Error(
      `One secret is for the ${purpose} and for the ${other.purpose}. Create one for each, so that whoever learns one ` +
        'of them can do one thing only.',
    );
  }
}

function usesOf({ config }: Channel) {
  const { name } = config.definition;
  return [
    { purpose: `messages of the channel ${name}`, secret: config.signingSecret },
    { purpose: `answers on the channel ${name}`, secret: config.answerSecret },
    { purpose: "requests to the customers' endpoint", secret: config.customers?.secret },
  ];
}

const requests = 'requests to the payment provider';

/** They may have the secret of the others: it is a weaker stage, which the doctor names. */
const readingRequests = 'requests to the payment provider that only read';

/** Whether two constructs stand for one secret, as far as their names say. */
function isSameSecret(one: ISecret, other: ISecret): boolean {
  return one === other || one.secretName === other.secretName;
}
