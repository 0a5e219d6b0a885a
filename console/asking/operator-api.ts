/** A request to the operator API, as it goes out. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** With its ids as they stand in a path, and without a slash before it: `remedies/cus_1/rem_8c1f`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: object | undefined;
}

export interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Carries out requests to the operator API in the name of one person. */
export interface OperatorApi {
  /** @throws {@link OperatorApiError} where there is no answer */
  send(request: ApiRequest): Promise<ApiResponse>;
}

/** The operator API gave no answer, or one that this version does not understand. */
export class OperatorApiError extends Error {
  override readonly name = 'OperatorApiError';
}
