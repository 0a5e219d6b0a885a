import { eraseCustomer } from '../flow/operate/erase-customer';
import { listHolds, viewIncident } from '../flow/operate/hold-list';
import {
  approveHold,
  decideIncident,
  extendHold,
  rejectHold,
  type HoldResult,
  type HoldPorts,
} from '../flow/operate/holds';
import { switchMode } from '../flow/operate/switch-mode';
import { voidCredit, type VoidPorts } from '../flow/operate/void-credit';
import type { ControlsStore } from '../ledger/port/controls-store';
import type { WaitingList } from '../ledger/port/waiting-list';
import { unreachable } from '../model/unreachable';
import { operationsAt, type Operation, type RemedyPlace } from './operation';
import { hear, hearBody, switchSchema, bodySchemas, type Applied } from './request-bodies';

export interface OperatorApiPorts extends HoldPorts, VoidPorts {
  readonly waiting: WaitingList;
  readonly controlsStore: ControlsStore;
}

/** A request whose caller is known. */
export interface OperatorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  /** The verified identity of the caller. */
  readonly by: string;
}

export interface OperatorResponse {
  readonly status: number;
  readonly body: object;
  readonly allow?: string | undefined;
}

/**
 * Answers one request of a person who decides. 200: it is done. 400: what was asked is not understood, and every problem is
 * named. 404: there is no such thing. 409: it is refused, and why.
 */
export async function handleOperatorRequest(
  request: OperatorRequest,
  ports: OperatorApiPorts,
  failureTypes: readonly string[],
): Promise<OperatorResponse> {
  const operations = operationsAt(request.path);
  if (!operations) return { status: 404, body: { why: 'there is nothing at this path' } };
  if (operations === 'malformed') {
    return misunderstood(['(path): an id with other characters than A-Z a-z 0-9 . _ - is written as ~ and base64url']);
  }
  const operation = request.method === 'GET' || request.method === 'POST' ? operations[request.method] : undefined;
  if (!operation) {
    const allow = Object.keys(operations).join(', ');
    return { status: 405, body: { why: `here is only ${allow}` }, allow };
  }
  return new OperatorApi(request, ports, failureTypes).carryOut(operation);
}

class OperatorApi {
  constructor(
    private readonly request: OperatorRequest,
    private readonly ports: OperatorApiPorts,
    private readonly failureTypes: readonly string[],
  ) {}

  async carryOut(operation: Operation): Promise<OperatorResponse> {
    switch (operation.do) {
      case 'list-holds':
        return this.hearing(hear(bodySchemas.list, this.request.query), async ({ limit }) =>
          done(await listHolds(limit, this.ports)),
        );
      case 'show-remedy':
        return this.showRemedy(operation.remedy);
      case 'decide':
        return this.decide(operation.word, operation.remedy);
      case 'void-credit':
        return this.voidCredit(operation.remedy);
      case 'show-incident':
        return this.showIncident(operation.incidentId);
      case 'decide-incident':
        return this.decideIncident(operation.incidentId, operation.verdict);
      case 'show-controls':
        return this.showControls();
      case 'switch':
        return this.switch();
      case 'erase':
        return this.erase(operation.customerId);
      default:
        return unreachable(operation);
    }
  }

  private async showRemedy({ customerId, remedyId }: RemedyPlace): Promise<OperatorResponse> {
    const { ledger } = this.ports;
    const record = await ledger.readRemedy(customerId, remedyId);
    if (!record) return noRemedy;
    return done({ record, envelope: (await ledger.readEnvelope(customerId, remedyId)) ?? null });
  }

