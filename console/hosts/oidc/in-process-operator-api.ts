import type { Caller } from '../../../lambdas/operator-api/identity';
import { handleOperatorRequest, type OperatorApiPorts } from '../../../lambdas/operator-api/operator-api';
import type { ApiRequest, ApiResponse, OperatorApi } from '../../asking/operator-api';
import type { Arrival } from '../../session/arrival';

/** The operator API in this process. */
export interface InProcess {
  readonly ports: OperatorApiPorts;
  /** What can be switched beside all. */
  readonly targets: readonly string[];
  /** Writes down what went wrong. */
  readonly log: (error: unknown) => void;
}

/** The operator API for one request of one browser, in the name of whoever is signed in there. */
export class InProcessOperatorApi implements OperatorApi {
  private asked = 0;

  constructor(
    private readonly api: InProcess,
    private readonly caller: Caller,
    private readonly arrival: Arrival,
  ) {}

  async send({ method, path, query, body }: ApiRequest): Promise<ApiResponse> {
    const { ports, targets, log } = this.api;
    const { requestId, from } = this.arrival;
    const request = {
      method,
      path: `/${path}`,
      query,
      body: body && JSON.stringify(body),
      caller: this.caller,
      // A page asks for several things, and each has lines of its own in the audit trail.
      requestId: `${requestId}-${++this.asked}`,
      from,
    };
    try {
      return await handleOperatorRequest(request, ports, targets);
    } catch (error) {
      log(error);
      return { status: 500, body: {} };
    }
  }
}
