import { HttpEndpoint, type HttpEndpointProps } from '../../fulfilment/http/http-endpoint';
import * as z from 'zod/mini';
import { customerLinkSchema, type CustomerLink } from '../port/inbound-message';
import type { Handle, KnownCustomers } from '../port/known-customers';

/** Longer than any look-up by an index, and short enough for the function. */
const timeoutMs = 5_000;

/** Only an endpoint that says so does not know the handle. A bare 404 may come from anything on the way to it. */
const unknownSchema = z.object({ status: z.literal('not-found') });

/** The endpoint gave no answer that can be used, so nobody knows yet whether it knows the handle. */
export class CustomersUnansweredError extends Error {
  override readonly name = 'CustomersUnansweredError';
}

/** A system of the company's own that knows customers by the handles they gave: docs/channels/customers.md. */
export class HttpKnownCustomers implements KnownCustomers {
  private readonly endpoint: HttpEndpoint;

  constructor(props: HttpEndpointProps) {
    this.endpoint = new HttpEndpoint(props);
  }

  async whoIs({ network, account, handle }: Handle): Promise<CustomerLink | undefined> {
    const query = new URLSearchParams({ network, account, handle });
    const result = await this.endpoint.request({ path: `/customers?${query.toString()}`, timeoutMs });
    if (result.type !== 'response') throw new CustomersUnansweredError(`The customers' endpoint: ${result.why}`);
    if (result.status === 404 && unknownSchema.safeParse(result.body).success) return undefined;
    const link = customerLinkSchema.safeParse(result.body);
    if (result.status === 200 && link.success) return link.data;
    throw new CustomersUnansweredError(`The customers' endpoint gave no usable answer (${result.status})`);
  }
}
