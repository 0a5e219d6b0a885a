import type { HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { AffectedNotReadError, type AffectedCustomers, type AffectedPage, type AffectedQuestion } from './affected';
import { askedAs, pageIn } from './affected-answer';

/** The team's own endpoint, asked with signed requests: docs/detectors/health.md. */
export class HttpAffected implements AffectedCustomers {
  constructor(
    private readonly endpoint: Pick<HttpEndpoint, 'request'>,
    private readonly timeoutMs = 8_000,
  ) {}

  async page(question: AffectedQuestion): Promise<AffectedPage> {
    const path = `/affected?${new URLSearchParams(askedAs(question)).toString()}`;
    const result = await this.endpoint.request({ path, timeoutMs: this.timeoutMs });
    if (result.type !== 'response') throw new AffectedNotReadError(result.why);
    if (result.status !== 200) throw new AffectedNotReadError(`it answers ${result.status}`);
    return pageIn(result.body, question);
  }
}
