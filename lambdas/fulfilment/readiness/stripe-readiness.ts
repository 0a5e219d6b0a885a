import Stripe from 'stripe';
import type { ProviderKey } from '../keys/provider-key';
import { KeyMissingError } from '../keys/provider-key';
import { AccountTroubleError, NotAttemptedError } from '../port/refund-provider';
import { StripeClient, within, type StripeClientProps } from '../stripe/stripe-client';
import type { ProviderInspection, ProviderReadiness, ProviderRight, WebhookRegistration } from './provider-readiness';

/** No object has such an id, so that whoever may change it is told that it is not there. */
const nowhere = 'amendsdoctor';

const options = within(8_000);

/** The events that have to come: docs/deploying.md. */
const webhookEvents = ['refund.created', 'refund.updated', 'refund.failed', 'charge.dispute.created'] as const;

interface Probe {
  readonly right: string;
  readonly without: string;
  readonly reader: ProviderRight['reader'];
  readonly ask: (stripe: Stripe) => Promise<unknown>;
}

export interface StripeReadinessProps extends StripeClientProps {
  /** Whether authorisations are cancelled, which takes a right more. */
  readonly cancels: boolean;
}

type Answer = Pick<ProviderRight, 'state' | 'why'> & { readonly key?: ProviderReadiness['key'] };

/**
 * Asks Stripe for things that do not exist. A key without the right gets 403 for it, and one with the right 404: Stripe
 * looks at the permission first. A refund is changed and never created, so that not even a mistake could move money.
 */
export class StripeReadiness implements ProviderInspection {
  private readonly client: StripeClient;
  private readonly key: ProviderKey;

  constructor(private readonly props: StripeReadinessProps) {
    this.client = new StripeClient(props);
    this.key = props.key;
  }

  async inspect(webhookUrl: string | undefined): Promise<ProviderReadiness> {
    const mode = await this.mode();
    const answers: { readonly probe: Probe; readonly answer: Answer }[] = [];
    for (const probe of probesFor(this.props)) {
      const answer = await this.answerTo(probe);
      if (answer.key && answers.length === 0) return { provider: 'stripe', key: answer.key, rights: [] };
      answers.push({ probe, answer });
    }
    return {
      provider: 'stripe',
      key: { state: answers.every(({ answer }) => answer.state === 'not-seen') ? 'not-seen' : 'accepted' },
      ...(mode && { mode }),
      rights: answers.map(({ probe: { ask: _, ...asked }, answer: { state, why } }) => ({ ...asked, state, why })),
      ...(webhookUrl !== undefined && { webhook: await this.webhookAt(webhookUrl) }),
    };
  }

  /** The begin of a key says it, and is no secret. */
  private async mode(): Promise<ProviderReadiness['mode']> {
    try {
      const [, mode] = /^[a-z]+_(live|test)_/.exec(await this.key.read()) ?? [];
      return mode === 'live' || mode === 'test' ? mode : undefined;
    } catch {
      // The first question says why it cannot be read.
      return undefined;
    }
  }

  private async answerTo({ ask }: Probe): Promise<Answer> {
    try {
      await this.client.call(ask);
      return { state: 'given' };
    } catch (error) {
      return answerOf(error);
    }
  }

  private async webhookAt(url: string): Promise<WebhookRegistration> {
    try {
      const endpoints = await this.client.call((stripe) => stripe.webhookEndpoints.list({ limit: 100 }, options));
      const ours = endpoints.data.filter((endpoint) => isSameAddress(endpoint.url, url));
      const enabled = ours.filter(({ status }) => status === 'enabled');
      if (ours.length === 0 && endpoints.has_more) return { state: 'not-seen', why: 'Stripe lists more than 100' };
      if (ours.length === 0) return { state: 'missing', why: 'no endpoint at Stripe has the address' };
      if (enabled.length === 0) return { state: 'missing', why: 'its endpoint at Stripe is disabled' };
      const sent = new Set<string>(enabled.flatMap(({ enabled_events }) => enabled_events));
      const lacking = sent.has('*') ? [] : webhookEvents.filter((event) => !sent.has(event));
      if (lacking.length === 0) return { state: 'registered' };
      return { state: 'missing', why: `its endpoint at Stripe does not send ${lacking.join(', ')}` };
    } catch (error) {
      return { state: 'not-seen', why: answerOf(error).why ?? 'Stripe did not list its endpoints' };
    }
  }
}

function probesFor({ cancels }: StripeReadinessProps): readonly Probe[] {
  const noMetadata = { metadata: {} };
  const cancelling: Probe = {
    right: 'PaymentIntents: write',
    without: 'payments that are only authorised are not cancelled',
    reader: 'should-not',
    ask: (stripe) => stripe.paymentIntents.update(`pi_${nowhere}`, noMetadata, options),
  };
  return [
    {
      right: 'Refunds: read',
      without: 'nothing is compared, and no unknown refund is found again',
      reader: 'needs',
      ask: (stripe) => stripe.refunds.list({ limit: 1 }, options),
    },
    {
      right: 'Refunds: write',
      without: 'no refund is made',
      reader: 'should-not',
      ask: (stripe) => stripe.refunds.update(`re_${nowhere}`, noMetadata, options),
    },
    {
      right: 'Charges: read',
      without: 'remedies for payments that are named ch_… wait',
      reader: 'may',
      ask: (stripe) => stripe.charges.retrieve(`ch_${nowhere}`, {}, options),
    },
    {
      right: 'PaymentIntents: read',
      without: 'remedies for payments that are named pi_… wait',
      reader: 'may',
      ask: (stripe) => stripe.paymentIntents.retrieve(`pi_${nowhere}`, {}, options),
    },
    {
      right: 'Disputes: read',
      without: 'a payment that the bank claims back may be refunded too',
      reader: 'needs',
      ask: (stripe) => stripe.disputes.list({ limit: 1 }, options),
    },
    ...(cancels ? [cancelling] : []),
  ];
}

function answerOf(error: unknown): Answer {
  const key = keyTroubleIn(error);
  if (key) return { state: 'not-seen', why: key.why, key };
  if (error instanceof Stripe.errors.StripePermissionError) {
    const permission = /\brak_[a-z_]+/.exec(error.message)?.[0];
    return { state: 'lacking', why: `the key lacks ${permission ?? 'the permission'}` };
  }
  if (error instanceof Stripe.errors.StripeError) {
    // Whoever is told that it is not there was allowed to look.
    if (error.code === 'resource_missing' || error.statusCode === 404) return { state: 'given' };
    return { state: 'not-seen', why: `Stripe answered with ${error.type} ${error.statusCode ?? ''}`.trim() };
  }
  return { state: 'not-seen', why: error instanceof Error ? error.name : 'no usable answer' };
}

function keyTroubleIn(error: unknown): ProviderReadiness['key'] | undefined {
  if (error instanceof KeyMissingError) return { state: 'missing', why: error.message };
  if (error instanceof AccountTroubleError) return { state: 'missing', why: error.message };
  if (error instanceof NotAttemptedError) return { state: 'not-seen', why: error.message };
  if (!(error instanceof Stripe.errors.StripeAuthenticationError)) return undefined;
  return { state: 'refused', why: 'Stripe does not accept the key' };
}

function isSameAddress(one: string, other: string): boolean {
  const bare = (url: string): string => url.replace(/(?<!\/)\/+$/, '');
  return bare(one) === bare(other);
}
