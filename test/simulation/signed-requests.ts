import { duties } from '../../lambdas/operator-api/duty';
import type { OperatorResponse } from '../../lambdas/operator-api/answers/operator-response';
import { handleOperatorRequest } from '../../lambdas/operator-api/operator-api';
import { idInPath } from '../../lambdas/operator-api/path-id';
import type { OperatorPorts } from './functions';
import { failureTypes } from './sim-failures';
import { numberAt, plainItem, textAt, type Plain } from './stored';
import type { World } from './world';

/** What is asked for, as the auditor has to know of it where somebody is answered that it is done. */
type Noted = () => ((answer: 'done') => void) | undefined;

/** A request that a person has signed: whoever records it can send it once more, and can change nothing in it. */
export interface SignedRequest {
  readonly kind: string;
  readonly actor: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Called when it is sent once more. What was answered with "done" before is nobody's word any more. */
  readonly noted?: Noted | undefined;
  /** That its person was answered "done". */
  isDone: boolean;
}

type Signing = Omit<SignedRequest, 'isDone' | 'kind'>;

const noTrail = { append: () => Promise.resolve(), read: () => Promise.resolve({ events: [] }) };

/** Everything that people have signed, each with a reason of its own, as the operator API takes it. */
export class SignedRequests {
  readonly all: SignedRequest[] = [];
  private reasons = 0;
  private replays = 0;

  constructor(private readonly world: World) {}

  /** A reason that no other request has, so that it is seen where what it asks for is done twice. */
  reason(text: string): string {
    return `${text} (request ${++this.reasons})`;
  }

  /** For the version of the remedy that its person has seen. */
  ofRemedy(kind: string, record: Plain, { actor, noted, ...body }: Plainly): SignedRequest {
    const path = `${pathOf(record)}/${kind}`;
    return this.add(kind, { actor, noted, path, body: { ...body, expectedVersion: numberAt(record, 'version') } });
  }

  ofMail(kind: 'resend' | 'close', notice: Plain, { actor, ...body }: Plainly): SignedRequest {
    const path = `${pathOf(notice)}/notices/${textAt(notice, 'template')}/${kind}`;
    return this.add(kind, { actor, path, body: { ...body, expectedVersion: numberAt(notice, 'version') } });
  }

  /** For the version of the incident that is stored now. */
  ofIncident(kind: string, incidentId: string, { actor, noted, ...body }: Plainly): SignedRequest {
    const incident = plainItem(this.world.dynamo.table.get(`INCIDENT#${incidentId}`, 'INCIDENT'));
    const path = `/incidents/${idInPath(incidentId)}/${kind}`;
    const expectedVersion = numberAt(incident, 'version');
    return this.add(`${kind} incident`, { actor, noted, path, body: { ...body, expectedVersion } });
  }

  add(kind: string, signing: Signing): SignedRequest {
    const request = { kind, ...signing, isDone: false };
    this.all.push(request);
    return request;
  }

  /** Sends one, for the first time or once more. */
  callOf(request: SignedRequest): (ports: OperatorPorts) => Promise<OperatorResponse> {
    return async (ports) => {
      const answered = request.isDone ? undefined : request.noted?.();
      const { actor, path, body } = request;
      const asked = { method: 'POST', path, query: {}, body: JSON.stringify(body), caller: { actor, may: duties } };
      const named = { ...asked, requestId: `request-${++this.replays}`, from: {} };
      const response = await handleOperatorRequest(named, { ...ports, audit: noTrail }, failureTypes);
      const isDone = response.status === 200;
      // That it is refused says nothing: what it is about may have come to an end without any person.
      if (isDone) answered?.('done');
      request.isDone ||= isDone;
      return response;
    };
  }
}

interface Plainly extends Readonly<Record<string, unknown>> {
  readonly actor: string;
  readonly noted?: Noted | undefined;
}

function pathOf(item: Plain): string {
  return `/remedies/${idInPath(textAt(item, 'customerId'))}/${textAt(item, 'remedyId')}`;
}
