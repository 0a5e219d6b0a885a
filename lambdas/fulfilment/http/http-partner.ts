import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import { answerWithinMs, partRequestOf } from '../port/part-request';
import type { CreditPartner, Partner, PartnerRequest } from '../port/partner';
import { HttpEndpoint, type EndpointResult, type HttpEndpointProps } from './http-endpoint';
import { outcomeOfPartResponse } from './http-part-status';
import { aboutRequest, isNotFound, outcomeOfResult } from './http-keyed-request';
import { stableJson } from './stable-json';

const partnerEndpoint = 'partner-endpoint';

/** Parts that a team's own endpoint carries out: docs/partner-endpoint.md. */
export class HttpPartner implements Partner, CreditPartner {
  readonly accounts = [partnerEndpoint];
  private readonly endpoint: HttpEndpoint;
  private readonly clock: () => Date;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
    this.clock = props.clock ?? (() => new Date());
  }

  /** The endpoint speaks ISO 4217. */
  smallestStepMinor(): number {
    return 1;
  }

  async carryOut(request: PartnerRequest): Promise<PartOutcome> {
    const post = { body: bodyOf(request), idempotencyKey: request.key };
    const result = await this.endpoint.request({ path: pathOf(request), post, timeoutMs: request.timeoutMs });
    const answerBy = new Date(this.clock().getTime() + answerWithinMs(request.part)).toISOString();
    return withAnswerBy(aboutRequest(outcomeOf(result, request), partnerEndpoint), answerBy);
  }

  async find(request: PartnerRequest): Promise<PartOutcome | PartNotFound> {
    const path = `${pathOf(request)}/${encodeURIComponent(request.key)}`;
    const result = await this.endpoint.request({ path, timeoutMs: request.timeoutMs });
    return isNotFound(result, request.key) ? { state: 'not-found' } : outcomeOf(result, request);
  }

  /** An endpoint that has not decided yet gives no certain answer. */
  async withdraw(request: PartnerRequest): Promise<PartOutcome> {
    const path = `${pathOf(request)}/${encodeURIComponent(request.key)}/withdraw`;
    const body = JSON.stringify({ schemaVersion: 1, key: request.key });
    const post = { body, idempotencyKey: `${request.key}_withdraw` };
    const result = await this.endpoint.request({ path, post, timeoutMs: request.timeoutMs });
    const outcome = outcomeOf(result, request);
    if (outcome.state !== 'pending') return outcome;
    return { state: 'unknown', why: 'The endpoint has not decided on the withdrawal yet', providerRef: request.key };
  }
}

function pathOf({ part }: PartnerRequest): string {
  return `/${part.kind}s`;
}

/**
 * The same request is the same bytes, so that an endpoint may compare them: it does not say when it was made, and its
 * names are sorted, because the failure may come back from the ledger with its names in another order. A credit goes to
 * an account, and an entitlement is known by its id: neither needs a name or an address.
 */
function bodyOf(request: PartnerRequest): string {
  const { failure, ...others } = request;
  const { kind } = request.part;
  const isKnown = kind === 'credit' || kind === 'entitlement';
  return stableJson(partRequestOf({ ...others, failure: isKnown ? undefined : failure }));
}

/** @throws {@link NotAttemptedError} */
function outcomeOf(result: EndpointResult, { key }: PartnerRequest): PartOutcome {
  return outcomeOfResult(result, key, {
    endpointName: "The partner's endpoint",
    account: partnerEndpoint,
    retry: 'It is asked again with the same key',
    successStatuses: [200, 201, 202],
    read: (body) => outcomeOfPartResponse(body, key),
  });
}

/** Where the endpoint does not say until when it will answer, the time that the part allows counts. */
function withAnswerBy(outcome: PartOutcome, answerBy: string): PartOutcome {
  if (outcome.state !== 'pending') return outcome;
  return { ...outcome, answerBy: outcome.answerBy ?? answerBy };
}
