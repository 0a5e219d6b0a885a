import * as z from 'zod/mini';
import { HttpEndpoint, type HttpResponse, type HttpEndpointProps } from './http-endpoint';
import { outcomeOfSaidPart, saidPartSchema } from './http-part-answer';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import { answerMsOf, partRequestOf } from '../port/part-request';
import type { Partner, PartnerRequest } from '../port/partner';
import { NotAttemptedError } from '../port/refund-provider';
import { stableJson } from './stable-json';

/** Only an endpoint that says so has no such part. A bare 404 may come from anything on the way to it. */
const notFoundSchema = z.object({ status: z.literal('not-found'), key: z.string() });

/** Parts that a team's own endpoint carries out: docs/partner-endpoint.md. */
export class HttpPartner implements Partner {
  private readonly endpoint: HttpEndpoint;
  private readonly clock: () => Date;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
    this.clock = props.clock ?? (() => new Date());
  }

  async carryOut(request: PartnerRequest): Promise<PartOutcome> {
    const post = { body: bodyOf(request), idempotencyKey: request.key };
    const answer = await this.endpoint.ask({ path: pathOf(request), post, timeoutMs: request.timeoutMs });
    const answerBy = new Date(this.clock().getTime() + answerMsOf(request.part)).toISOString();
    return withAnswerBy(outcomeOf(answer, request), answerBy);
  }

  async find(request: PartnerRequest): Promise<PartOutcome | PartNotFound> {
    const path = `${pathOf(request)}/${encodeURIComponent(request.key)}`;
    const answer = await this.endpoint.ask({ path, timeoutMs: request.timeoutMs });
    if (answer.got === 'answer' && answer.status === 404 && isNotFound(answer.body, request))
      return { state: 'not-found' };
    return outcomeOf(answer, request);
  }

  /** Whoever is still deciding gives no certain answer. */
  async withdraw(request: PartnerRequest): Promise<PartOutcome> {
    const path = `${pathOf(request)}/${encodeURIComponent(request.key)}/withdraw`;
    const body = JSON.stringify({ schemaVersion: 1, key: request.key });
    const post = { body, idempotencyKey: `${request.key}_withdraw` };
    const outcome = outcomeOf(await this.endpoint.ask({ path, post, timeoutMs: request.timeoutMs }), request);
    if (outcome.state !== 'pending') return outcome;
    return { state: 'unknown', why: 'The endpoint has not decided whether it takes it back', providerRef: request.key };
  }
}

function pathOf({ part }: PartnerRequest): string {
  return `/${part.kind}s`;
}

/**
 * The same request is the same bytes, so that an endpoint may compare them: no time of asking is in it, and names stand in the
 * order of the alphabet, because the failure may come back from where it was kept in another. A credit goes to an account, and
 * nobody who books it needs a name or an address.
 */
function bodyOf(request: PartnerRequest): string {
  const { failure, ...others } = request;
  return stableJson(partRequestOf({ ...others, failure: request.part.kind === 'credit' ? undefined : failure }));
}

/** @throws {@link NotAttemptedError} */
function outcomeOf(answer: HttpResponse, request: PartnerRequest): PartOutcome {
  switch (answer.got) {
    case 'not-attempted':
      throw new NotAttemptedError(
        `The partner's endpoint did not take up ${request.key}: ${answer.why}. It is asked again with the same key`,
        { cause: answer.cause },
      );
    case 'nothing':
      return { state: 'unknown', why: `The endpoint gave no answer: ${answer.why}` };
    case 'answer':
      if ([200, 201, 202].includes(answer.status)) return outcomeFor(answer.body, request);
      if (answer.status === 422) return { state: 'unknown', why: 'The endpoint knows the key with other parameters' };
      return { state: 'unknown', why: `The endpoint gave no usable answer (${answer.status})` };
  }
}

function outcomeFor(body: unknown, { key }: PartnerRequest): PartOutcome {
  const said = saidPartSchema.safeParse(body);
  if (!said.success) return { state: 'unknown', why: `The endpoint's answer does not keep its contract` };
  if (said.data.key !== key) return { state: 'unknown', why: 'The endpoint answered about another part' };
  return outcomeOfSaidPart(said.data);
}

/** Where the endpoint names no time of its own, the one that the part gives it counts. */
function withAnswerBy(outcome: PartOutcome, answerBy: string): PartOutcome {
  if (outcome.state !== 'pending') return outcome;
  return { ...outcome, answerBy: outcome.answerBy ?? answerBy };
}

function isNotFound(body: unknown, { key }: PartnerRequest): boolean {
  const answer = notFoundSchema.safeParse(body);
  return answer.success && answer.data.key === key;
}