  private async decide(word: 'approve' | 'reject' | 'extend', remedy: RemedyPlace): Promise<OperatorResponse> {
    const { ports } = this;
    if (!(await ports.ledger.readRemedy(remedy.customerId, remedy.remedyId))) return noRemedy;
    const which = { ...remedy, by: this.request.by };
    switch (word) {
      case 'approve':
        return this.hearing(this.body(bodySchemas.approve), async ({ message }) =>
          answerOf(await approveHold({ ...which, message }, ports)),
        );
      case 'reject':
        return this.hearing(this.body(bodySchemas.reject), async (words) =>
          answerOf(await rejectHold(which, words, ports)),
        );
      case 'extend':
        return this.hearing(this.body(bodySchemas.extend), async (words) =>
          answerOf(await extendHold(which, words, ports)),
        );
      default:
        return unreachable(word);
    }
  }

  private async voidCredit(remedy: RemedyPlace): Promise<OperatorResponse> {
    const { ports } = this;
    if (!(await ports.ledger.readRemedy(remedy.customerId, remedy.remedyId))) return noRemedy;
    return this.hearing(this.body(bodySchemas.voidCredit), async (words) => {
      const answer = await voidCredit({ ...remedy, by: this.request.by }, words, ports);
      if (answer.answer === 'refused') return refused(answer.why);
      return done({ record: answer.record, isCertain: answer.isCertain });
    });
  }

  private async showIncident(incidentId: string): Promise<OperatorResponse> {
    const view = await viewIncident(incidentId, this.ports);
    return view ? done(view) : noIncident;
  }

  private async decideIncident(incidentId: string, verdict: 'approved' | 'rejected'): Promise<OperatorResponse> {
    if (!(await this.ports.incidents.readIncident(incidentId))) return noIncident;
    const schema = verdict === 'approved' ? bodySchemas.approveIncident : bodySchemas.why;
    return this.hearing(this.body<{ why: string; message?: string | undefined }>(schema), async (said) => {
      const decided = await decideIncident(incidentId, { verdict, by: this.request.by, ...said }, this.ports);
      return decided.answer === 'done' ? done({ incident: decided.incident }) : refused(decided.why);
    });
  }

  private async showControls(): Promise<OperatorResponse> {
    const { controlsStore } = this.ports;
    const controls = await controlsStore.readControls();
    const history = await controlsStore.controlsHistory();
    return done({ controls, history, failureTypes: this.failureTypes });
  }

  private async switch(): Promise<OperatorResponse> {
    return this.hearing(this.body(switchSchema(this.failureTypes)), async ({ target, mode, autoShare, why }) => {
      const setting = autoShare === undefined ? { mode } : { mode, autoShare };
      const answer = await switchMode({ target, setting, by: this.request.by, why }, this.ports);
      return answer.answer === 'done' ? done({ controls: answer.controls }) : refused(answer.why);
    });
  }

  private async erase(customerId: string): Promise<OperatorResponse> {
    return this.hearing(this.body(bodySchemas.why), async ({ why }) =>
      done({ erased: await eraseCustomer({ customerId, by: this.request.by, why }, this.ports) }),
    );
  }

  private body<Value>(schema: Parameters<typeof hearBody<Value>>[0]): Applied<Value> {
    return hearBody(schema, this.request.body);
  }

  private async hearing<Value>(
    heard: Applied<Value>,
    answer: (value: Value) => Promise<OperatorResponse>,
  ): Promise<OperatorResponse> {
    return heard.heard === 'words' ? answer(heard.value) : misunderstood(heard.problems);
  }
}

const noRemedy: OperatorResponse = { status: 404, body: { why: 'there is no such remedy of that customer' } };
const noIncident: OperatorResponse = { status: 404, body: { why: 'no remedy is held because of that incident' } };

function done(body: object): OperatorResponse {
  return { status: 200, body };
}

function answerOf(answer: HoldResult): OperatorResponse {
  return answer.answer === 'done' ? done({ record: answer.record }) : refused(answer.why);
}

function refused(why: string): OperatorResponse {
  return { status: 409, body: { why } };
}

function misunderstood(problems: readonly string[]): OperatorResponse {
  return { status: 400, body: { why: 'the request is not understood', problems } };
}
