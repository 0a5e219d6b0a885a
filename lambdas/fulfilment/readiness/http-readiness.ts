import { HttpEndpoint, type EndpointRequest, type EndpointResult, type HttpEndpointProps } from '../http/http-endpoint';
import type { ProviderInspection, ProviderReadiness, ProviderRight } from './provider-readiness';

const timeoutMs = 8_000;

export interface HttpReadinessProps extends HttpEndpointProps {
  /** Whether it is asked for payments. */
  readonly payments: boolean;
  /** Whether its key is that of who only reads, and should pay nothing. */
  readonly onlyReads: boolean;
  /** @default the system's clock */
  readonly now?: () => Date;
}

/**
 * Asks a team's own refund endpoint for books of no time at all, and for a payment that does not exist. With a key that
 * should only read it also asks for a refund of nothing: without a payment and an amount, not even a mistake could move
 * money.
 */
export class HttpReadiness implements ProviderInspection {
  private readonly endpoint: HttpEndpoint;

  constructor(private readonly props: HttpReadinessProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  async inspect(webhookUrl: string | undefined): Promise<ProviderReadiness> {
    const now = (this.props.now?.() ?? new Date()).toISOString();
    const window = new URLSearchParams({ from: now, until: now }).toString();
    const refunds = await this.ask(`/refunds?${window}`);
    if (refunds?.type === 'account-trouble') {
      return { provider: 'http', key: { state: 'refused', why: refunds.why }, rights: [] };
    }
    const disputes = await this.ask(`/disputes?${window}`);
    const payment = this.props.payments ? await this.ask('/payments/amends-doctor') : undefined;
    const rights: ProviderRight[] = [
      { right: 'GET /refunds', without: 'nothing is compared', reader: 'needs', ...answerTo(refunds, [200]) },
      { right: 'GET /disputes', without: 'disputes are not compared', reader: 'needs', ...answerTo(disputes, [200]) },
      ...(this.props.payments
        ? [
            {
              right: 'GET /payments/ID',
              without: 'no remedy is decided',
              reader: 'may' as const,
              ...answerTo(payment, [200, 404]),
            },
          ]
        : []),
      ...(this.props.onlyReads ? [refundOf(await this.askForNothing())] : []),
    ];
    return {
      provider: 'http',
      key: { state: rights.every(({ state }) => state === 'not-seen') ? 'not-seen' : 'accepted' },
      rights,
      ...(webhookUrl !== undefined && {
        webhook: { state: 'not-seen', why: 'an endpoint of your own does not say where it sends its events' } as const,
      }),
    };
  }

  private ask(path: string): Promise<EndpointResult | undefined> {
    return this.request({ path, timeoutMs });
  }

  private askForNothing(): Promise<EndpointResult | undefined> {
    return this.request({ path: '/refunds', post: { body: '{}', idempotencyKey: 'amends-doctor' }, timeoutMs });
  }

  private async request(request: EndpointRequest): Promise<EndpointResult | undefined> {
    try {
      return await this.endpoint.request(request);
    } catch {
      // The secret cannot be read at the moment.
      return undefined;
    }
  }
}

/** Whoever looks at the signature first refuses it with 401 or 403. Any other answer comes from who would have paid. */
function refundOf(result: EndpointResult | undefined): ProviderRight {
  const right = { right: 'POST /refunds', without: 'no refund is made', reader: 'should-not' } as const;
  if (result?.type === 'response') return { ...right, state: 'given' };
  return { ...right, ...answerTo(result, []) };
}

function answerTo(result: EndpointResult | undefined, good: readonly number[]): Pick<ProviderRight, 'state' | 'why'> {
  if (!result) return { state: 'not-seen', why: 'its secret could not be read' };
  if (result.type === 'account-trouble') return { state: 'lacking', why: result.why };
  if (result.type !== 'response') return { state: 'not-seen', why: result.why };
  if (good.includes(result.status)) return { state: 'given' };
  return { state: 'lacking', why: `it answers with ${result.status}` };
}
